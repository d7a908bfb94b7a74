package io.archscape.plot;

import static io.archscape.Require.require;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How much each parameter matters: a bar for each from 0 to its mean, with its spread as a whisker,
 * the first at the top.
 *
 * @param title above the picture
 * @param measure title of the axis, as {@code rise of the error (points)}
 * @param keys what the bars and what the whiskers are, for a legend; none without one
 */
public record ImportancePlot(String title, String measure, List<Bar> bars, List<String> keys) {
  private static final int ABOVE_AND_BELOW = 100;
  private static final int ALPHA = 150;
  private static final double HALF_BAR = 0.34;
  private static final double NAME_WIDTH = 150;

  public ImportancePlot {
    PlotValues.requireText("a title", title);
    PlotValues.requireText("a measure", measure);
    bars = List.copyOf(bars);
    keys = List.copyOf(keys);
    require(
        keys.isEmpty() || keys.size() == 2,
        "a legend of importances must name bars and whiskers, got %s",
        keys);
    require(!bars.isEmpty(), "an importance plot needs at least one parameter, got none");
    require(
        bars.stream().map(Bar::name).distinct().count() == bars.size(),
        "parameters must have different names, got %s",
        bars.stream().map(Bar::name).toList());
  }

  /** Without a legend. */
  public ImportancePlot(String title, String measure, List<Bar> bars) {
    this(title, measure, bars, List.of());
  }

  /** One parameter; {@code low <= mean <= high}, and any of them may be below 0. */
  public record Bar(String name, double mean, double low, double high) {
    public Bar {
      PlotValues.requireText("a parameter's name", name);
      require(
          Double.isFinite(low) && Double.isFinite(high) && low <= mean && mean <= high,
          "an importance must have numbers low <= mean <= high, got %s <= %s <= %s of %s",
          low,
          mean,
          high,
          name);
    }

    private String inWords() {
      return String.format(Locale.ROOT, "%s: %.3g [%.3g, %.3g]", name, mean, low, high);
    }
  }

  /** The picture, to be written in any {@link Format}. */
  public Figure figure() {
    int n = bars.size();
    double low = bars.stream().mapToDouble(Bar::low).min().orElseThrow();
    double high = bars.stream().mapToDouble(Bar::high).max().orElseThrow();
    Axis x =
        low >= 0
            ? Axis.fromZero(measure, high)
            : Axis.linear(measure, DoubleStream.of(low, Math.max(0, high)));
    // the first at the top
    Axis y =
        Axis.names(
            "",
            IntStream.range(0, n)
                .mapToObj(i -> Key.elided(bars.get(n - 1 - i).name(), Style.SMALL_TEXT, NAME_WIDTH))
                .toList());
    Sheet sheet = new Sheet(title, x, y, ABOVE_AND_BELOW + Axis.ROW * n);
    IntStream.range(0, n).forEach(i -> add(sheet, bars.get(i), n - 1 - i));
    if (low < 0) {
      sheet.upright(0, Style.INK, Style.THIN);
    }
    if (!keys.isEmpty()) {
      sheet.key(Key.area(keys.get(0), Style.withAlpha(Style.color(0), ALPHA)));
      sheet.key(Key.line(keys.get(1), Style.INK, Style.THIN));
      sheet.keysBelow();
    }
    String description =
        Stream.concat(bars.stream().map(Bar::inWords), keys.stream())
            .collect(Collectors.joining("; "));
    return sheet.figure(title, description, this::csv);
  }

  private static void add(Sheet sheet, Bar bar, int row) {
    double bottom = row - HALF_BAR;
    double top = row + HALF_BAR;
    sheet.area(
        new double[] {0, bar.mean(), bar.mean(), 0, 0},
        new double[] {bottom, bottom, top, top, Double.NaN},
        Style.withAlpha(Style.color(0), ALPHA));
    sheet.line(
        new double[] {bar.low(), bar.low(), bar.low(), bar.high(), bar.high(), bar.high()},
        new double[] {row - 0.15, row + 0.15, row, row, row + 0.15, row - 0.15},
        Style.INK,
        Style.THIN);
  }

  private String csv() {
    Csv csv = new Csv("parameter", "mean", "low", "high");
    bars.forEach(bar -> csv.row(bar.name(), bar.mean(), bar.low(), bar.high()));
    return csv.toString();
  }
}
