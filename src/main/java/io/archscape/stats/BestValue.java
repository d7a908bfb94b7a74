package io.archscape.stats;

import static io.archscape.Require.require;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The value of a parameter in the best models, by the empirical bootstrap of RegNet
 * (arXiv:2003.13678, section 3.1): each round draws a quarter of the models with replacement and
 * takes the value of the one with the least error.
 *
 * <p>Where the least error drawn is shared by several models, one of them is taken by chance, as
 * the first drawn would be; with all errors equal each model is as likely. A quarter is rounded
 * down, and at least 1: with fewer than 8 models a round is one draw, and the answer is only what
 * was sampled. The least of m draws comes in one step ({@code 1 - (1-u)^(1/m)} of the ranks), so
 * that a round costs the same for any number of models.
 */
public final class BestValue {
  private static final double CONFIDENCE = 0.95;

  /** Below it a quarter of the models is one model. */
  public static final int LEAST = 8;

  private BestValue() {}

  /**
   * The 2.5, 50 and 97.5 percentile of the best value, each a value that occurred.
   *
   * @param values of the parameter, one for each error
   */
  public static Interval of(double[] errors, double[] values, int rounds, long seed) {
    Finite.requireSample("values", values);
    requireAsMany(errors, values.length);
    int[] best = best(errors, rounds, seed);
    double[] drawn = Arrays.stream(best).mapToDouble(i -> values[i]).sorted().toArray();
    return new Interval(
        Quantile.occurring(drawn, 0.5),
        Quantile.occurring(drawn, (1 - CONFIDENCE) / 2),
        Quantile.occurring(drawn, (1 + CONFIDENCE) / 2),
        CONFIDENCE);
  }

  /** For each category in alphabetical order the share of rounds in which it was best; sum 1. */
  public static Map<String, Double> shares(
      double[] errors, List<String> values, int rounds, long seed) {
    requireAsMany(errors, values.size());
    int[] wins = new int[errors.length];
    for (int i : best(errors, rounds, seed)) {
      wins[i]++;
    }
    Map<String, Double> shares = new LinkedHashMap<>();
    for (String category : new TreeSet<>(values)) {
      long won = 0;
      for (int i = 0; i < wins.length; i++) {
        won += values.get(i).equals(category) ? wins[i] : 0;
      }
      shares.put(category, won / (double) rounds);
    }
    return shares;
  }

  private static void requireAsMany(double[] errors, int values) {
    Finite.requireSample("errors", errors);
    require(
        errors.length == values,
        "there must be one value for each error, got %d errors and %d values",
        errors.length,
        values);
  }

  /** Index of the best model of each round. */
  private static int[] best(double[] errors, int rounds, long seed) {
    ResamplingDraws.requireRounds(rounds);
    int n = errors.length;
    int[] order = SortedIndices.of(errors);
    int[] first = new int[n]; // of the models that share the error of the one at this rank
    int[] end = new int[n];
    for (int i = 1; i < n; i++) {
      first[i] = errors[order[i]] == errors[order[i - 1]] ? first[i - 1] : i;
    }
    for (int i = n - 1; i >= 0; i--) {
      end[i] = i + 1 < n && first[i + 1] == first[i] ? end[i + 1] : i + 1;
    }
    ResamplingDraws draws = new ResamplingDraws(seed);
    int[] best = new int[rounds];
    for (int r = 0; r < rounds; r++) {
      int rank = draws.leastOf(Math.max(1, n / 4), n);
      best[r] = order[first[rank] + draws.below(end[rank] - first[rank])];
    }
    return best;
  }
}
