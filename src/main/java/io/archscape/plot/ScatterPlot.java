package io.archscape.plot;

import static io.archscape.Require.require;

import io.archscape.stats.Interval;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The errors of a space's models against a number: a parameter, as {@code w0}, or a complexity. A
 * shaded range shows which values are best (RegNet, arXiv:2003.13678, figure 5). Models of equal
 * value are moved apart sideways by up to a quarter of the way to the next value, always the same
 * way; the table holds the values as they are.
 *
 * @param space whose colour and mark the points have
 * @param palette that has the space
 * @param parameter title of the axis
 * @param values of each model
 * @param errors of the same models, in percent
 * @param best the range of the best value, if it is known
 */
public record ScatterPlot(
    String space,
    Palette palette,
    String parameter,
    List<Double> values,
    List<Double> errors,
    Optional<Interval> best) {
  private static final int FEW_VALUES = 40;
  private static final double LEAST_BAND = 0.008; // of the axis, so that a single value is seen

  public ScatterPlot {
    PlotValues.requireText("a parameter's name", parameter);
    values = PlotValues.finite("values of " + parameter, values);
    errors = PlotValues.percent("errors of " + space, errors);
    require(!values.isEmpty(), "a scatter plot needs at least one model, got none of %s", space);
    require(
        values.size() == errors.size(),
        "there must be a value of %s for each error, got %d values and %d errors",
        parameter,
        values.size(),
        errors.size());
  }

  /** The picture, to be written in any {@link Format}. */
  public Figure figure() {
    Axis x = Axis.of(parameter, PlotValues.stream(values));
    Axis y = Axis.of(Axes.ERROR, PlotValues.stream(errors));
    Sheet sheet = new Sheet(space, x, y).keysBelow();
    int place = palette.place(space);
    best.ifPresent(range -> addBest(sheet, range, place));
    int n = values.size();
    sheet.points(
        apart(x),
        PlotValues.array(errors),
        Style.pointColor(place, n),
        PointShape.of(place).light(),
        n > 300 ? 5 : 7);
    return sheet.figure(space + ": error against " + parameter, inWords(), this::csv);
  }

  private static void addBest(Sheet sheet, Interval range, int place) {
    sheet.range(range.low(), range.high(), LEAST_BAND, Style.bandColor(place));
    sheet.upright(range.estimate(), Style.INK, Style.MEDIAN);
    sheet.key(Key.area(bestInWords(range), Style.bandColor(place)));
    sheet.key(Key.line("median " + Axis.inWords(range.estimate()), Style.INK, Style.MEDIAN));
  }

  private static String bestInWords(Interval range) {
    return String.format(
        Locale.ROOT,
        "best, %.0f %%: %s to %s",
        100 * range.confidence(),
        Axis.inWords(range.low()),
        Axis.inWords(range.high()));
  }

  /** Values moved apart where many models share few of them. */
  private double[] apart(Axis x) {
    double[] all = PlotValues.array(values);
    TreeSet<Double> distinct = new TreeSet<>(values);
    if (distinct.size() > FEW_VALUES || distinct.size() == all.length) {
      return all;
    }
    double gap = Double.POSITIVE_INFINITY;
    for (double value : distinct) {
      Double next = distinct.higher(value);
      gap = next == null ? gap : Math.min(gap, x.place(next) - x.place(value));
    }
    double reach = Math.min(gap, x.share(0.06)) / 4;
    return IntStream.range(0, all.length)
        .mapToDouble(i -> x.value(x.place(all[i]) + reach * Jitter.of(i)))
        .toArray();
  }

  private String inWords() {
    String range =
        best.map(b -> "; " + bestInWords(b) + ", median " + Axis.inWords(b.estimate())).orElse("");
    return "%s: %d models, error against %s%s".formatted(space, values.size(), parameter, range);
  }

  private String csv() {
    Csv csv = new Csv("space", parameter, "error");
    for (int i = 0; i < values.size(); i++) {
      csv.row(space, values.get(i), errors.get(i));
    }
    return csv.toString();
  }
}
