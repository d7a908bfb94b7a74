package io.archscape.sweep;

/**
 * The outcome of an {@link Adjustment}.
 *
 * @param text why, or what has changed: one line
 */
public record AdjustReply(Ending ending, String text) {
  /** How a request ends. */
  public enum Ending {
    /** All of it is done. */
    DONE,
    /** Nothing of it was, for it cannot be. */
    REFUSED,
    /** The coordinator ended before all of it was done. */
    LATE
  }
}
