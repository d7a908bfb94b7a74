package io.archscape.figures;

import io.archscape.plot.LearningCurves;
import io.archscape.stats.Statistic;
import io.archscape.study.SpaceStudy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How fast spaces learn: of all, and of those that the experiments draw together. Not of spaces
 * with models whose epochs are not known.
 */
final class LearningOfSpaces implements FigureKind {
  private static final String CAPTION =
      "Median held-out error of each space's models after each epoch, of those that have been"
          + " trained to the end.";

  @Override
  public List<NamedFigure> of(FigureInput input) {
    List<NamedFigure> figures = new ArrayList<>();
    figure(input, "learning", input.finished()).ifPresent(figures::add);
    for (SpaceGroup group : SpaceGroup.of(input.study())) {
      figure(input, "learning-" + group.name(), group.spaces()).ifPresent(figures::add);
    }
    return figures;
  }

  @Override
  public OnPage onPage() {
    return OnPage.inFilesOnly("the median errors of the spaces after each epoch");
  }

  private static Optional<NamedFigure> figure(
      FigureInput input, String name, List<SpaceStudy> spaces) {
    List<List<Double>> medians = spaces.stream().map(LearningOfSpaces::medians).toList();
    int epochs = medians.stream().mapToInt(List::size).max().orElse(0);
    if (epochs <= 1 || medians.stream().anyMatch(List::isEmpty)) {
      return Optional.empty();
    }
    List<LearningCurves.Curve> curves =
        IntStream.range(0, spaces.size())
            .mapToObj(i -> new LearningCurves.Curve(spaces.get(i).label(), medians.get(i)))
            .toList();
    return Optional.of(
        NamedFigure.of(
            name,
            CAPTION,
            () ->
                new LearningCurves("median held-out error", epochs, curves)
                    .ofSpaces(input.palette())
                    .figure()));
  }

  /** After each epoch that all models of a space have; none where epochs are not known. */
  private static List<Double> medians(SpaceStudy space) {
    int epochs =
        space.models().stream().mapToInt(m -> m.epochErrorPercents().size()).min().orElse(0);
    return IntStream.range(0, epochs).mapToObj(epoch -> median(space, epoch)).toList();
  }

  private static double median(SpaceStudy space, int epoch) {
    return Statistic.MEDIAN.of(
        space.models().stream()
            .mapToDouble(model -> model.epochErrorPercents().get(epoch))
            .toArray());
  }
}
