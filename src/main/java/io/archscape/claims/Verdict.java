package io.archscape.claims;

import java.util.Locale;

/** What the models say of a claim. */
public enum Verdict {
  SUPPORTED,
  /** The opposite is shown. */
  CONTRADICTED,
  /** Neither is shown at this number of models. */
  UNDECIDED,
  /** There is nothing to test it by; the answer says why. */
  UNANSWERED;

  /** The word in sentences and files. */
  public String word() {
    return this == UNANSWERED ? "cannot be answered" : name().toLowerCase(Locale.ROOT);
  }
}
