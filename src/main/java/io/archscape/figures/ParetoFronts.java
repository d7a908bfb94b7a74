package io.archscape.figures;

import io.archscape.plot.Axes;
import io.archscape.plot.Figure;
import io.archscape.plot.ParetoPlot;
import io.archscape.study.Complexity;
import io.archscape.study.SpaceStudy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Errors against each complexity, with the models that are best for what they cost. */
final class ParetoFronts implements FigureKind {
  private static final OnPage CHART =
      new OnPage.Chart(
          "pareto",
          "Error against",
          "",
          Axes.ERROR,
          "The line joins the Pareto front of the models shown: those for which no other model is"
              + " better in one of error and complexity and not worse in the other. The measure of"
              + " complexity is the filter's.",
          Map.of());

  @Override
  public List<NamedFigure> of(FigureInput input) {
    return input.finished().isEmpty()
        ? List.of()
        : Arrays.stream(Complexity.values()).map(measure -> figure(input, measure)).toList();
  }

  @Override
  public OnPage onPage() {
    return CHART;
  }

  private static NamedFigure figure(FigureInput input, Complexity measure) {
    return NamedFigure.of(
        "pareto-" + measure.key(),
        "Error against %s of all models, and each space's best error at that cost or less."
            .formatted(measure.title()),
        () -> drawn(input, measure));
  }

  private static Figure drawn(FigureInput input, Complexity measure) {
    List<ParetoPlot.Cloud> clouds =
        input.finished().stream().map(space -> cloud(space, measure)).toList();
    return new ParetoPlot(measure.title(), input.palette(), clouds).figure();
  }

  private static ParetoPlot.Cloud cloud(SpaceStudy space, Complexity measure) {
    return new ParetoPlot.Cloud(
        space.label(),
        Arrays.stream(space.costs(measure)).boxed().toList(),
        Arrays.stream(space.errorPercents()).boxed().toList());
  }
}
