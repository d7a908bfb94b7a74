package io.archscape.cli;

import java.util.Locale;

/** What networks are trained on. */
enum Device {
  CPU,
  /** An NVIDIA card, through ND4J's CUDA backend. */
  GPU;

  /** As the command line has it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
