package io.archscape.worker;

import static io.archscape.Require.require;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a worker is allowed before it is killed and replaced, and its attempt has failed.
 *
 * @param silence without a sign of life; while it trains, without use of the processor too
 * @param attempt the time of one attempt at a trial
 * @param bytes of memory
 */
public record Limits(Duration silence, Optional<Duration> attempt, OptionalLong bytes) {
  private static final Duration SHORTEST = Duration.ofSeconds(3);
  private static final Duration LONGEST = Duration.ofDays(365);

  /** A minute of silence; no limit of time or memory. */
  public static final Limits DEFAULT =
      new Limits(Duration.ofSeconds(60), Optional.empty(), OptionalLong.empty());

  public Limits {
    require(
        silence.compareTo(SHORTEST) >= 0,
        "heartbeat must be at least %d s, got %s s",
        SHORTEST.toSeconds(),
        silence.toMillis() / 1e3);
    require(
        silence.compareTo(LONGEST) <= 0,
        "heartbeat must be at most a year, got %s s",
        (double) silence.toSeconds());
    require(
        attempt.isEmpty() || attempt.get().compareTo(Duration.ZERO) > 0,
        "time of a trial must be above 0, got %s",
        attempt);
    require(
        attempt.isEmpty() || attempt.get().compareTo(LONGEST) <= 0,
        "time of a trial must be at most a year, got %s min",
        attempt.map(time -> (double) time.toMinutes()).orElse(0.0));
    require(
        bytes.isEmpty() || bytes.getAsLong() > 0,
        "memory of a worker must be above 0 bytes, got %s",
        bytes);
  }
}
