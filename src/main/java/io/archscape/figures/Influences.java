package io.archscape.figures;

import io.archscape.predict.CrossValidation;
import io.archscape.predict.Importance;
import io.archscape.predict.Kind;
import io.archscape.predict.PredictionScores;
import io.archscape.predict.Table;
import io.archscape.stats.Interval;
import io.archscape.study.Features;
import io.archscape.study.SpaceStudy;
import io.archscape.wording.Words;
import java.util.List;
import java.util.Optional;

/**
 * What the errors of a space follow, by a predictor that is quick to train: ridge regression on
 * each parameter, component and cost. Where there are {@value #MODELS_A_COLUMN} models for each of
 * its columns, it sees the squares of the numbers too, since a depth or width between is often
 * best: of 490 models of six spaces such a predictor ranked better than a forest, of 14 worse than
 * without squares. The number of models decides, not the score, which stays honest so. Forests are
 * left to {@code predict}: they would take most of a report's time.
 *
 * @param squares whether the predictor sees them
 * @param scores what the predictor is worth: importances of one that does not rank are worth
 *     nothing
 * @param features the largest rise of the error over all models first
 */
public record Influences(
    String space, boolean squares, PredictionScores scores, List<Importance> features) {
  private static final int MODELS_A_COLUMN = 5;
  private static final int FOLDS = 5;
  private static final int REPEATS = 5;

  public Influences {
    features = List.copyOf(features);
  }

  /** Nothing of fewer than {@value CrossValidation#LEAST_MODELS} models. */
  public static Optional<Influences> of(SpaceStudy space, long seed) {
    if (space.models().size() < CrossValidation.LEAST_MODELS) {
      return Optional.empty();
    }
    Table plain = Features.of(List.of(space));
    Table squared = plain.withSquares();
    boolean squares = squared.size() >= MODELS_A_COLUMN * squared.names().size();
    CrossValidation validation =
        CrossValidation.of(squares ? squared : plain, Kind.LINEAR, FOLDS, seed);
    return Optional.of(
        new Influences(
            space.label(), squares, validation.scores(), Importance.of(validation, REPEATS, seed)));
  }

  /** Of the spaces with models enough. */
  public static List<Influences> of(List<SpaceStudy> spaces, long seed) {
    return spaces.parallelStream().flatMap(space -> of(space, seed).stream()).toList();
  }

  /** Whether the predictor is shown to put models in order: its Kendall interval lies above 0. */
  public boolean ranks() {
    return scores.kendall().low() > 0;
  }

  /** What it is, in words. */
  public String predictor() {
    return "ridge regression on each number"
        + (squares ? " and its square" : "")
        + " and on the components";
  }

  /** {@code Kendall 0.52 (0.41 to 0.61), Spearman 0.70 (0.60 to 0.80)}. */
  public String worth() {
    return "Kendall %s, Spearman %s".formatted(words(scores.kendall()), words(scores.spearman()));
  }

  /** {@code 0.52 (0.41 to 0.61)}. */
  static String words(Interval interval) {
    return "%s (%s)".formatted(Words.two(interval.estimate()), Words.range(interval));
  }
}
