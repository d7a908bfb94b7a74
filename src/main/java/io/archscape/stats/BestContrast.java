package io.archscape.stats;

import static io.archscape.Require.require;

import java.util.Arrays;
import java.util.List;

/**
 * Whether the values of the best models differ from what was sampled: the range of the best values
 * of {@link BestValue} alone does not tell, since nearly all models may have these values.
 *
 * <p>A permutation test: values are dealt to the errors anew, and it is counted how often chance
 * gives a range of best values at least as narrow, or a mean rank of the best values at least as
 * far from the middle, as was seen. p is {@code (1 + as extreme) / (1 + rounds)}. The bootstrap
 * itself needs no drawing here: of n models with distinct errors, the one of rank r (0 is the least
 * error) is the best of m draws with probability {@code ((n-r)/n)^m - ((n-r-1)/n)^m}; equal errors
 * are in the order given.
 *
 * @param narrower p of the range between the 2.5 and 97.5 percentile
 * @param moved p of the distance of the best values' mean rank from the middle
 * @param upwards whether the best values lie above the middle
 */
public record BestContrast(double narrower, double moved, boolean upwards) {
  private static final double TAIL = 0.025;
  private static final double NEGLIGIBLE = 1e-6; // of the weight of all ranks from here on

  /** Of numbers, one for each error. */
  public static BestContrast of(double[] errors, double[] values, int rounds, long seed) {
    Finite.requireSample("values", values);
    requireAsMany(errors, values.length, rounds);
    double[] weights = weights(errors.length);
    double[] distinct = Arrays.stream(values).distinct().sorted().toArray();
    int[] levels = inOrderOf(errors, levels(values, distinct));
    double[] ranks = midranks(levels, distinct.length);
    double[] perLevel = new double[distinct.length];
    double range = range(weights, levels, distinct, perLevel);
    double shift = shift(weights, levels, ranks);
    int narrow = 0;
    int far = 0;
    ResamplingDraws draws = new ResamplingDraws(seed);
    for (int r = 0; r < rounds; r++) {
      deal(levels, weights.length, draws);
      narrow += range(weights, levels, distinct, perLevel) <= range ? 1 : 0;
      far += Math.abs(shift(weights, levels, ranks)) >= Math.abs(shift) - 1e-12 ? 1 : 0;
    }
    return new BestContrast(p(narrow, rounds), p(far, rounds), shift > 0);
  }

  /** Of words: p of the greatest difference of a word's share among the best and among all. */
  public static double ofShares(double[] errors, List<String> values, int rounds, long seed) {
    requireAsMany(errors, values.size(), rounds);
    double[] weights = weights(errors.length);
    List<String> words = values.stream().distinct().sorted().toList();
    int[] levels = inOrderOf(errors, values.stream().mapToInt(words::indexOf).toArray());
    double[] all = new double[words.size()];
    Arrays.stream(levels).forEach(level -> all[level] += 1.0 / levels.length);
    double seen = difference(weights, levels, all);
    int far = 0;
    ResamplingDraws draws = new ResamplingDraws(seed);
    for (int r = 0; r < rounds; r++) {
      deal(levels, weights.length, draws);
      far += difference(weights, levels, all) >= seen - 1e-12 ? 1 : 0;
    }
    return p(far, rounds);
  }

  private static double p(int extreme, int rounds) {
    return (1.0 + extreme) / (1.0 + rounds);
  }

  private static void requireAsMany(double[] errors, int values, int rounds) {
    Finite.requireSample("errors", errors);
    ResamplingDraws.requireRounds(rounds);
    require(
        errors.length == values,
        "there must be one value for each error, got %d errors and %d values",
        errors.length,
        values);
  }

  /** Of the first ranks, how often each is best; the others are next to never. */
  private static double[] weights(int n) {
    int m = Math.max(1, n / 4);
    double[] weights = new double[n];
    double left = 1;
    int kept = 0;
    while (kept < n && left > NEGLIGIBLE) {
      double next = StrictMath.pow((n - kept - 1.0) / n, m);
      weights[kept++] = left - next;
      left = next;
    }
    return Arrays.copyOf(weights, kept);
  }

  private static int[] levels(double[] values, double[] distinct) {
    return Arrays.stream(values).mapToInt(v -> Arrays.binarySearch(distinct, v)).toArray();
  }

  private static int[] inOrderOf(double[] errors, int[] levels) {
    return Arrays.stream(SortedIndices.of(errors)).map(i -> levels[i]).toArray();
  }

  /** Of each level the middle of its ranks, from -1/2 to 1/2. */
  private static double[] midranks(int[] levels, int distinct) {
    double[] counts = new double[distinct];
    Arrays.stream(levels).forEach(level -> counts[level]++);
    double below = 0;
    for (int level = 0; level < distinct; level++) {
      double count = counts[level];
      counts[level] = (below + count / 2) / levels.length - 0.5;
      below += count;
    }
    return counts;
  }

  private static double range(
      double[] weights, int[] levels, double[] distinct, double[] perLevel) {
    Arrays.fill(perLevel, 0);
    for (int i = 0; i < weights.length; i++) {
      perLevel[levels[i]] += weights[i];
    }
    int low = 0;
    for (double below = perLevel[low]; below < TAIL; below += perLevel[low]) {
      low++;
    }
    int high = distinct.length - 1;
    for (double above = perLevel[high]; above < TAIL; above += perLevel[high]) {
      high--;
    }
    return distinct[high] - distinct[low];
  }

  private static double shift(double[] weights, int[] levels, double[] ranks) {
    double shift = 0;
    for (int i = 0; i < weights.length; i++) {
      shift += weights[i] * ranks[levels[i]];
    }
    return shift;
  }

  private static double difference(double[] weights, int[] levels, double[] all) {
    double[] best = new double[all.length];
    for (int i = 0; i < weights.length; i++) {
      best[levels[i]] += weights[i];
    }
    double most = 0;
    for (int level = 0; level < all.length; level++) {
      most = Math.max(most, Math.abs(best[level] - all[level]));
    }
    return most;
  }

  /** Fisher and Yates, as far as it is looked at. */
  private static void deal(int[] levels, int first, ResamplingDraws draws) {
    for (int i = 0; i < first; i++) {
      int j = i + draws.below(levels.length - i);
      int swap = levels[i];
      levels[i] = levels[j];
      levels[j] = swap;
    }
  }
}
