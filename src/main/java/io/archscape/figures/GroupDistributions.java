package io.archscape.figures;

import java.util.List;

/** The distributions that the experiments ask for besides that of all spaces. */
final class GroupDistributions implements FigureKind {
  @Override
  public List<NamedFigure> of(FigureInput input) {
    return SpaceGroup.of(input.study()).stream().map(group -> figure(input, group)).toList();
  }

  @Override
  public OnPage onPage() {
    return ErrorDistribution.CHART; // with a button for each group
  }

  private static NamedFigure figure(FigureInput input, SpaceGroup group) {
    String caption =
        "Share of the models with at most this error, of %s."
            .formatted(String.join(", ", group.labels()));
    return NamedFigure.of(
        "edf-" + group.name(),
        caption + ErrorDistribution.aboutBands(group.spaces()),
        () -> ErrorDistribution.figure(group.spaces(), input.palette()));
  }
}
