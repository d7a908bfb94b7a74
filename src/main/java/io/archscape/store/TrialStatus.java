package io.archscape.store;

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

  private final String key = name().toLowerCase(Locale.ROOT);

  /** Whether a sweep leaves it as it is. */
  public boolean ended() {
    return this != PLANNED && this != RUNNING;
  }

  /** The word in the store. */
  public String key() {
    return key;
  }

  static TrialStatus of(String key) {
    for (TrialStatus status : values()) {
      if (status.key().equals(key)) {
        return status;
      }
    }
    throw new IllegalArgumentException("status must be a word of the store, got " + key);
  }
}
