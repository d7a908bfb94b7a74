package io.archscape.sweep;

import java.util.Locale;

/** What has become of a trial. */
public enum TrialStatus {
  PLANNED,
  RUNNING,
  DONE,
  /** Its loss stopped being a number: a result, with its reason. */
  DIVERGED,
  /** Ended early by a rule of its experiment: it keeps its epochs and has no error. */
  PRUNED,
  /** Every attempt failed; the reason is the last one's. */
  FAILED;

  /** Whether a sweep leaves it as it is. */
  public boolean ended() {
    return this != PLANNED && this != RUNNING;
  }

  /** The word in the store. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  static TrialStatus of(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }
}
