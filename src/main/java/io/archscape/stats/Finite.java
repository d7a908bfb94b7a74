package io.archscape.stats;

import static io.archscape.Require.require;

/** What a sample must be before a statistic is taken of it. */
final class Finite {
  private Finite() {}

  /** Requires at least one value, and all of them finite. */
  static void requireSample(String what, double[] values) {
    require(values.length > 0, "%s must hold at least one value, got none", what);
    int bad = firstNonFinite(values);
    require(bad < 0, "%s must be finite, got %s at index %d", what, values[Math.max(bad, 0)], bad);
  }

  /** Requires at least two values, and all of them finite. */
  static void requireTwo(String what, double[] values) {
    requireSample(what, values);
    require(values.length >= 2, "%s must hold at least two values, got %d", what, values.length);
  }

  /** Requires finite pairs, at least one. */
  static void requirePairs(double[] x, double[] y) {
    requireSample("x", x);
    requireSample("y", y);
    require(
        x.length == y.length,
        "x and y must hold as many values, got %d and %d",
        x.length,
        y.length);
  }

  private static int firstNonFinite(double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        return i;
      }
    }
    return -1;
  }
}
