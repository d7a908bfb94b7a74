package io.archscape.sweep;

import java.util.Locale;

/** What has become of a trial. */
public enum TrialStatus {
  PLANNED,
  RUNNING,
  DONE,
  /** Its loss stopped being a number: a result, with its reason. */
  DIVERGED,
  /** Every attempt failed; the reason is the last one's. */
  FAILED;

  /** Whether a sweep leaves it as it is. */
  public boolean ended() {
    return this != PLANNED && this != RUNNING;
  }

  /** The word in the store. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  static TrialStatus of(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }
}
