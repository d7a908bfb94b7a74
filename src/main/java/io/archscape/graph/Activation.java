package io.archscape.graph;

/** Element-wise functions. */
public enum Activation {
  /** max(0, x). */
  RELU,
  /** 1 / (1 + exp(-x)). */
  SIGMOID
}
