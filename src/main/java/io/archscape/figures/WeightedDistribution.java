package io.archscape.figures;

import io.archscape.plot.EdfPlot;
import io.archscape.plot.Figure;
import io.archscape.stats.EqualComplexity;
import io.archscape.stats.Statistic;
import io.archscape.study.Complexity;
import io.archscape.study.SpaceStudy;
import java.util.Arrays;
import java.util.List;

/** The errors of all spaces as distribution functions at equal complexity, where that differs. */
public final class WeightedDistribution implements FigureKind {
  /** Into which complexities are cut. */
  public static final int BINS = 10;

  private static final double TOLERANCE = 1.05; // of medians of complexity that are called equal

  @Override
  public List<NamedFigure> of(FigureInput input) {
    List<SpaceStudy> spaces = input.finished();
    if (!complexitiesDiffer(spaces)) {
      return List.of();
    }
    EqualComplexity equal = EqualComplexity.of(flops(spaces), BINS);
    return equal.common() == 0
        ? List.of()
        : List.of(
            NamedFigure.of(
                "edf-weighted", caption(spaces, equal), () -> figure(input, spaces, equal)));
  }

  @Override
  public OnPage onPage() {
    return ErrorDistribution.CHART;
  }

  private static String caption(List<SpaceStudy> spaces, EqualComplexity equal) {
    int all = spaces.stream().mapToInt(space -> space.models().size()).sum();
    int out = all - flops(spaces).stream().mapToInt(equal::kept).sum();
    return "The same at equal %s: only models in the %d of %d bins that every space fills, each bin weighing the same; %d of %d models (%d %%) lie outside and are left out."
        .formatted(
            Complexity.FLOPS.title(),
            equal.common(),
            BINS,
            out,
            all,
            Math.round(100.0 * out / all));
  }

  private static boolean complexitiesDiffer(List<SpaceStudy> spaces) {
    double[] medians =
        spaces.stream().mapToDouble(s -> Statistic.MEDIAN.of(s.costs(Complexity.FLOPS))).toArray();
    double least = Arrays.stream(medians).min().orElse(0);
    return Arrays.stream(medians).max().orElse(0) > TOLERANCE * least;
  }

  private static List<double[]> flops(List<SpaceStudy> spaces) {
    return spaces.stream().map(space -> space.costs(Complexity.FLOPS)).toList();
  }

  private static Figure figure(FigureInput input, List<SpaceStudy> spaces, EqualComplexity equal) {
    return EdfPlot.of(
            spaces.stream()
                .map(
                    space ->
                        ErrorDistribution.series(
                            space, equal.edf(space.errors(), space.costs(Complexity.FLOPS))))
                .toList())
        .withPalette(input.palette())
        .figure();
  }
}
