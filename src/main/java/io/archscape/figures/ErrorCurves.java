package io.archscape.figures;

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
  /** Into which complexities are cut where these are to be equal. */
  public static final int BINS = EqualFlops.BINS;

  public ErrorCurves {
    spaces = List.copyOf(spaces);
  }

  /** Of those that have a finished model; empty if none has one. */
  public static Optional<ErrorCurves> of(List<Results.OfSpace> all) {
    List<Results.OfSpace> finished =
        all.stream().filter(space -> !space.errorPercents().isEmpty()).toList();
    return finished.isEmpty() ? Optional.empty() : Optional.of(new ErrorCurves(finished));
  }

  /** Every model counts the same. */
  public Figure figure(Optional<String> title, boolean bands) {
    EdfPlot plot = plot(title, spaces.stream().map(ErrorCurves::plain).toList());
    return (bands ? plot.withBands(ErrorDistribution.ALPHA) : plot).figure();
  }

  /** At equal complexity; empty if the spaces have no bin of it in common. */
  public Optional<Figure> weighted(Optional<String> title) {
    EqualFlops equal = EqualFlops.ofResults(spaces);
    return equal.common() == 0
        ? Optional.empty()
        : Optional.of(plot(title, equal.series()).figure());
  }

  /** What the weighted picture does not show. */
  public String leftOut() {
    EqualFlops equal = EqualFlops.ofResults(spaces);
    return "%d of %d bins of flops hold models of every space; %s"
        .formatted(equal.common(), BINS, equal.leftOut());
  }

  private static EdfPlot plot(Optional<String> title, List<Series> series) {
    EdfPlot plot = EdfPlot.of(series);
    return title.map(plot::withTitle).orElse(plot);
  }

  private static Series plain(Results.OfSpace space) {
    return new Series(space.label(), Edf.of(space.errorPercentArray()), space.endedWithoutError());
  }
}
