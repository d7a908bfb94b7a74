package io.archscape.figures;

import io.archscape.plot.EdfPlot;
import io.archscape.plot.Figure;
import io.archscape.stats.Statistic;
import io.archscape.study.Complexity;
import io.archscape.study.SpaceStudy;
import java.util.Arrays;
import java.util.List;

/** The errors of all spaces as distribution functions at equal complexity, where that differs. */
final class WeightedDistribution implements FigureKind {
  private static final double TOLERANCE = 1.05; // of medians of complexity that are called equal

  @Override
  public List<NamedFigure> of(FigureInput input) {
    List<SpaceStudy> spaces = input.finished();
    if (!complexitiesDiffer(spaces)) {
      return List.of();
    }
    EqualFlops equal = EqualFlops.ofStudies(spaces);
    return equal.common() == 0
        ? List.of()
        : List.of(NamedFigure.of("edf-weighted", caption(equal), () -> figure(input, equal)));
  }

  @Override
  public OnPage onPage() {
    return ErrorDistribution.CHART;
  }

  private static String caption(EqualFlops equal) {
    return "The same at equal %s: only models in the %d of %d bins that every space fills, each bin weighing the same; %s."
        .formatted(Complexity.FLOPS.title(), equal.common(), EqualFlops.BINS, equal.leftOut());
  }

  private static boolean complexitiesDiffer(List<SpaceStudy> spaces) {
    double[] medians =
        spaces.stream().mapToDouble(s -> Statistic.MEDIAN.of(s.costs(Complexity.FLOPS))).toArray();
    double least = Arrays.stream(medians).min().orElse(0);
    return Arrays.stream(medians).max().orElse(0) > TOLERANCE * least;
  }

  private static Figure figure(FigureInput input, EqualFlops equal) {
    return EdfPlot.of(equal.series()).withPalette(input.palette()).figure();
  }
}
