package io.archscape.stats;

import static io.archscape.Require.require;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import org.apache.commons.math3.stat.descriptive.moment.Mean;

/**
 * Empirical distribution function of n errors, exact: {@code F(e) = (1/n) #{e_i < e}} (RegNet,
 * arXiv:2003.13678, equation 1; NDS, arXiv:1905.13214), or with a weight w_i in place of each 1/n.
 *
 * <p>F is a step function: it rises just right of each error, by that error's weight; equal errors
 * make one higher step. The unit of an error is the caller's. Errors must be finite: what stands
 * for a diverged model (chance level, say) is for the caller to decide.
 */
public final class Edf {
  private final double[] errors; // increasing
  private final double[] cumulative; // weight of errors[0..i], the last is exactly 1
  private final double mean;
  private final boolean weighted;

  private Edf(double[] errors, double[] cumulative, double mean, boolean weighted) {
    this.errors = errors;
    this.cumulative = cumulative;
    this.mean = mean;
    this.weighted = weighted;
  }

  /** A plotted point: the share of models with an error of at most {@code error}. */
  public record Point(double error, double probability) {}

  /** Every model weighs 1/n. */
  public static Edf of(double[] errors) {
    Finite.requireSample("errors", errors);
    int n = errors.length;
    double[] sorted = errors.clone();
    Arrays.sort(sorted);
    double[] cumulative = new double[n];
    for (int i = 0; i < n; i++) {
      cumulative[i] = (i + 1) / (double) n;
    }
    return new Edf(sorted, cumulative, new Mean().evaluate(sorted), false);
  }

  /** {@link #weighted(double[], double[], int, double, double)} over this sample's own range. */
  public static Edf weighted(double[] errors, double[] complexities, int bins) {
    Finite.requireSample("complexities", complexities);
    double low = Arrays.stream(complexities).min().orElseThrow();
    double high = Arrays.stream(complexities).max().orElseThrow();
    return weighted(errors, complexities, bins, low, high);
  }

  /**
   * Complexity-normalised distribution (NDS, section 3.3): [low, high] is cut into bins of equal
   * width, and a model in a bin of m models weighs {@code 1 / (m * bins)}, so that each range of
   * complexity counts the same. Where a bin is empty, the weights are renormalised over those that
   * are not. Two spaces are compared at the same complexity only if they share low, high and bins,
   * and fill the same bins: see {@link EqualComplexity}.
   */
  public static Edf weighted(
      double[] errors, double[] complexities, int bins, double low, double high) {
    Finite.requireSample("errors", errors);
    Finite.requireSample("complexities", complexities);
    require(
        errors.length == complexities.length,
        "there must be one complexity for each error, got %d errors and %d complexities",
        errors.length,
        complexities.length);
    require(bins >= 1, "complexity bins must be at least 1, got %d", bins);
    return weighted(errors, binWeights(complexities, bins, low, high));
  }

  private static double[] binWeights(double[] complexities, int bins, double low, double high) {
    int[] bin = new int[complexities.length];
    int[] count = new int[bins];
    for (int i = 0; i < bin.length; i++) {
      bin[i] = bin(complexities[i], bins, low, high);
      count[bin[i]]++;
    }
    double filled = Arrays.stream(count).filter(m -> m > 0).count();
    return Arrays.stream(bin).mapToDouble(b -> 1 / (count[b] * filled)).toArray();
  }

  /** The last bin has high itself; a range of width 0 is one bin. */
  static int bin(double complexity, int bins, double low, double high) {
    require(
        complexity >= low && complexity <= high,
        "complexity must lie in [%s, %s], got %s",
        low,
        high,
        complexity);
    return high > low ? (int) Math.min(bins - 1, (complexity - low) / (high - low) * bins) : 0;
  }

  private static Edf weighted(double[] errors, double[] weights) {
    int n = errors.length;
    int[] order = SortedIndices.of(errors);
    double[] sorted = new double[n];
    double[] cumulative = new double[n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sorted[i] = errors[order[i]];
      sum += weights[order[i]];
      cumulative[i] = Math.min(sum, 1);
    }
    cumulative[n - 1] = 1;
    return new Edf(sorted, cumulative, new Mean().evaluate(errors, weights), true);
  }

  /** F(e): the weight of the errors strictly below e. */
  public double at(double e) {
    require(!Double.isNaN(e), "an error must be a number, got %s", e);
    int k = firstIndex(errors, e);
    return k == 0 ? 0 : cumulative[k - 1];
  }

  /**
   * The smallest error whose cumulative probability is at least p, in [0, 1] (type 1 of Hyndman and
   * Fan, doi:10.2307/2684934; numpy's {@code inverted_cdf}). 0 gives the smallest error.
   */
  public double quantile(double p) {
    require(p >= 0 && p <= 1, "a probability must lie in [0, 1], got %s", p);
    return errors[firstIndex(cumulative, p)];
  }

  /** First index with {@code values[i] >= v}; the length if there is none. */
  private static int firstIndex(double[] values, double v) {
    int low = 0;
    int high = values.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (values[middle] < v) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Number of models. */
  public int n() {
    return errors.length;
  }

  /** Smallest error. */
  public double min() {
    return errors[0];
  }

  /** Largest error. */
  public double max() {
    return errors[errors.length - 1];
  }

  /** Weighted mean: {@code sum w_i e_i}. */
  public double mean() {
    return mean;
  }

  /** Middle of the errors at which the distribution passes 1/2; of an even n, of the two middle. */
  public double median() {
    int lower = firstIndex(cumulative, 0.5);
    int upper = cumulative[lower] == 0.5 ? lower + 1 : lower;
    return (errors[lower] + errors[upper]) / 2;
  }

  /** Whether the models weigh differently, by their complexity. */
  public boolean isWeighted() {
    return weighted;
  }

  /**
   * The points as pycls plots them, one a model, by increasing error: {@code (e_(i), i/n)}, i = 1
   * to n. A view: nothing is copied.
   */
  public List<Point> points() {
    return new Points(errors, cumulative);
  }

  private static final class Points extends AbstractList<Point> implements RandomAccess {
    private final double[] errors;
    private final double[] cumulative;

    Points(double[] errors, double[] cumulative) {
      this.errors = errors;
      this.cumulative = cumulative;
    }

    @Override
    public Point get(int i) {
      return new Point(errors[i], cumulative[i]);
    }

    @Override
    public int size() {
      return errors.length;
    }
  }
}
