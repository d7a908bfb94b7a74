package io.archscape.stats;

import org.apache.commons.math3.special.Erf;

/** The standard normal distribution. */
final class Normal {
  private static final double SQRT_2 = Math.sqrt(2);

  private Normal() {}

  /** P(Z at most z). */
  static double below(double z) {
    return Erf.erfc(-z / SQRT_2) / 2;
  }

  /** The z that Z is below with probability p, in (0, 1). */
  static double quantile(double p) {
    return SQRT_2 * Erf.erfInv(2 * p - 1);
  }
}
