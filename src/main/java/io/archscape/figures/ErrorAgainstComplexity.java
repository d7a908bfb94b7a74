package io.archscape.figures;

import io.archscape.study.Complexity;
import io.archscape.study.SpaceStudy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The errors of each space against each complexity in which its models differ. */
final class ErrorAgainstComplexity implements FigureKind {
  @Override
  public List<NamedFigure> of(FigureInput input) {
    List<NamedFigure> figures = new ArrayList<>();
    for (SpaceStudy space : input.finished()) {
      for (Complexity measure : Complexity.values()) {
        double[] costs = space.costs(measure);
        if (Arrays.stream(costs).distinct().count() > 1) {
          figures.add(
              ErrorAgainstParameters.scatter(input, space, measure.key(), measure.title(), costs));
        }
      }
    }
    return figures;
  }

  @Override
  public OnPage onPage() {
    return ErrorAgainstParameters.CHART;
  }
}
