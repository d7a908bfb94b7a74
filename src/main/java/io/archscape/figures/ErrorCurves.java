package io.archscape.figures;

import io.archscape.InputException;
import io.archscape.plot.EdfPlot;
import io.archscape.plot.Figure;
import io.archscape.plot.Series;
import io.archscape.stats.Edf;
import io.archscape.stats.EqualComplexity;
import io.archscape.study.Results;
import java.util.List;
import java.util.Optional;

/**
 * The error distributions of spaces in one picture, from their errors alone.
 *
 * @param spaces those with a finished model, at least one
 */
public record ErrorCurves(List<Results.OfSpace> spaces) {
  public ErrorCurves {
    spaces = List.copyOf(spaces);
  }

  /**
   * Of those that have a finished model.
   *
   * @throws InputException if none has one
   */
  public static ErrorCurves of(List<Results.OfSpace> all) {
    List<Results.OfSpace> finished =
        all.stream().filter(space -> !space.errors().isEmpty()).toList();
    if (finished.isEmpty()) {
      throw new InputException(
          "edf must have at least one finished model, got none in "
              + all.stream().map(Results.OfSpace::label).toList());
    }
    return new ErrorCurves(finished);
  }

  /** Every model counts the same. */
  public Figure figure(Optional<String> title, boolean bands) {
    EdfPlot plot = plot(title, spaces.stream().map(ErrorCurves::plain).toList());
    return (bands ? plot.withBands(ErrorDistribution.ALPHA) : plot).figure();
  }

  /**
   * At equal complexity.
   *
   * @throws InputException if the spaces have no bin of it in common
   */
  public Figure weighted(Optional<String> title) {
    EqualComplexity equal = equalComplexity();
    if (equal.common() == 0) {
      throw new InputException(
          "edf --weighted needs a bin of flops that every space fills, got none of %d for %s"
              .formatted(
                  WeightedDistribution.BINS, spaces.stream().map(Results.OfSpace::label).toList()));
    }
    return plot(title, spaces.stream().map(space -> weighted(space, equal)).toList()).figure();
  }

  /** What the weighted picture does not show. */
  public String leftOut() {
    EqualComplexity equal = equalComplexity();
    int all = spaces.stream().mapToInt(space -> space.errors().size()).sum();
    int out = all - spaces.stream().mapToInt(space -> equal.kept(space.flopArray())).sum();
    return "weighted: %d of %d bins of flops hold models of every space; %d of %d models (%d %%) lie outside and are left out"
        .formatted(
            equal.common(), WeightedDistribution.BINS, out, all, Math.round(100.0 * out / all));
  }

  private static EdfPlot plot(Optional<String> title, List<Series> series) {
    EdfPlot plot = EdfPlot.of(series);
    return title.map(plot::withTitle).orElse(plot);
  }

  private static Series plain(Results.OfSpace space) {
    return new Series(space.label(), Edf.of(space.errorArray()), space.endedWithoutError());
  }

  private static Series weighted(Results.OfSpace space, EqualComplexity equal) {
    return new Series(
        space.label(), equal.edf(space.errorArray(), space.flopArray()), space.endedWithoutError());
  }

  private EqualComplexity equalComplexity() {
    return EqualComplexity.of(
        spaces.stream().map(Results.OfSpace::flopArray).toList(), WeightedDistribution.BINS);
  }
}
