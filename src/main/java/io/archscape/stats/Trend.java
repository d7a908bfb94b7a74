package io.archscape.stats;

import static io.archscape.Require.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the best models look like along x (a complexity, say): the models are cut by increasing x
 * into bins of as near as can be equal numbers, and each bin gives an interval. Models of equal x
 * stay in one bin, so there may be fewer bins than asked for, never an empty one.
 *
 * @param points by increasing x
 */
public record Trend(List<Point> points) {
  public Trend {
    points = List.copyOf(points);
  }

  /**
   * A bin.
   *
   * @param x median of the bin's
   * @param n models in the bin
   */
  public record Point(double x, int n, Interval best) {}

  /**
   * In each bin the least error of a quarter of its models drawn with replacement ({@link
   * BestValue} with the errors themselves as values): 2.5, 50 and 97.5 percentiles. Its middle lies
   * a little above the least error seen, which hangs on a single model.
   */
  public static Trend ofBest(double[] x, double[] errors, int bins, int rounds, long seed) {
    return ofBestValue(x, errors, errors, bins, rounds, seed);
  }

  /** In each bin the {@link BestValue} of a parameter. */
  public static Trend ofBestValue(
      double[] x, double[] values, double[] errors, int bins, int rounds, long seed) {
    Finite.requirePairs(x, errors);
    Finite.requirePairs(x, values);
    require(bins >= 1, "bins must be at least 1, got %d", bins);
    int[] order = SortedIndices.of(x);
    List<Point> points = new ArrayList<>();
    int from = 0;
    for (int bin = 0; bin < bins; bin++) {
      int to = (int) ((bin + 1L) * order.length / bins);
      if (to <= from) {
        continue; // equal x filled this one's place
      }
      while (to < order.length && x[order[to]] == x[order[to - 1]]) {
        to++;
      }
      int[] in = Arrays.copyOfRange(order, from, to);
      points.add(
          new Point(
              Statistic.MEDIAN.of(pick(x, in)),
              in.length,
              BestValue.of(pick(errors, in), pick(values, in), rounds, seed + bin)));
      from = to;
    }
    return new Trend(points);
  }

  private static double[] pick(double[] values, int[] indices) {
    return Arrays.stream(indices).mapToDouble(i -> values[i]).toArray();
  }
}
