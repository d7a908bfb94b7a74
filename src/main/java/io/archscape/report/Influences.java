package io.archscape.report;

import io.archscape.plot.ImportancePlot;
import io.archscape.predict.CrossValidation;
import io.archscape.predict.Importance;
import io.archscape.predict.Kind;
import io.archscape.predict.Scores;
import io.archscape.stats.Interval;
import io.archscape.study.SpaceStudy;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the errors of a space follow, by a predictor that is quick to train: ridge regression on
 * each parameter, component and cost and on the squares of numbers, since a depth or width between
 * is often best. Forests are left to {@code predict}: their importances of 3000 models take a
 * minute.
 *
 * @param scores what the predictor is worth: importances of one that does not rank are worth
 *     nothing
 * @param features the largest rise of the error over all models first
 */
public record Influences(String space, Scores scores, List<Importance> features) {
  private static final int FOLDS = 5;
  private static final int REPEATS = 5;

  public Influences {
    features = List.copyOf(features);
  }

  /** Nothing of fewer than {@value CrossValidation#LEAST_MODELS} models. */
  static Optional<Influences> of(SpaceStudy space, long seed) {
    if (space.models().size() < CrossValidation.LEAST_MODELS) {
      return Optional.empty();
    }
    CrossValidation validation =
        CrossValidation.of(Features.of(List.of(space)).withSquares(), Kind.LINEAR, FOLDS, seed);
    return Optional.of(
        new Influences(
            space.label(), validation.scores(), Importance.of(validation, REPEATS, seed)));
  }

  /** Of the spaces with models enough. */
  public static List<Influences> of(List<SpaceStudy> spaces, long seed) {
    return spaces.parallelStream().flatMap(space -> of(space, seed).stream()).toList();
  }

  /** Whether the predictor is shown to put models in order: its Kendall interval lies above 0. */
  public boolean ranks() {
    return scores.kendall().low() > 0;
  }

  /** {@code Kendall 0.52 (0.41 to 0.61), Spearman 0.70 (0.60 to 0.80)}. */
  public String worth() {
    return "Kendall %s, Spearman %s".formatted(words(scores.kendall()), words(scores.spearman()));
  }

  static String words(Interval interval) {
    return "%s (%s)".formatted(Words.two(interval.estimate()), Words.range(interval));
  }

  /** Figures of all models and of the best quarter, both with what the predictor is worth. */
  StudyFigures figures(StudyFigures before) {
    return before
        .withImportance(space, title("all models"), measure(), bars(Importance::all))
        .withImportance(
            space + "-best-quarter", title("best quarter"), measure(), bars(Importance::best));
  }

  private String title(String models) {
    return "%s, %s%s"
        .formatted(space, models, ranks() ? "" : ": WORTHLESS, the predictor does not rank");
  }

  private String measure() {
    return "rise of the error (points); " + worth();
  }

  private List<ImportancePlot.Bar> bars(Function<Importance, Importance.Part> part) {
    return features.stream()
        .map(
            feature -> {
              Importance.Part of = part.apply(feature);
              return new ImportancePlot.Bar(
                  feature.feature(),
                  of.riseOfMae(),
                  of.riseOfMae() - of.spread(),
                  of.riseOfMae() + of.spread());
            })
        .toList();
  }
}
