package io.archscape.stats;

import java.util.Arrays;

/**
 * How far two numbers of the same models go together, -1 to 1. Of at least two pairs, all finite.
 * Where one of them is constant there is no order to agree with, and the correlation is 0.
 */
public enum RankCorrelation {
  /**
   * tau-b: {@code (C - D) / sqrt((P - Tx)(P - Ty))}, C and D the concordant and discordant of P
   * pairs, Tx and Ty those tied in x and in y (Kendall, doi:10.1093/biomet/33.3.239).
   */
  KENDALL {
    @Override
    Resampled prepared(double[] x, double[] y) {
      return new KendallTau(x, y);
    }
  },
  /** Pearson's of the ranks, equal values sharing the mean rank. */
  SPEARMAN {
    @Override
    Resampled prepared(double[] x, double[] y) {
      Levels a = Levels.of(x);
      Levels b = Levels.of(y);
      return counts -> product(a.ranks(counts), b.ranks(counts), counts);
    }
  },
  /** {@code cov(x, y) / (s_x s_y)}: of the numbers themselves, not of their ranks. */
  PEARSON {
    @Override
    Resampled prepared(double[] x, double[] y) {
      return counts -> product(x, y, counts);
    }
  };

  /** A correlation of pairs that come several times or not at all. */
  @FunctionalInterface
  interface Resampled {
    /** Where the i-th pair comes {@code counts[i]} times; 0 if x or y is then constant. */
    double of(int[] counts);
  }

  abstract Resampled prepared(double[] x, double[] y);

  /** In [-1, 1]. */
  public double of(double[] x, double[] y) {
    requirePairs(x, y);
    return prepared(x, y).of(ones(x.length));
  }

  /** Percentile bootstrap over the models: pairs are drawn together. */
  public Interval of(double[] x, double[] y, Bootstrap bootstrap) {
    requirePairs(x, y);
    return interval(prepared(x, y), x.length, bootstrap);
  }

  /**
   * Of {@code of(first, y) - of(second, y)}, all three of the same models, which are drawn
   * together: whether y goes with the first more than with the second.
   */
  public Interval difference(double[] first, double[] second, double[] y, Bootstrap bootstrap) {
    return interval(together(first, second, y), y.length, bootstrap);
  }

  /**
   * Two-sided p that y goes with both alike, from the same rounds: {@code 2 (1 + k)/(1 + rounds)},
   * k the rounds whose difference is 0 or on the rarer side of it; at most 1.
   */
  public double differenceP(double[] first, double[] second, double[] y, Bootstrap bootstrap) {
    int atMost = 0;
    int atLeast = 0;
    for (double replicate : replicates(together(first, second, y), y.length, bootstrap)) {
      atMost += replicate <= 0 ? 1 : 0;
      atLeast += replicate >= 0 ? 1 : 0;
    }
    return Math.min(1, 2 * (1.0 + Math.min(atMost, atLeast)) / (1.0 + bootstrap.rounds()));
  }

  private Resampled together(double[] first, double[] second, double[] y) {
    requirePairs(first, y);
    requirePairs(second, y);
    Resampled a = prepared(first, y);
    Resampled b = prepared(second, y);
    return counts -> a.of(counts) - b.of(counts);
  }

  private static Interval interval(Resampled correlation, int n, Bootstrap bootstrap) {
    double[] replicates = replicates(correlation, n, bootstrap);
    return bootstrap.interval(correlation.of(ones(n)), replicates, Double.NaN);
  }

  private static double[] replicates(Resampled correlation, int n, Bootstrap bootstrap) {
    ResamplingDraws draws = new ResamplingDraws(bootstrap.seed());
    int[] counts = new int[n];
    double[] replicates = new double[bootstrap.rounds()];
    for (int r = 0; r < replicates.length; r++) {
      draws.resample(counts);
      replicates[r] = correlation.of(counts);
    }
    return replicates;
  }

  private static void requirePairs(double[] x, double[] y) {
    Finite.requirePairs(x, y);
    Finite.requireTwo("x", x);
  }

  private static int[] ones(int n) {
    int[] ones = new int[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static double product(double[] x, double[] y, int[] counts) {
    double xMean = mean(x, counts);
    double yMean = mean(y, counts);
    double xx = 0;
    double yy = 0;
    double xy = 0;
    double spread = 0; // equal values and a rounded mean leave less than this
    for (int i = 0; i < counts.length; i++) {
      double dx = x[i] - xMean;
      double dy = y[i] - yMean;
      xx += counts[i] * dx * dx;
      yy += counts[i] * dy * dy;
      xy += counts[i] * dx * dy;
      spread += counts[i];
    }
    boolean varies =
        xx > spread * square(1e-14 * xMean) && yy > spread * square(1e-14 * yMean) && spread > 1;
    return varies ? Math.max(-1, Math.min(1, xy / Math.sqrt(xx) / Math.sqrt(yy))) : 0;
  }

  private static double square(double value) {
    return value * value;
  }

  private static double mean(double[] values, int[] counts) {
    double sum = 0;
    long n = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += counts[i] * values[i];
      n += counts[i];
    }
    return sum / n;
  }

  /** {@link #KENDALL}'s tau-b. */
  public static double kendall(double[] x, double[] y) {
    return KENDALL.of(x, y);
  }

  /** {@link #SPEARMAN}'s rho. */
  public static double spearman(double[] x, double[] y) {
    return SPEARMAN.of(x, y);
  }

  /** {@link #PEARSON}'s r. */
  public static double pearson(double[] x, double[] y) {
    return PEARSON.of(x, y);
  }
}
