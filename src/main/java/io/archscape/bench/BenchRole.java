package io.archscape.bench;

import io.archscape.machine.Engine;
import java.util.Locale;

/** What a measured process of ours does. */
public enum BenchRole {
  ONEDNN,
  /** Activations as (N,H,W,C) throughout. */
  ONEDNN_NHWC,
  /** In blocks of 8 channels wherever that can be. */
  ONEDNN_8,
  /** In blocks of 16. */
  ONEDNN_16,
  ND4J,
  SGEMM;

  static BenchRole of(Engine engine) {
    return engine == Engine.ONEDNN ? ONEDNN : ND4J;
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
