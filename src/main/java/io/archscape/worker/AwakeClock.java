package io.archscape.worker;

import java.util.function.LongSupplier;

/**
 * Seconds in which the coordinator was awake to listen. A coordinator that was suspended, by Ctrl-Z
 * or with the whole machine, must not take the silence meanwhile for that of its workers. The
 * machine's time of day has no part in it.
 */
public final class AwakeClock {
  private static final double LONGEST_STEP = 2;

  private final LongSupplier nanos;
  private long last;
  private double seconds;

  /**
   * A clock at 0.
   *
   * @param nanos a monotonic clock, as {@link System#nanoTime()}
   */
  public AwakeClock(LongSupplier nanos) {
    this.nanos = nanos;
    this.last = nanos.getAsLong();
  }

  /** The seconds so far. To be asked at least every two seconds, or some are not counted. */
  public double seconds() {
    long now = nanos.getAsLong();
    seconds += Math.min((now - last) * 1e-9, LONGEST_STEP);
    last = now;
    return seconds;
  }
}
