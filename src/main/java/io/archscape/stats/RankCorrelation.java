package io.archscape.stats;

import org.apache.commons.math3.stat.correlation.KendallsCorrelation;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;

/**
 * How far two numbers of the same models go together, -1 to 1. Of at least two pairs, all finite.
 * Where one of them is constant there is no order to agree with, and the correlation is 0.
 */
public enum RankCorrelation {
  /**
   * tau-b: {@code (C - D) / sqrt((P - Tx)(P - Ty))}, C and D the concordant and discordant of P
   * pairs, Tx and Ty those tied in x and y (Kendall, doi:10.1093/biomet/33.3.239).
   */
  KENDALL {
    @Override
    double between(double[] x, double[] y) {
      return new KendallsCorrelation().correlation(x, y);
    }
  },
  /** Pearson's of the ranks, equal values sharing the mean rank. */
  SPEARMAN {
    @Override
    double between(double[] x, double[] y) {
      return PEARSON.between(Ranks.of(x).ranks(), Ranks.of(y).ranks());
    }
  },
  /** {@code cov(x, y) / (s_x s_y)}: of the numbers themselves, not of their ranks. */
  PEARSON {
    @Override
    double between(double[] x, double[] y) {
      return new PearsonsCorrelation().correlation(x, y);
    }
  };

  abstract double between(double[] x, double[] y);

  public double of(double[] x, double[] y) {
    Finite.requirePairs(x, y);
    Finite.requireTwo("x", x);
    return varies(x) && varies(y) ? Math.max(-1, Math.min(1, between(x, y))) : 0;
  }

  private static boolean varies(double[] values) {
    for (double value : values) {
      if (value != values[0]) {
        return true;
      }
    }
    return false;
  }

  /** Percentile bootstrap over the models: pairs are drawn together. */
  public Interval of(double[] x, double[] y, Bootstrap bootstrap) {
    return difference(x, new double[x.length], y, bootstrap);
  }

  /**
   * Of {@code of(first, y) - of(second, y)}, all three of the same models, which are drawn
   * together: whether y goes with the first more than with the second.
   */
  public Interval difference(double[] first, double[] second, double[] y, Bootstrap bootstrap) {
    double estimate = of(first, y) - of(second, y);
    return bootstrap.interval(estimate, replicates(first, second, y, bootstrap), Double.NaN);
  }

  /**
   * Two-sided p that y goes with both alike, from the same rounds: {@code 2 (1 + k)/(1 + rounds)},
   * k the rounds whose difference is 0 or on the rarer side of it; at most 1.
   */
  public double differenceP(double[] first, double[] second, double[] y, Bootstrap bootstrap) {
    int atMost = 0;
    int atLeast = 0;
    for (double replicate : replicates(first, second, y, bootstrap)) {
      atMost += replicate <= 0 ? 1 : 0;
      atLeast += replicate >= 0 ? 1 : 0;
    }
    return Math.min(1, 2 * (1.0 + Math.min(atMost, atLeast)) / (1.0 + bootstrap.rounds()));
  }

  private double[] replicates(double[] first, double[] second, double[] y, Bootstrap bootstrap) {
    int n = y.length;
    Draws draws = new Draws(bootstrap.seed());
    double[] a = new double[n];
    double[] b = new double[n];
    double[] c = new double[n];
    double[] replicates = new double[bootstrap.rounds()];
    for (int r = 0; r < replicates.length; r++) {
      for (int i = 0; i < n; i++) {
        int drawn = draws.below(n);
        a[i] = first[drawn];
        b[i] = second[drawn];
        c[i] = y[drawn];
      }
      replicates[r] = of(a, c) - of(b, c);
    }
    return replicates;
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
