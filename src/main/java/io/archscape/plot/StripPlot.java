package io.archscape.plot;

import static io.archscape.Require.require;

import io.archscape.stats.Interval;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The errors of a space's models for each value of a component, as {@code attention}: a strip of
 * points a value, moved apart sideways (always the same way), with the mean and its interval beside
 * them.
 *
 * @param space whose colour and mark the points have
 * @param palette that has the space
 * @param component title of the axis
 * @param strips in order, the first on the left
 */
public record StripPlot(String space, Palette palette, String component, List<Strip> strips) {
  private static final double REACH = 0.26;
  private static final double BESIDE = 0.38;
  private static final double CAP = 0.05;

  public StripPlot {
    PlotValues.requireText("a component's name", component);
    strips = List.copyOf(strips);
    require(!strips.isEmpty(), "a strip plot needs at least one value of %s, got none", component);
    require(
        strips.stream().map(Strip::value).distinct().count() == strips.size(),
        "strips must have different values, got %s",
        strips.stream().map(Strip::value).toList());
  }

  /**
   * The models with one value.
   *
   * @param errors in percent
   * @param mean of the errors, with its interval
   */
  public record Strip(String value, List<Double> errors, Interval mean) {
    public Strip {
      PlotValues.requireText("a component's value", value);
      errors = PlotValues.percent("errors of " + value, errors);
      require(!errors.isEmpty(), "a strip needs at least one model, got none of %s", value);
    }

    private String inWords() {
      return String.format(
          Locale.ROOT,
          "%s: %d models, mean %.2f %% [%.2f, %.2f]",
          value,
          errors.size(),
          mean.estimate(),
          mean.low(),
          mean.high());
    }
  }

  /** The picture, to be written in any {@link Format}. */
  public Figure figure() {
    double room = 420.0 / strips.size() - 8;
    Axis x =
        Axis.names(
            component, IntStream.range(0, strips.size()).mapToObj(i -> named(i, room)).toList());
    Axis y =
        Axis.of(
            Axes.ERROR,
            strips.stream().flatMapToDouble(strip -> PlotValues.stream(strip.errors())));
    Sheet sheet = new Sheet(space, x, y).keysBelow();
    int place = palette.place(space);
    int n = strips.stream().mapToInt(strip -> strip.errors().size()).sum();
    for (int i = 0; i < strips.size(); i++) {
      addStrip(sheet, i, place, n);
    }
    sheet.key(Key.mark("a model", Style.color(place), PointShape.of(place)));
    sheet.key(Key.both("mean, " + confidence(), Style.INK, Style.THIN, PointShape.diamond()));
    String description = strips.stream().map(Strip::inWords).collect(Collectors.joining("; "));
    return sheet.figure(
        space + ": error for each " + component, space + ": " + description, this::csv);
  }

  private String confidence() {
    return String.format(Locale.ROOT, "%.0f %% interval", 100 * strips.get(0).mean().confidence());
  }

  /** Two values that look the same when shortened stay two: the index is part of the name. */
  private String named(int i, double room) {
    String value = strips.get(i).value();
    String shown = Key.elided(value, Style.SMALL_TEXT, room);
    boolean shared =
        strips.stream()
                .filter(s -> Key.elided(s.value(), Style.SMALL_TEXT, room).equals(shown))
                .count()
            > 1;
    return shared ? shown + (i + 1) : shown;
  }

  private void addStrip(Sheet sheet, int i, int place, int n) {
    Strip strip = strips.get(i);
    double[] x =
        IntStream.range(0, strip.errors().size())
            .mapToDouble(k -> i - 0.08 + REACH * Jitter.of(k))
            .toArray();
    sheet.points(
        x,
        PlotValues.array(strip.errors()),
        Style.pointColor(place, n),
        PointShape.of(place).light(),
        n > 300 ? 5 : 7);
    double at = i - 0.08 + BESIDE;
    Interval mean = strip.mean();
    sheet.whisker(at, mean.low(), mean.high(), CAP, Style.INK);
    sheet.points(
        new double[] {at}, new double[] {mean.estimate()}, Style.INK, PointShape.diamond(), 8);
  }

  private String csv() {
    Csv csv = new Csv("space", component, "error");
    strips.forEach(s -> s.errors().forEach(error -> csv.row(space, s.value(), error)));
    return csv.toString();
  }
}
