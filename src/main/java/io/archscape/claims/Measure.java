package io.archscape.claims;

import io.archscape.stats.Interval;
import java.util.Optional;

/**
 * A number of an answer.
 *
 * @param what it is, in words
 * @param unit {@code points} of error; empty for a correlation, a probability or a parameter
 * @param interval where it lies with 95 % confidence, if that is known
 */
public record Measure(String what, String unit, double value, Optional<Interval> interval) {
  static Measure of(String what, String unit, Interval interval) {
    return new Measure(what, unit, interval.estimate(), Optional.of(interval));
  }

  static Measure of(String what, String unit, double value) {
    return new Measure(what, unit, value, Optional.empty());
  }
}
