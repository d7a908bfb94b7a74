package io.archscape.machine;

import java.util.Locale;

/** What networks are trained on. */
public enum Device {
  CPU,
  /** An NVIDIA card, through ND4J's CUDA backend. */
  GPU;

  /** As users type it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
