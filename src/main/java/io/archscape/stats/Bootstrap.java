package io.archscape.stats;

import java.util.Arrays;

/**
 * Intervals by resampling: each round draws as many values as there are, with replacement, from
 * each sample on its own, and takes the statistic (Efron and Tibshirani, An Introduction to the
 * Bootstrap, 1993, chapters 13 and 14).
 *
 * <ul>
 *   <li>Mean: BCa, whose ends are the percentiles {@code Phi(z0 + (z0 + z) / (1 - a (z0 + z)))} of
 *       the rounds, {@code z = Phi^-1((1 -+ confidence)/2)}. z0 corrects the bias (normal quantile
 *       of the share of rounds below the estimate, equal ones half), a the skew: {@code sum_s
 *       sum_i(u_si^3)/n_s^3 / (6 (sum_s sum_i(u_si^2)/n_s^2)^(3/2))}, u the deviation from the
 *       mean, negated in the second sample (what the jackknife gives for a mean).
 *   <li>Median and least value: percentiles. The jackknife that BCa needs is inconsistent for both.
 * </ul>
 *
 * The least error of a resample is never below the least error seen, so an interval of the least
 * value starts at the estimate: it says how much luck the best model was, not how good the space's
 * best could be. Percentiles are interpolated as numpy does by default.
 *
 * @param rounds number of resamples
 * @param confidence such as 0.95
 */
public record Bootstrap(int rounds, long seed, double confidence) {
  public Bootstrap {
    ResamplingDraws.requireRounds(rounds);
    Interval.requireConfidence(confidence);
  }

  /** 10,000 rounds, 95 %. */
  public static Bootstrap standard(long seed) {
    return new Bootstrap(10_000, seed, 0.95);
  }

  /** Of at least one value, all finite. Without spread the interval has no width. */
  public Interval of(double[] values, Statistic statistic) {
    double[] sorted = sorted("values", values);
    double estimate = statistic.ofSorted(sorted);
    if (constant(sorted)) {
      return new Interval(estimate, estimate, estimate, confidence);
    }
    double[] replicates = replicates(sorted, statistic, new ResamplingDraws(seed));
    return interval(estimate, replicates, acceleration(statistic, sorted, new double[] {0}));
  }

  /** Of {@code statistic(first) - statistic(second)}. */
  public Interval difference(double[] first, double[] second, Statistic statistic) {
    double[] a = sorted("first sample", first);
    double[] b = sorted("second sample", second);
    double estimate = statistic.ofSorted(a) - statistic.ofSorted(b);
    if (constant(a) && constant(b)) {
      return new Interval(estimate, estimate, estimate, confidence);
    }
    ResamplingDraws draws = new ResamplingDraws(seed);
    double[] replicates = replicates(a, statistic, draws);
    double[] subtracted = replicates(b, statistic, draws);
    Arrays.setAll(replicates, r -> replicates[r] - subtracted[r]);
    return interval(estimate, replicates, acceleration(statistic, a, b));
  }

  private static double[] sorted(String what, double[] values) {
    Finite.requireSample(what, values);
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  private static boolean constant(double[] sorted) {
    return sorted[0] == sorted[sorted.length - 1];
  }

  private double[] replicates(double[] sorted, Statistic statistic, ResamplingDraws draws) {
    int[] counts = new int[sorted.length];
    double[] replicates = new double[rounds];
    for (int r = 0; r < rounds; r++) {
      replicates[r] = statistic.resampled(sorted, counts, draws);
    }
    return replicates;
  }

  /** NaN where the plain percentiles are taken. */
  private static double acceleration(Statistic statistic, double[] a, double[] b) {
    if (statistic != Statistic.MEAN) {
      return Double.NaN;
    }
    double cubes = meanPower(a, 3) / a.length / a.length - meanPower(b, 3) / b.length / b.length;
    double squares = meanPower(a, 2) / a.length + meanPower(b, 2) / b.length;
    return cubes / (6 * squares * Math.sqrt(squares));
  }

  private static double meanPower(double[] values, int power) {
    double mean = Statistic.MEAN.ofSorted(values);
    double sum = 0;
    for (double value : values) {
      double u = value - mean;
      sum += power == 2 ? u * u : u * u * u;
    }
    return sum / values.length;
  }

  /** Percentiles of the replicates (which it sorts); corrected if {@code acceleration} is given. */
  Interval interval(double estimate, double[] replicates, double acceleration) {
    Arrays.sort(replicates);
    double tail = (1 - confidence) / 2;
    double low = tail;
    double high = 1 - tail;
    if (!Double.isNaN(acceleration)) {
      double z0 = Normal.quantile(shareBelow(replicates, estimate));
      low = corrected(tail, z0, acceleration);
      high = corrected(1 - tail, z0, acceleration);
    }
    return new Interval(
        estimate, Quantile.linear(replicates, low), Quantile.linear(replicates, high), confidence);
  }

  private static double corrected(double p, double z0, double acceleration) {
    double z = z0 + Normal.quantile(p);
    return Normal.below(z0 + z / (1 - acceleration * z));
  }

  /** Equal ones count half; kept off 0 and 1, where the quantile would be infinite. */
  private static double shareBelow(double[] sorted, double estimate) {
    int below = 0;
    int equal = 0;
    for (double value : sorted) {
      if (value < estimate) {
        below++;
      } else if (value == estimate) {
        equal++;
      }
    }
    double n = sorted.length;
    return Math.min(Math.max((below + equal / 2.0) / n, 0.5 / n), 1 - 0.5 / n);
  }
}
