package io.archscape.stats;

import static io.archscape.Require.require;

import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;

/**
 * Two-sample Kolmogorov-Smirnov test: {@code D = sup |F_n(e) - G_m(e)|} and p, the probability of a
 * distance of at least D between two samples of one continuous distribution.
 *
 * <p>p is exact while n*m is below {@value #EXACT_BELOW}, and from there on Kolmogorov's limit,
 * {@code 2 sum (-1)^(k-1) exp(-2 k^2 D^2 nm/(n+m))}. With ties D is exact and p is an upper bound
 * (the test is conservative): ties are not broken at random.
 */
public record KolmogorovSmirnov(double d, double p, boolean exact) {
  /** Where Commons Math, too, changes from the exact law to its limit. */
  static final int EXACT_BELOW = 10_000;

  /** Of two samples of at least two values each, all finite. */
  public static KolmogorovSmirnov test(double[] first, double[] second) {
    Finite.requireTwo("first sample", first);
    Finite.requireTwo("second sample", second);
    KolmogorovSmirnovTest test = new KolmogorovSmirnovTest();
    double d = test.kolmogorovSmirnovStatistic(first, second);
    boolean exact = (long) first.length * second.length < EXACT_BELOW;
    double p =
        exact
            ? test.exactP(d, first.length, second.length, false)
            : test.approximateP(d, first.length, second.length);
    return new KolmogorovSmirnov(d, Math.min(1, Math.max(0, p)), exact);
  }

  /**
   * Distance that two samples of one distribution reach with probability alpha, for large n and m:
   * {@code sqrt(-ln(alpha/2)/2) * sqrt((n+m)/(nm))}; 1.36*sqrt(2/n) at 0.05 and n = m.
   */
  public static double criticalDistance(double alpha, int n, int m) {
    require(alpha > 0 && alpha < 1, "alpha must lie in (0, 1), got %s", alpha);
    require(n >= 1 && m >= 1, "samples must hold at least one value, got n=%d m=%d", n, m);
    return Math.sqrt(-StrictMath.log(alpha / 2) / 2) * Math.sqrt((n + (double) m) / n / m);
  }
}
