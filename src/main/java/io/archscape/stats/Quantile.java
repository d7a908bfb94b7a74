package io.archscape.stats;

/** Quantiles of sorted values. */
public final class Quantile {
  private Quantile() {}

  /** Between order statistics (type 7 of Hyndman and Fan, doi:10.2307/2684934; numpy's default). */
  public static double linear(double[] sorted, double p) {
    double h = p * (sorted.length - 1);
    int below = (int) Math.min(h, sorted.length - 1);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (h - below) * (sorted[above] - sorted[below]);
  }

  /** An order statistic (type 1; numpy's {@code inverted_cdf}): a value that occurred. */
  static double occurring(double[] sorted, double p) {
    int k = (int) Math.ceil(p * sorted.length) - 1;
    return sorted[Math.min(Math.max(k, 0), sorted.length - 1)];
  }
}
