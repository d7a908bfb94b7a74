package io.archscape.stats;

import java.util.Arrays;

/**
 * Studentised permutation test for a difference of means: how often a random split of all values
 * into two samples of these sizes gives {@code |t|} at least as large as seen, {@code t = (mean(a)
 * - mean(b)) / sqrt(va/n + vb/m)} (Welch's, with the unbiased variances). Of samples from one
 * distribution it is exact; of distributions that have only their means in common it keeps its
 * level as the samples grow, whatever the spreads and the sizes (Janssen,
 * doi:10.1016/S0167-7152(97)00043-6; Chung and Romano, doi:10.1214/13-AOS1090). The test of the
 * plain difference does not: the small sample may have the large spread.
 *
 * <p>Exact, over all {@code C(n+m, n)} splits, where no more than {@code rounds} are needed for it;
 * else over that many random ones, {@code p = (1 + hits) / (1 + rounds)} (Phipson and Smyth,
 * doi:10.2202/1544-6115.1585), whose standard error is {@code sqrt(p(1-p)/rounds)}.
 *
 * <p>A split into two samples without any spread has an infinite t, and is as far out as a split
 * can be; if all values are equal p is 1. A sample of one value has no variance: the statistic is
 * then the plain difference, and the test exact for samples from one distribution only.
 *
 * <p>The interval is the one that belongs to the test: {@code difference -+ c se}, c the least t
 * that a split reaches too often for 1 - confidence. It leaves out 0 exactly where p is below 1 -
 * confidence. Where c is infinite the largest finite t is taken, and where se is 0 it has no width.
 *
 * @param difference mean(a) - mean(b)
 * @param p two-sided
 * @param interval of the difference
 * @param rounds splits looked at
 */
