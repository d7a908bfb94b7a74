package io.archscape.figures;

import io.archscape.plot.Figure;
import io.archscape.plot.Palette;
import io.archscape.plot.SpreadPlot;
import io.archscape.study.RepeatedTrainings;
import io.archscape.wording.Words;
import java.util.Comparator;
import java.util.List;

/** How far trainings of one network with other seeds lie apart, where there are any. */
final class SeedSpread implements FigureKind {
  @Override
  public List<NamedFigure> of(FigureInput input) {
    return RepeatedTrainings.of(input.study()).stream()
        .map(spread -> figure(input, spread))
        .toList();
  }

  @Override
  public OnPage onPage() {
    return OnPage.inFilesOnly("how far trainings of one network lie apart");
  }

  private static NamedFigure figure(FigureInput input, RepeatedTrainings spread) {
    return NamedFigure.of(
        "spread",
        Words.spread(spread.repeatability(), spread.deviations()),
        () -> drawn(spread, input.palette()));
  }

  private static Figure drawn(RepeatedTrainings spread, Palette palette) {
    List<SpreadPlot.Row> rows =
        spread.networks().stream()
            .sorted(Comparator.comparingDouble(RepeatedTrainings.Retrained::mean))
            .map(SeedSpread::row)
            .toList();
    return new SpreadPlot("Trainings of one network each", palette, rows).figure();
  }

  private static SpreadPlot.Row row(RepeatedTrainings.Retrained network) {
    return new SpreadPlot.Row(
        network.space() + " " + network.index(), network.space(), network.errorPercents());
  }
}
