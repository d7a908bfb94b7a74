package io.archscape.figures;

import io.archscape.plot.Axes;
import io.archscape.plot.Figure;
import io.archscape.plot.LearningCurves;
import io.archscape.study.Model;
import io.archscape.study.ModelOrders;
import io.archscape.study.SpaceStudy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the best, the middle and the worst model of each space learned, where that is known. */
public final class LearningOfModels implements FigureKind {
  private static final OnPage CHART =
      new OnPage.Chart(
          "curves",
          "Learning curves",
          Axes.EPOCH,
          Axes.ERROR,
          "Error after each epoch of each space's best model (full line), middle one (dashed) and"
              + " worst (dotted).",
          Map.of());

  @Override
  public List<NamedFigure> of(FigureInput input) {
    return input.finished().stream().flatMap(space -> figure(input, space).stream()).toList();
  }

  @Override
  public OnPage onPage() {
    return CHART;
  }

  /**
   * The best, the median and the worst by these names; of two models no median.
   *
   * @param epochs that a model must have to be one of them
   */
  public static Map<String, Model> shown(SpaceStudy space, int epochs) {
    List<Model> known =
        ModelOrders.byError(space.models()).stream()
            .filter(model -> model.epochErrorPercents().size() >= epochs)
            .toList();
    Map<String, Model> shown = new LinkedHashMap<>();
    if (!known.isEmpty()) {
      shown.put("best", known.get(0));
    }
    if (known.size() > 2) {
      shown.put("median", known.get((known.size() - 1) / 2));
    }
    if (known.size() > 1) {
      shown.put("worst", known.get(known.size() - 1));
    }
    return shown;
  }

  private static Optional<NamedFigure> figure(FigureInput input, SpaceStudy space) {
    Map<String, Model> shown = shown(space, 1);
    if (shown.isEmpty()) {
      return Optional.empty();
    }
    String models =
        shown.entrySet().stream()
            .map(each -> "the %s (model %d)".formatted(each.getKey(), each.getValue().index()))
            .collect(Collectors.joining(", "));
    return Optional.of(
        NamedFigure.of(
            space.label() + "-learning",
            "%s: held-out error after each epoch of %s.".formatted(space.label(), models),
            () -> drawn(input, space, shown)));
  }

  private static Figure drawn(FigureInput input, SpaceStudy space, Map<String, Model> shown) {
    int epochs =
        shown.values().stream().mapToInt(m -> m.epochErrorPercents().size()).max().orElseThrow();
    List<LearningCurves.Curve> curves =
        shown.entrySet().stream()
            .map(
                each ->
                    new LearningCurves.Curve(each.getKey(), each.getValue().epochErrorPercents()))
            .toList();
    return new LearningCurves(space.label(), epochs, curves)
        .of(space.label(), input.palette())
        .figure();
  }
}