public record PermutationTest(
    double difference, double p, Interval interval, boolean exact, long rounds) {
  /** Sums closer to 0 than this share of what they are made of are 0 but for rounding. */
  private static final double ROUNDING = 1e-12;

  /** The same of squares of t, by which splits are compared. */
  private static final double ROUNDING_SQUARE = 1e-9;

  private static final double CONFIDENCE = 0.95;

  /** Of at least one value each, all finite, with an interval of 95 %. All equal: p is 1. */
  public static PermutationTest ofMeans(double[] a, double[] b, int rounds, long seed) {
    return ofMeans(a, b, rounds, seed, CONFIDENCE);
  }

  /** The same with an interval of another confidence. */
  public static PermutationTest ofMeans(
      double[] a, double[] b, int rounds, long seed, double confidence) {
    Finite.requireSample("first sample", a);
    Finite.requireSample("second sample", b);
    ResamplingDraws.requireRounds(rounds);
    Interval.requireConfidence(confidence);
    double difference = Statistic.MEAN.of(a) - Statistic.MEAN.of(b);
    Splits splits = Splits.of(a, b);
    long count = count(a.length, b.length, rounds);
    boolean exact = count <= rounds;
    int looked = exact ? (int) count : rounds;
    double[] squares =
        exact ? splits.all(looked) : splits.random(rounds, new ResamplingDraws(seed));
    return concluded(difference, squares, splits.seen(), splits.squaredError(), exact, confidence);
  }

  /**
   * @param squares of t, of the arrangements looked at
   * @param seen that of the arrangement seen
   */
  private static PermutationTest concluded(
      double difference,
      double[] squares,
      double seen,
      double squaredError,
      boolean exact,
      double confidence) {
    int looked = squares.length;
    Arrays.sort(squares);
    int unseen = exact ? 0 : 1; // the split seen itself, which is one of the random ones too
    long hits = (long) looked - firstAtLeast(squares, seen * (1 - ROUNDING_SQUARE));
    int far = (int) Math.ceil((1 - confidence) * (looked + unseen) * (1 - ROUNDING)) - unseen;
    double half = Math.sqrt(critical(squares, far, seen) * squaredError);
    return new PermutationTest(
        difference,
        (unseen + hits) / (double) (unseen + looked),
        new Interval(difference, difference - half, difference + half, confidence),
        exact,
        looked);
  }

  /**
   * Of pairs: how often random signs of the differences give {@code |t|} at least as large as seen,
   * {@code t = mean(d) / (sd(d) / sqrt(n))}. Exact for differences that are symmetric about 0, as
   * those are whose pairs could have been named the other way round; over all {@code 2^n} signs
   * where no more than {@code rounds} are needed, else over that many random ones.
   *
   * @param differences one a pair, at least one, all finite
   */
  public static PermutationTest ofPairs(
      double[] differences, int rounds, long seed, double confidence) {
    Finite.requireSample("differences", differences);
    ResamplingDraws.requireRounds(rounds);
    Interval.requireConfidence(confidence);
    Signs signs = Signs.of(differences);
    int n = differences.length;
    boolean exact = n < Integer.SIZE - 1 && 1L << n <= rounds;
    int looked = exact ? 1 << n : rounds;
    double[] squares = exact ? signs.all(looked) : signs.random(rounds, new ResamplingDraws(seed));
    return concluded(
        Statistic.MEAN.of(differences),
        squares,
        signs.seen(),
        signs.squaredError(),
        exact,
        confidence);
  }

  /** The least p that the exact test of so many pairs can come to: 2/2^n. */
  public static double leastPOfPairs(int n) {
    return Math.min(1, StrictMath.pow(2, 1.0 - n));
  }

  /** The least p that the exact test of samples of these sizes can come to: 2/C(n+m, n). */
  public static double leastP(int n, int m) {
    double splits = 1;
    int small = Math.min(n, m);
    for (int i = 1; i <= small && splits < 1e18; i++) {
      splits = splits * (n + m - small + i) / i;
    }
    return Math.min(1, 2 / splits);
  }

  /** C(n+m, n), or anything above {@code limit}. */
  private static long count(int n, int m, long limit) {
    long count = 1;
    int small = Math.min(n, m);
    for (int i = 1; i <= small && count <= limit; i++) {
      count = count * (n + m - small + i) / i;
    }
    return count;
  }

  private static int firstAtLeast(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The {@code far}-th largest, or the largest finite one, of t squared. */
  private static double critical(double[] sorted, int far, double seen) {
    int index = sorted.length - Math.max(1, far);
    while (index > 0 && Double.isInfinite(sorted[index])) {
      index--;
    }
    double square = Double.isInfinite(sorted[index]) ? 0 : sorted[index];
    if (Double.isInfinite(seen)) {
      return square;
    }
    // a split equal to that seen but for rounding must not leave 0 out
    boolean equal = Math.abs(square - seen) <= ROUNDING_SQUARE * seen;
    return equal ? seen * (1 + ROUNDING_SQUARE) : square;
  }

  /** Differences of pairs: all that t takes is their sum, since their squares keep no sign. */
  private static final class Signs {
    private final double[] values; // without their signs
    private final double squares;
    private final double noise;
    private final double total;

    private Signs(double[] differences) {
      double[] sorted = differences.clone();
      Arrays.sort(sorted); // the same sum in whatever order the pairs come
      double all = 0;
      double largest = 0;
      double sum = 0;
      for (double value : sorted) {
        all += value * value;
        largest = Math.max(largest, Math.abs(value));
        sum += value;
      }
      this.squares = all;
      this.noise = ROUNDING * largest * sorted.length;
      this.total = sum;
      this.values = Arrays.stream(sorted).map(Math::abs).sorted().toArray();
    }

    /** The same draws whichever side of the pairs is named first. */
    static Signs of(double[] differences) {
      return new Signs(differences);
    }

    double seen() {
      return square(total);
    }

    /** That t squared is in units of: {@code var(d) / n}. */
    double squaredError() {
      double n = values.length;
      return n == 1 ? 1 : error(total) / (n * n);
    }

    /** n times the variance of n differences with this sum; 0 but for rounding is 0. */
    private double error(double sum) {
      double n = values.length;
      double spread = squares - sum * sum / n;
      return spread > ROUNDING * squares ? spread * n / (n - 1) : 0;
    }

    /** Of t. Of one pair, which has no variance, of the difference itself. */
    private double square(double sum) {
      if (Math.abs(sum) <= noise) {
        return 0;
      }
      return values.length == 1 ? sum * sum : sum * sum / error(sum);
    }

    double[] all(int count) {
      double[] found = new double[count];
      for (int signs = 0; signs < count; signs++) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
          sum += (signs >> i & 1) == 0 ? values[i] : -values[i];
        }
        found[signs] = square(sum);
      }
      return found;
    }

    double[] random(int rounds, ResamplingDraws draws) {
      double[] found = new double[rounds];
      for (int r = 0; r < rounds; r++) {
        double sum = 0;
        for (double value : values) {
          sum += draws.below(2) == 0 ? value : -value;
        }
        found[r] = square(sum);
      }
      return found;
    }
  }

  /**
   * The values with their mean taken off: then all that t takes is the sum of a split's smaller
   * side and that of its squares.
   */
  private static final class Splits {
    private final double[] values;
    private final int small;
    private final double squares;
    private final double noise;
    private final double seen;
    private final double squaredError;
    private int at;

    private Splits(double[] values, int small, double noise, double[] side) {
      this.values = values;
      this.small = small;
      this.noise = noise;
      double all = 0;
      for (double value : values) {
        all += value * value;
      }
      this.squares = all;
      double sum = 0;
      double sumOfSquares = 0;
      for (double value : side) {
        sum += value;
        sumOfSquares += value * value;
      }
      this.seen = square(sum, sumOfSquares);
      this.squaredError = plain() ? scale() : error(sum, sumOfSquares);
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
      int small = Math.min(a.length, b.length);
      int from = a.length <= b.length ? 0 : a.length;
      double[] side = Arrays.copyOfRange(values, from, from + small);
      Arrays.sort(values); // the same splits whichever sample is named first
      return new Splits(values, small, ROUNDING * largest * small, side);
    }

    double seen() {
      return seen;
    }

    /** That t squared is in units of. */
    double squaredError() {
      return squaredError;
    }

    private boolean plain() {
      return small == 1;
    }

    /** The square of the difference of means over that of the sum. */
    private double scale() {
      double each = 1.0 / small + 1.0 / (values.length - small);
      return each * each;
    }

    /** {@code va/n + vb/m}. */
    private double error(double sum, double sumOfSquares) {
      double n = small;
      double m = values.length - n;
      double one = sumOfSquares - sum * sum / n;
      double other = squares - sumOfSquares - sum * sum / m;
      double least = ROUNDING * squares;
      return (one > least ? one / (n * (n - 1)) : 0) + (other > least ? other / (m * (m - 1)) : 0);
    }

    /** Of t, given a side's sums. */
    private double square(double sum, double sumOfSquares) {
      if (Math.abs(sum) <= noise) {
        return 0;
      }
      return plain() ? sum * sum : scale() * sum * sum / error(sum, sumOfSquares);
    }

    double[] all(int count) {
      double[] found = new double[count];
      at = 0;
      all(0, small, 0, 0, found);
      return found;
    }

    private void all(int from, int missing, double sum, double sumOfSquares, double[] found) {
      if (missing == 0) {
        found[at++] = square(sum, sumOfSquares);
        return;
      }
      for (int i = from; i <= values.length - missing; i++) {
        double value = values[i];
        all(i + 1, missing - 1, sum + value, sumOfSquares + value * value, found);
      }
    }

    double[] random(int rounds, ResamplingDraws draws) {
      double[] found = new double[rounds];
      double[] pool = values.clone();
      int n = pool.length;
      for (int r = 0; r < rounds; r++) {
        double sum = 0;
        double sumOfSquares = 0;
        for (int i = 0; i < small; i++) { // the first steps of a shuffle
          int j = i + draws.below(n - i);
          double drawn = pool[j];
          pool[j] = pool[i];
          pool[i] = drawn;
          sum += drawn;
          sumOfSquares += drawn * drawn;
        }
        found[r] = square(sum, sumOfSquares);
      }
      return found;
    }
  }
}
