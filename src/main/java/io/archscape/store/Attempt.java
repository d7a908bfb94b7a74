package io.archscape.store;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One attempt at a trial, as a store tells it.
 *
 * @param space that drew the trial; of several, the first
 * @param index of the draw within that space
 * @param number of the attempt at this trial, from 1
 * @param worker that tried it, from 1; empty where none did, as of a result that was reused
 * @param ended empty while it runs
 * @param reason why it did not end in an error, else empty
 */
public record Attempt(
    String space,
    int index,
    int number,
    OptionalInt worker,
    Instant started,
    Optional<Instant> ended,
    Outcome outcome,
    String reason) {

  /** The reason of an attempt that was still open when the next coordinator came. */
  static final String COORDINATOR_ENDED = "the coordinator ended";

  /**
   * Whether {@code ended} is only when it was found, maybe the next day: its coordinator was
   * killed.
   */
  public boolean endIsUnknown() {
    return reason.equals(COORDINATOR_ENDED);
  }

  /** How an attempt ended. */
  public enum Outcome {
    RUNNING,
    DONE,
    DIVERGED,
    PRUNED,
    FAILED,
    /** The sweep was stopped; the trial goes on in a later attempt. */
    INTERRUPTED,
    /** Nothing was trained: another sweep has the result. */
    ADOPTED;

    /** The word in the store. */
    String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Outcome of(String key) {
      return valueOf(key.toUpperCase(Locale.ROOT));
    }
  }
}
