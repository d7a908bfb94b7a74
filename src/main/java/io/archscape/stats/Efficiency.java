package io.archscape.stats;

import static io.archscape.Require.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Random-search efficiency (NDS, arXiv:1905.13214, section 5): the expected least error of k models
 * drawn at random, for k = 1, 2, 4, .. and n.
 *
 * <p>Exact over the n models at hand, drawn without replacement: {@code E_k = sum_i x_(i) C(n-i,
 * k-1) / C(n, k)} over the sorted errors. The band is the percentile bootstrap of that number (n
 * models with replacement). At k = n the expectation is the least error itself and the band that of
 * a minimum, which cannot reach below it: read the curve up to k = n/4 or so.
 *
 * @param n number of models
 * @param points by increasing k
 */
public record Efficiency(int n, List<Point> points) {
  public Efficiency {
    points = List.copyOf(points);
  }

  /** The expected least error of {@code draws} models. */
  public record Point(int draws, Interval best) {}

  /** With a band of 95 %; of at least one error, all finite. */
  public static Efficiency of(double[] errors, int rounds, long seed) {
    return of(errors, new Bootstrap(rounds, seed, 0.95));
  }

  /** With a band from the given rounds, seed and confidence. */
  public static Efficiency of(double[] errors, Bootstrap bootstrap) {
    double[] sorted = sorted(errors);
    int n = sorted.length;
    List<Integer> draws = draws(n);
    double[][] shares = draws.stream().map(k -> shares(n, k)).toArray(double[][]::new);
    double[][] replicates = new double[draws.size()][bootstrap.rounds()];
    ResamplingDraws random = new ResamplingDraws(bootstrap.seed());
    int[] counts = new int[n];
    for (int r = 0; r < bootstrap.rounds(); r++) {
      random.resample(counts);
      for (int p = 0; p < shares.length; p++) {
        replicates[p][r] = expected(sorted, counts, shares[p]);
      }
    }
    int[] once = new int[n];
    Arrays.fill(once, 1);
    List<Point> points = new ArrayList<>();
    for (int p = 0; p < shares.length; p++) {
      double best = expected(sorted, once, shares[p]);
      points.add(new Point(draws.get(p), bootstrap.interval(best, replicates[p], Double.NaN)));
    }
    return new Efficiency(n, points);
  }

  /** For each k = 1 to n, at index k-1. */
  public static double[] expectedBest(double[] errors) {
    double[] sorted = sorted(errors);
    double[] best = new double[sorted.length];
    for (int k = 1; k <= best.length; k++) {
      best[k - 1] = expected(sorted, k);
    }
    return best;
  }

  /** Of k draws without replacement. */
  public static double expectedBest(double[] errors, int k) {
    require(k >= 1 && k <= errors.length, "draws must lie in 1..%d, got %d", errors.length, k);
    return expected(sorted(errors), k);
  }

  private static double[] sorted(double[] errors) {
    Finite.requireSample("errors", errors);
    double[] sorted = errors.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  private static List<Integer> draws(int n) {
    List<Integer> draws = new ArrayList<>();
    for (int k = 1; k < n; k = k > n / 2 ? n : 2 * k) {
      draws.add(k);
    }
    draws.add(n);
    return draws;
  }

  private static double expected(double[] sorted, int k) {
    int n = sorted.length;
    double weight = k / (double) n; // that the i-th is the least drawn
    double sum = 0;
    for (int i = 0; i <= n - k && weight > 0; i++) {
      sum += weight * sorted[i];
      weight *= (n - i - k) / (n - i - 1.0);
    }
    return sum;
  }

  /** {@code shares[i]}: probability that the least of k draws is among the i smallest of n. */
  private static double[] shares(int n, int k) {
    double[] shares = new double[n + 1];
    double weight = k / (double) n;
    for (int i = 0; i < n; i++) {
      shares[i + 1] = i >= n - k ? 1 : Math.min(1, shares[i] + weight);
      weight *= i < n - 1 ? (n - i - k) / (n - i - 1.0) : 0;
    }
    return shares;
  }

  /** Where the i-th smallest error comes {@code counts[i]} times, n in all. */
  private static double expected(double[] sorted, int[] counts, double[] shares) {
    double sum = 0;
    int passed = 0;
    for (int i = 0; i < counts.length && shares[passed] < 1; i++) {
      double before = shares[passed];
      passed += counts[i];
      sum += sorted[i] * (shares[passed] - before);
    }
    return sum;
  }
}
