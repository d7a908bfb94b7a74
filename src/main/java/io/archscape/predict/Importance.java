package io.archscape.predict;

import static io.archscape.Require.require;

import io.archscape.stats.RankCorrelation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What a feature is worth to the predictions: how much worse held-out models are predicted when the
 * feature's values are dealt to them anew (Breiman, doi:10.1023/A:1010933404324). Each model is
 * predicted by the ensemble that has not seen it. Columns of one category are dealt together.
 *
 * <p>It is about the predictions, not about the nets: of two features that say the same, either may
 * look worthless, since the other stands in.
 *
 * @param all over all models
 * @param best over the quarter of least error (at least 3), dealt among themselves: what still
 *     tells good from best
 */
public record Importance(String feature, Part all, Part best) {
  private static final int REPEATS = 10;

  /**
   * Worth over some models.
   *
   * @param riseOfMae in the unit of the errors; near 0, also below, if worthless
   * @param spread standard deviation of that over repeats and folds
   * @param lossOfKendall tau-b before less after, mean over repeats
   */
  public record Part(double riseOfMae, double spread, double lossOfKendall) {}

  /** Of each feature, the largest rise over all models first. */
  public static List<Importance> of(CrossValidation validation, long seed) {
    return of(validation, REPEATS, seed);
  }

  /** With {@code repeats} shuffles of each feature. */
  public static List<Importance> of(CrossValidation validation, int repeats, long seed) {
    require(repeats >= 1, "repeats must be at least 1, got %d", repeats);
    Table table = validation.table();
    int[] all = IntStream.range(0, table.size()).toArray();
    int[] best = bestQuarter(table);
    SplittableRandom random = new SplittableRandom(seed);
    List<Map.Entry<String, int[]>> groups = List.copyOf(table.groups().entrySet());
    long[] seeds = random.longs(groups.size()).toArray();
    return IntStream.range(0, groups.size())
        .parallel()
        .mapToObj(
            g -> {
              int[] columns = groups.get(g).getValue();
              return new Importance(
                  groups.get(g).getKey(),
                  part(validation, columns, all, repeats, seeds[g]),
                  part(validation, columns, best, repeats, seeds[g]));
            })
        .sorted(Comparator.comparingDouble((Importance i) -> -i.all().riseOfMae()))
        .toList();
  }

  private static int[] bestQuarter(Table table) {
    return IntStream.range(0, table.size())
        .boxed()
        .sorted(Comparator.comparingDouble(table::error))
        .limit(Math.max(3, table.size() / 4))
        .mapToInt(i -> i)
        .toArray();
  }

  private static Part part(
      CrossValidation validation, int[] columns, int[] rows, int repeats, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] errors = pick(validation.table().errors(), rows);
    double[] before = pick(validation.outOfFold(), rows);
    double kendall = RankCorrelation.kendall(before, errors);
    List<Double> perFold = new ArrayList<>();
    double rise = 0;
    double loss = 0;
    for (int repeat = 0; repeat < repeats; repeat++) {
      double[] after = redealt(validation, columns, rows, random);
      rise += rises(validation, rows, errors, before, after, perFold);
      loss += kendall - RankCorrelation.kendall(after, errors);
    }
    return new Part(rise / repeats, spread(perFold), loss / repeats);
  }

  private static double[] pick(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(r -> values[r]).toArray();
  }

  private static double[] redealt(
      CrossValidation validation, int[] columns, int[] rows, SplittableRandom random) {
    int[] from = rows.clone();
    for (int i = from.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = from[i];
      from[i] = from[j];
      from[j] = swap;
    }
    Table table = validation.table();
    double[] predicted = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      double[] row = table.row(rows[i]);
      for (int column : columns) {
        row[column] = table.column(column)[from[i]];
      }
      predicted[i] = validation.without(rows[i]).predict(row)[0];
    }
    return predicted;
  }

  /** Mean rise over the rows; those of the folds are added to {@code perFold}. */
  private static double rises(
      CrossValidation validation,
      int[] rows,
      double[] errors,
      double[] before,
      double[] after,
      List<Double> perFold) {
    double[] sum = new double[validation.scores().folds()];
    int[] count = new int[sum.length];
    double all = 0;
    for (int i = 0; i < rows.length; i++) {
      double rise = Math.abs(after[i] - errors[i]) - Math.abs(before[i] - errors[i]);
      sum[validation.fold(rows[i])] += rise;
      count[validation.fold(rows[i])]++;
      all += rise;
    }
    for (int f = 0; f < sum.length; f++) {
      if (count[f] > 0) {
        perFold.add(sum[f] / count[f]);
      }
    }
    return all / rows.length;
  }

  private static double spread(List<Double> values) {
    double mean = values.stream().mapToDouble(v -> v).average().orElse(0);
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    return values.size() > 1 ? Math.sqrt(squares / (values.size() - 1)) : 0;
  }
}
