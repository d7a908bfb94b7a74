package io.archscape.graph;

/** Along what tensors are laid side by side. */
public enum ConcatAxis {
  /** The height: (N,H1,W,C) and (N,H2,W,C) to (N,H1+H2,W,C). */
  ROWS,
  /** (N,H,W,C1) and (N,H,W,C2) to (N,H,W,C1+C2). */
  CHANNELS
}
