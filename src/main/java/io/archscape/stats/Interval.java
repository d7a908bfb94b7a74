package io.archscape.stats;

import static io.archscape.Require.require;

/**
 * A number and where it lies with the given confidence, all in the number's own unit. An interval
 * of no width comes from a sample without spread (one model, or all equal): it says that nothing is
 * known of the spread, not that the number is certain.
 */
public record Interval(double estimate, double low, double high, double confidence) {
  public Interval {
    require(Double.isFinite(estimate), "an estimate must be finite, got %s", estimate);
    require(low <= high, "an interval's low end must not be above its high, got %s..%s", low, high);
    requireConfidence(confidence);
  }

  static void requireConfidence(double confidence) {
    require(confidence > 0 && confidence < 1, "confidence must lie in (0, 1), got %s", confidence);
  }

  /** Whether {@code value} lies in it, ends included. */
  public boolean holds(double value) {
    return low <= value && value <= high;
  }

  /** The same of the negated number: {@code -high .. -low}. */
  public Interval negated() {
    return new Interval(0 - estimate, 0 - high, 0 - low, confidence);
  }
}
