package io.archscape.report;

import io.archscape.arch.Stage;
import io.archscape.plot.Figure;
import io.archscape.plot.LearningCurves;
import io.archscape.plot.LearningCurves.Curve;
import io.archscape.plot.Palette;
import io.archscape.plot.ScatterPlot;
import io.archscape.plot.StaircasePlot;
import io.archscape.plot.StaircasePlot.Stairs;
import io.archscape.plot.StripPlot;
import io.archscape.stats.BestValue;
import io.archscape.stats.Bootstrap;
import io.archscape.stats.Statistic;
import io.archscape.study.Complexity;
import io.archscape.study.Model;
import io.archscape.study.Parameter;
import io.archscape.study.SpaceStudy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The figures of one space with at least one finished model. */
final class SpaceFigures {
  private static final int ROUNDS = 10_000;
  private static final int MOST_STAIRS = 4;

  private final SpaceStudy space;
  private final Palette palette;
  private final long seed;
  private final List<NamedFigure> figures = new ArrayList<>();

  private SpaceFigures(SpaceStudy space, Palette palette, long seed) {
    this.space = space;
    this.palette = palette;
    this.seed = seed;
  }

  static List<NamedFigure> of(SpaceStudy space, Palette palette, long seed) {
    SpaceFigures all = new SpaceFigures(space, palette, seed);
    all.parameters();
    all.complexities();
    all.learning();
    all.widths();
    return all.figures;
  }

  private void add(String what, String caption, Supplier<Figure> figure) {
    String name = StudyFigures.fileName(space.label() + "-" + what);
    figures.add(new NamedFigure(name, space.label() + ": " + caption, figure));
  }

  private int n() {
    return space.models().size();
  }

  private void parameters() {
    for (Parameter parameter : space.parameters()) {
      String name = parameter.name();
      // a chain of instanceof, not a switch: Java 17
      if (parameter instanceof Parameter.Numeric numeric) {
        scatter("error-" + name, name, numeric.array());
      } else if (parameter instanceof Parameter.Category category) {
        add(
            "error-" + name,
            "errors of the %d models for each %s, with the mean and its 95 %% interval (bootstrap)."
                .formatted(n(), name),
            () -> strips(category).figure());
      }
    }
  }

  private void complexities() {
    for (Complexity complexity : Complexity.values()) {
      double[] costs = space.costs(complexity);
      if (Arrays.stream(costs).distinct().count() > 1) {
        scatter("error-" + complexity.key(), complexity.title(), costs);
      }
    }
  }

  private void scatter(String what, String title, double[] values) {
    boolean band = n() >= BestValue.LEAST;
    add(
        what,
        "errors of the %d models against %s.".formatted(n(), title)
            + (band
                ? " Shaded: where the best value lies (bootstrap of a quarter of the models,"
                    + " 95 %); dashed: its median."
                : " With fewer than %d models, nothing is said of the best value."
                    .formatted(BestValue.LEAST)),
        () -> {
          double[] errors = space.errors();
          return new ScatterPlot(
                  space.label(),
                  palette,
                  title,
                  boxed(values),
                  boxed(errors),
                  band ? Optional.of(BestValue.of(errors, values, ROUNDS, seed)) : Optional.empty())
              .figure();
        });
  }

  private StripPlot strips(Parameter.Category category) {
    Map<String, List<Double>> errors = new TreeMap<>();
    for (int i = 0; i < n(); i++) {
      errors
          .computeIfAbsent(category.values().get(i), value -> new ArrayList<>())
          .add(space.models().get(i).error());
    }
    Bootstrap bootstrap = Bootstrap.standard(seed);
    List<StripPlot.Strip> strips =
        errors.entrySet().stream()
            .map(
                e ->
                    new StripPlot.Strip(
                        e.getKey(),
                        e.getValue(),
                        bootstrap.of(unboxed(e.getValue()), Statistic.MEAN)))
            .toList();
    return new StripPlot(space.label(), palette, category.name(), strips);
  }

  private List<Model> byError() {
    return space.models().stream().sorted(Comparator.comparingDouble(Model::error)).toList();
  }

  private void learning() {
    List<Model> models =
        byError().stream().filter(model -> !model.epochErrors().isEmpty()).toList();
    if (models.isEmpty()) {
      return;
    }
    Map<String, Model> shown = new LinkedHashMap<>();
    shown.put("best", models.get(0));
    if (models.size() > 2) {
      shown.put("median", models.get((models.size() - 1) / 2));
    }
    if (models.size() > 1) {
      shown.put("worst", models.get(models.size() - 1));
    }
    add(
        "learning",
        "held-out error after each epoch of "
            + shown.entrySet().stream()
                .map(e -> "the %s (model %d)".formatted(e.getKey(), e.getValue().index()))
                .collect(Collectors.joining(", ", "", ".")),
        () -> learningCurves(shown).of(space.label(), palette).figure());
  }

  private LearningCurves learningCurves(Map<String, Model> shown) {
    int epochs = shown.values().stream().mapToInt(m -> m.epochErrors().size()).max().orElseThrow();
    List<Curve> curves =
        shown.entrySet().stream()
            .map(e -> new Curve(e.getKey(), e.getValue().epochErrors()))
            .toList();
    return new LearningCurves(space.label(), epochs, curves);
  }

  private void widths() {
    List<Stairs> models = byError().stream().flatMap(model -> stairs(model).stream()).toList();
    if (models.isEmpty()) {
      return;
    }
    int each = Math.max(1, Math.min(MOST_STAIRS, models.size() / 2));
    List<Stairs> best = models.subList(0, each);
    List<Stairs> worst = models.subList(Math.max(each, models.size() - each), models.size());
    boolean lines = best.stream().anyMatch(s -> !s.line().isEmpty());
    add(
        "widths",
        "widths of the blocks, first to last, of the best and the worst models, all on one scale"
            + (lines
                ? "; dashed: the line w0 + wa j of a RegNet, curved on this logarithmic axis."
                : "."),
        () -> new StaircasePlot(space.label(), palette, best, worst).figure());
  }

  /** Empty where another tool trained the model and its network is not known. */
  private static Optional<Stairs> stairs(Model model) {
    return model
        .network()
        .map(
            network -> {
              List<Integer> widths = new ArrayList<>();
              for (Stage stage : network.stages()) {
                for (int block = 0; block < stage.depth(); block++) {
                  widths.add(stage.width());
                }
              }
              return new Stairs(model.error(), widths, line(model.parameters()));
            });
  }

  private static List<Double> line(Map<String, Double> parameters) {
    return parameters.containsKey("w0") && parameters.containsKey("wa")
        ? List.of(parameters.getOrDefault("w0", 0.0), parameters.getOrDefault("wa", 0.0))
        : List.of();
  }

  static List<Double> boxed(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  private static double[] unboxed(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
