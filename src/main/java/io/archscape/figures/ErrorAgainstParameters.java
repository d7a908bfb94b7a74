package io.archscape.figures;

import io.archscape.plot.Axes;
import io.archscape.plot.Figure;
import io.archscape.plot.ScatterPlot;
import io.archscape.plot.StripPlot;
import io.archscape.stats.BestValue;
import io.archscape.stats.Bootstrap;
import io.archscape.stats.Interval;
import io.archscape.stats.Statistic;
import io.archscape.study.Parameter;
import io.archscape.study.SpaceStudy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The errors of each space against each number and each component of its models. */
public final class ErrorAgainstParameters implements FigureKind {
  /** Below it a quarter of the models is one model. */
  public static final int LEAST = 8;

  /** Against whatever the page's reader chooses. */
  static final OnPage.Chart CHART =
      new OnPage.Chart(
          "scatter",
          "Error against",
          "",
          Axes.ERROR,
          ("One mark a model. Point at it, tap it, or focus the chart and use the arrow keys to"
                  + " see its architecture. Bars above the chart: where the best models' value of"
                  + " the parameter lies, median and 95 %% range, of all models of a space with at"
                  + " least %d, whatever the filter.")
              .formatted(LEAST),
          Map.of());

  @Override
  public List<NamedFigure> of(FigureInput input) {
    List<NamedFigure> figures = new ArrayList<>();
    for (SpaceStudy space : input.finished()) {
      for (Parameter parameter : space.parameters()) {
        figures.add(
            parameter.either(
                number -> scatter(input, space, number.name(), number.name(), number.array()),
                component -> strips(input, space, component)));
      }
    }
    return figures;
  }

  @Override
  public OnPage onPage() {
    return CHART;
  }

  /**
   * Of a number of the models.
   *
   * @param name in the figure's
   * @param title of the axis
   */
  static NamedFigure scatter(
      FigureInput input, SpaceStudy space, String name, String title, double[] values) {
    int models = space.models().size();
    String best =
        models >= LEAST
            ? " Shaded: where the best value lies (bootstrap of a quarter of the models, 95 %);"
                + " dashed: its median."
            : " Fewer than %d models are too few to estimate the best value.".formatted(LEAST);
    return NamedFigure.of(
        space.label() + "-error-" + name,
        "%s: errors of the %d models against %s.".formatted(space.label(), models, title) + best,
        () -> scatter(input, space, title, values));
  }

  private static Figure scatter(
      FigureInput input, SpaceStudy space, String title, double[] values) {
    double[] errors = space.errorPercents();
    Optional<Interval> best =
        errors.length >= LEAST
            ? Optional.of(BestValue.of(errors, values, FigureInput.ROUNDS, input.seed()))
            : Optional.empty();
    return new ScatterPlot(
            space.label(), input.palette(), title, boxed(values), boxed(errors), best)
        .figure();
  }

  private static NamedFigure strips(
      FigureInput input, SpaceStudy space, Parameter.Category component) {
    return NamedFigure.of(
        space.label() + "-error-" + component.name(),
        "%s: errors of the %d models for each %s, with the mean and its 95 %% interval (bootstrap)."
            .formatted(space.label(), space.models().size(), component.name()),
        () -> drawnStrips(input, space, component));
  }

  private static Figure drawnStrips(
      FigureInput input, SpaceStudy space, Parameter.Category component) {
    Map<String, List<Double>> errors = new TreeMap<>();
    for (int i = 0; i < component.values().size(); i++) {
      errors
          .computeIfAbsent(component.values().get(i), value -> new ArrayList<>())
          .add(space.models().get(i).errorPercent());
    }
    Bootstrap bootstrap = Bootstrap.standard(input.seed());
    List<StripPlot.Strip> strips =
        errors.entrySet().stream()
            .map(each -> strip(each.getKey(), each.getValue(), bootstrap))
            .toList();
    return new StripPlot(space.label(), input.palette(), component.name(), strips).figure();
  }

  private static StripPlot.Strip strip(String value, List<Double> errors, Bootstrap bootstrap) {
    double[] sample = errors.stream().mapToDouble(Double::doubleValue).toArray();
    return new StripPlot.Strip(value, errors, bootstrap.of(sample, Statistic.MEAN));
  }

  private static List<Double> boxed(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
