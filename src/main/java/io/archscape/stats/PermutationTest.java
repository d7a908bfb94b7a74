package io.archscape.stats;

import java.util.Arrays;

/**
 * Permutation test for a difference of means: how often a random split of all values into two
 * samples of these sizes gives {@code |mean(a) - mean(b)|} at least as large as seen (Ernst,
 * doi:10.1214/088342304000000396). It needs no law of the errors; under its hypothesis both samples
 * come from one distribution.
 *
 * <p>Exact, over all {@code C(n+m, n)} splits, where no more than {@code rounds} are needed for it;
 * else over that many random ones, {@code p = (1 + hits) / (1 + rounds)} (Phipson and Smyth,
 * doi:10.2202/1544-6115.1585), whose standard error is {@code sqrt(p(1-p)/rounds)}.
 *
 * @param difference mean(a) - mean(b)
 * @param p two-sided
 * @param rounds splits looked at
 */
public record PermutationTest(double difference, double p, boolean exact, long rounds) {
  /** Differences closer than this share of the largest value are equal but for rounding. */
  private static final double ROUNDING = 1e-12;

  /** Of at least one value each, all finite. All equal: p is 1. */
  public static PermutationTest ofMeans(double[] a, double[] b, int rounds, long seed) {
    Finite.requireSample("first sample", a);
    Finite.requireSample("second sample", b);
    Draws.requireRounds(rounds);
    double difference = Statistic.MEAN.of(a) - Statistic.MEAN.of(b);
    Splits splits = Splits.of(a, b);
    long all = splits.count(rounds);
    if (all <= rounds) {
      return new PermutationTest(difference, splits.hitsOfAll() / (double) all, true, all);
    }
    long hits = splits.hitsOfRandom(rounds, new Draws(seed));
    return new PermutationTest(difference, (1.0 + hits) / (1.0 + rounds), false, rounds);
  }

  /**
   * The values with their mean taken off: then a split's difference of means is proportional to the
   * sum of its smaller side, and is a hit where that sum is far enough from 0.
   */
  private static final class Splits {
    private final double[] values;
    private final int small;
    private final double threshold;

    private Splits(double[] values, int small, double threshold) {
      this.values = values;
      this.small = small;
      this.threshold = threshold;
    }

    static Splits of(double[] a, double[] b) {
      double[] values = Arrays.copyOf(a, a.length + b.length);
      System.arraycopy(b, 0, values, a.length, b.length);
      double mean = Statistic.MEAN.of(values);
      double largest = 0;
      for (int i = 0; i < values.length; i++) {
        largest = Math.max(largest, Math.abs(values[i]));
        values[i] -= mean;
      }
      boolean firstIsSmall = a.length <= b.length;
      int small = Math.min(a.length, b.length);
      double sum = 0;
      for (int i = 0; i < small; i++) {
        sum += values[firstIsSmall ? i : a.length + i];
      }
      return new Splits(values, small, Math.abs(sum) - ROUNDING * largest * small);
    }

    /** C(n+m, n), or anything above {@code limit}. */
    long count(long limit) {
      long count = 1;
      for (int i = 1; i <= small && count <= limit; i++) {
        count = count * (values.length - small + i) / i;
      }
      return count;
    }

    long hitsOfAll() {
      return hitsOfAll(0, small, 0);
    }

    private long hitsOfAll(int from, int missing, double sum) {
      if (missing == 0) {
        return Math.abs(sum) >= threshold ? 1 : 0;
      }
      long hits = 0;
      for (int i = from; i <= values.length - missing; i++) {
        hits += hitsOfAll(i + 1, missing - 1, sum + values[i]);
      }
      return hits;
    }

    long hitsOfRandom(int rounds, Draws draws) {
      double[] pool = values.clone();
      int n = pool.length;
      long hits = 0;
      for (int r = 0; r < rounds; r++) {
        double sum = 0;
        for (int i = 0; i < small; i++) { // the first steps of a shuffle
          int j = i + draws.below(n - i);
          double drawn = pool[j];
          pool[j] = pool[i];
          pool[i] = drawn;
          sum += drawn;
        }
        hits += Math.abs(sum) >= threshold ? 1 : 0;
      }
      return hits;
    }
  }
}
