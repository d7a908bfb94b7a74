package io.archscape.figures;

import io.archscape.plot.Figure;
import io.archscape.plot.TrendPlot;
import io.archscape.stats.Trend;
import io.archscape.study.Complexity;
import io.archscape.study.Parameter;
import io.archscape.study.SpaceStudy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How the best value of each number moves with the models' complexity, where that differs: of all
 * spaces in one where they are few, else of each one.
 */
final class BestValueTrends implements FigureKind {
  private static final int MODELS_A_RANGE = 12; // of complexity: a draw is 3 of them
  private static final int MOST_RANGES = 8;
  private static final int LEAST_RANGES = 3;
  private static final double LEAST_RATIO = 1.25; // of complexities
  private static final int SPACES_A_TREND = 3; // more are not told apart

  @Override
  public List<NamedFigure> of(FigureInput input) {
    List<NamedFigure> figures = new ArrayList<>();
    byParameter(input.finished())
        .forEach(
            (parameter, spaces) -> {
              if (spaces.size() <= SPACES_A_TREND) {
                figures.add(figure(input, "trend-" + parameter, parameter, spaces));
              } else {
                spaces.forEach(space -> figures.add(alone(input, parameter, space)));
              }
            });
    return figures;
  }

  @Override
  public OnPage onPage() {
    return OnPage.inFilesOnly("trends of the best values against complexity");
  }

  private static Map<String, List<SpaceStudy>> byParameter(List<SpaceStudy> finished) {
    Map<String, List<SpaceStudy>> spaces = new LinkedHashMap<>();
    for (SpaceStudy space : finished) {
      if (ranges(space) >= LEAST_RANGES) {
        numbers(space)
            .map(Parameter.Numeric::name)
            .forEach(name -> spaces.computeIfAbsent(name, n -> new ArrayList<>()).add(space));
      }
    }
    return spaces;
  }

  private static Stream<Parameter.Numeric> numbers(SpaceStudy space) {
    return space.parameters().stream()
        .flatMap(parameter -> parameter.either(Stream::of, component -> Stream.empty()));
  }

  /** Of complexity; 0 where it hardly differs. */
  private static int ranges(SpaceStudy space) {
    double[] flops = space.costs(Complexity.FLOPS);
    double least = Arrays.stream(flops).min().orElseThrow();
    double greatest = Arrays.stream(flops).max().orElseThrow();
    return greatest < LEAST_RATIO * least
        ? 0
        : Math.min(MOST_RANGES, flops.length / MODELS_A_RANGE);
  }

  private static NamedFigure alone(FigureInput input, String parameter, SpaceStudy space) {
    return figure(input, "trend-" + parameter + "-" + space.label(), parameter, List.of(space));
  }

  private static NamedFigure figure(
      FigureInput input, String name, String parameter, List<SpaceStudy> spaces) {
    String whose = spaces.size() == 1 ? ", " + spaces.get(0).label() + "." : ".";
    return NamedFigure.of(
        name,
        "Best value of %s in each range of %s: median and 95 %% (bootstrap of a quarter of the models in it)%s"
            .formatted(parameter, Complexity.FLOPS.title(), whose),
        () -> drawn(input, parameter, spaces));
  }

  private static Figure drawn(FigureInput input, String parameter, List<SpaceStudy> spaces) {
    List<TrendPlot.Curve> curves =
        spaces.stream().map(space -> curve(space, parameter, input.seed())).toList();
    return new TrendPlot(parameter, Complexity.FLOPS.title(), input.palette(), curves).figure();
  }

  private static TrendPlot.Curve curve(SpaceStudy space, String parameter, long seed) {
    double[] values =
        numbers(space)
            .filter(number -> number.name().equals(parameter))
            .findFirst()
            .orElseThrow()
            .array();
    return new TrendPlot.Curve(
        space.label(),
        Trend.ofBestValue(
            space.costs(Complexity.FLOPS),
            values,
            space.errorPercents(),
            ranges(space),
            FigureInput.ROUNDS,
            seed));
  }
}
