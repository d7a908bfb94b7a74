package io.archscape.predict;

import static io.archscape.Require.require;

import io.archscape.stats.Bootstrap;
import io.archscape.stats.RankCorrelation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Predictions of each model by an ensemble that was trained without it. Models are dealt to folds
 * by rank of their error, each run of as many as there are folds in an order of its own: folds of
 * different means would make even a guess at the mean look like an order, the wrong way round.
 */
public final class CrossValidation {
  /** Below it nothing can be said. */
  public static final int LEAST_MODELS = 10;

  private static final int ROUNDS = 1000;

  private final Table table;
  private final int[] fold;
  private final List<Predictor> predictors;
  private final double[] outOfFold;
  private final PredictionScores scores;

  private CrossValidation(Table table, Kind kind, int folds, long seed) {
    this.table = table;
    this.fold = deal(table, folds, seed);
    this.predictors = new ArrayList<>();
    this.outOfFold = new double[table.size()];
    double[] means = new double[table.size()];
    for (int f = 0; f < folds; f++) {
      Table training = table.rows(rows(f, false));
      Predictor predictor = Predictor.train(training, kind, seed + f);
      predictors.add(predictor);
      for (int r : rows(f, true)) {
        outOfFold[r] = predictor.predict(table.row(r))[0];
        means[r] = predictor.state().mean();
      }
    }
    double[] errors = table.errors();
    Bootstrap bootstrap = new Bootstrap(ROUNDS, seed, 0.95);
    this.scores =
        new PredictionScores(
            kind,
            table.size(),
            folds,
            RankCorrelation.KENDALL.of(outOfFold, errors, bootstrap),
            RankCorrelation.SPEARMAN.of(outOfFold, errors, bootstrap),
            meanDistance(outOfFold, errors),
            meanDistance(means, errors));
  }

  /**
   * Trains an ensemble for each fold.
   *
   * @param folds at least 2; at most as many as there are models are made
   * @throws io.archscape.RequirementException if there are fewer than {@value #LEAST_MODELS} models
   */
  public static CrossValidation of(Table table, Kind kind, int folds, long seed) {
    require(
        table.size() >= LEAST_MODELS,
        "predictions need at least %d models, got %d",
        LEAST_MODELS,
        table.size());
    require(folds >= 2, "cross-validation needs at least 2 folds, got %d", folds);
    return new CrossValidation(table, kind, Math.min(folds, table.size()), seed);
  }

  private static int[] deal(Table table, int folds, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = table.size();
    int[] key = random.ints(n).toArray(); // equal errors in any order
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(
                (i, j) -> {
                  int byError = Double.compare(table.error(i), table.error(j));
                  return byError != 0 ? byError : Integer.compare(key[i], key[j]);
                })
            .mapToInt(i -> i)
            .toArray();
    int[] fold = new int[n];
    int[] deck = IntStream.range(0, folds).toArray();
    for (int i = 0; i < n; i++) {
      int next = i % folds;
      int j = random.nextInt(next, folds); // a shuffle, a step a card
      int swap = deck[next];
      deck[next] = deck[j];
      deck[j] = swap;
      fold[order[i]] = deck[next];
    }
    return fold;
  }

  /** Rows of a fold, or all others. */
  int[] rows(int f, boolean inside) {
    return IntStream.range(0, fold.length).filter(r -> (fold[r] == f) == inside).toArray();
  }

  static double meanDistance(double[] predicted, double[] errors) {
    double sum = 0;
    for (int i = 0; i < errors.length; i++) {
      sum += Math.abs(predicted[i] - errors[i]);
    }
    return sum / errors.length;
  }

  Table table() {
    return table;
  }

  int fold(int row) {
    return fold[row];
  }

  /** The ensemble that has not seen this row. */
  Predictor without(int row) {
    return predictors.get(fold[row]);
  }

  /** The error predicted for each model by an ensemble that has not seen it. */
  public double[] outOfFold() {
    return outOfFold.clone();
  }

  public PredictionScores scores() {
    return scores;
  }

  @Override
  public String toString() {
    return scores + " " + Arrays.toString(outOfFold);
  }
}
