package io.archscape.figures;

import io.archscape.InputException;
import io.archscape.plot.EdfPlot;
import io.archscape.plot.Figure;
import io.archscape.plot.Series;
import io.archscape.stats.Edf;
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
    EqualFlops equal = EqualFlops.ofResults(spaces);
    if (equal.common() == 0) {
      throw new InputException(
          "edf --weighted needs a bin of flops that every space fills, got none of %d for %s"
              .formatted(EqualFlops.BINS, spaces.stream().map(Results.OfSpace::label).toList()));
    }
    return plot(title, equal.series()).figure();
  }

  /** What the weighted picture does not show. */
  public String leftOut() {
    EqualFlops equal = EqualFlops.ofResults(spaces);
    return "weighted: %d of %d bins of flops hold models of every space; %s"
        .formatted(equal.common(), EqualFlops.BINS, equal.leftOut());
  }

  private static EdfPlot plot(Optional<String> title, List<Series> series) {
    EdfPlot plot = EdfPlot.of(series);
    return title.map(plot::withTitle).orElse(plot);
  }

  private static Series plain(Results.OfSpace space) {
    return new Series(space.label(), Edf.of(space.errorArray()), space.endedWithoutError());
  }
}
