package io.archscape.stats;

import static io.archscape.Require.require;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Difference of two means, the spreads not taken as equal (Welch, doi:10.1093/biomet/34.1-2.28):
 * {@code se^2 = va/n + vb/m} with the unbiased variances, and {@code df = se^4 / ((va/n)^2/(n-1) +
 * (vb/m)^2/(m-1))}.
 *
 * @param difference mean(a) - mean(b)
 * @param standardError 0 where neither sample has spread; df is then n + m - 2
 */
public record Welch(double difference, double standardError, double df) {
  /** Of at least two values each, all finite. */
  public static Welch of(double[] a, double[] b) {
    Finite.requireTwo("first sample", a);
    Finite.requireTwo("second sample", b);
    return of(
        Statistic.MEAN.of(a) - Statistic.MEAN.of(b), variance(a), a.length, variance(b), b.length);
  }

  /** Exactly 0 for equal values, which a rounded mean would not give. */
  private static double variance(double[] values) {
    return StatUtils.min(values) == StatUtils.max(values) ? 0 : StatUtils.variance(values);
  }

  static Welch of(double difference, double varianceA, int n, double varianceB, int m) {
    double a = varianceA / n;
    double b = varianceB / m;
    double df = a + b > 0 ? (a + b) * (a + b) / (a * a / (n - 1) + b * b / (m - 1)) : n + m - 2.0;
    return new Welch(difference, Math.sqrt(a + b), df);
  }

  /** Two-sided p that the means are equal; 1 without any spread, of which nothing is known. */
  public double p() {
    return Math.min(1, 2 * Math.min(below(difference), below(-difference)));
  }

  /** Student's interval of the difference. */
  public Interval interval(double confidence) {
    Interval.requireConfidence(confidence);
    double half = quantile((1 + confidence) / 2) * standardError;
    return new Interval(difference, difference - half, difference + half, confidence);
  }

  /**
   * P(T at most distance/se): the one-sided p where {@code distance} is far below 0. Without any
   * spread it is 1: a few equal values do not say that all others are equal too.
   */
  double below(double distance) {
    if (standardError == 0) {
      return 1;
    }
    return new TDistribution(df).cumulativeProbability(distance / standardError);
  }

  /** The t that T is below with probability p. */
  double quantile(double p) {
    require(p > 0 && p < 1, "a probability must lie in (0, 1), got %s", p);
    return new TDistribution(df, 1e-13).inverseCumulativeProbability(p);
  }
}
