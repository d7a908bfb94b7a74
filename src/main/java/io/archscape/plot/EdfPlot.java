package io.archscape.plot;

import static io.archscape.Require.require;

import io.archscape.stats.DkwBand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Distribution functions of the errors of design spaces in one picture, one curve a space: true
 * steps, 0 from the left edge to the least error, 1 from the greatest error to the right edge.
 * Where errors span three octaves their axis is logarithmic, or a few bad models would take all the
 * room.
 *
 * @param series the curves, in the order of the legend
 * @param title above the picture, if any
 * @param bandAlpha if given, each curve gets the band that holds the true distribution with
 *     probability 1 - alpha (see {@link DkwBand}); the curves must then not be weighted
 * @param palette that has all spaces; without one, colours and dashes follow the place in the list
 */
public record EdfPlot(
    List<Series> series,
    Optional<String> title,
    OptionalDouble bandAlpha,
    Optional<Palette> palette) {
  static final int WIDTH = Style.WIDTH;
  static final int HEIGHT = Style.HEIGHT;

  private static final int TICKS_APART = 60;
  private static final double Y_MARGIN = 0.03; // so that the lines at 0 and 1 are not cut in half
  private static final double X_MARGIN = 0.06;
  private static final double LEAST_SPAN = 0.001; // of errors that are not drawn as one, in percent
  private static final double ALONE_MARGIN = 0.5;

  public EdfPlot {
    series = List.copyOf(series);
    require(!series.isEmpty(), "an EDF plot needs at least one space, got none");
    require(
        title.map(t -> !t.isBlank() && t.chars().noneMatch(Character::isISOControl)).orElse(true),
        "a title must be printable and not blank, got \"%s\"",
        title.orElse(""));
    require(
        bandAlpha.isEmpty() || series.stream().noneMatch(s -> s.edf().isWeighted()),
        "a band needs curves without weights, got a weighted one");
    for (Series each : series) {
      palette.ifPresent(all -> all.place(each.space())); // refuses one that it has not
    }
  }

  /** Without title and bands. */
  public static EdfPlot of(List<Series> series) {
    return new EdfPlot(series, Optional.empty(), OptionalDouble.empty(), Optional.empty());
  }

  /** The same with a title. */
  public EdfPlot withTitle(String text) {
    return new EdfPlot(series, Optional.of(text), bandAlpha, palette);
  }

  /** The same with a band of confidence 1 - alpha around each curve. */
  public EdfPlot withBands(double alpha) {
    return new EdfPlot(series, title, OptionalDouble.of(alpha), palette);
  }

  /** The same in the colours that its spaces have in other figures. */
  public EdfPlot withPalette(Palette all) {
    return new EdfPlot(series, title, bandAlpha, Optional.of(all));
  }

  private int place(int i) {
    return palette.map(all -> all.place(series.get(i).space())).orElse(i);
  }

  /** The picture, to be written in any {@link Format}. */
  public Figure figure() {
    String heading = title.orElse("Cumulative probability of error (%)");
    String description =
        series.stream()
            .map(Series::label)
            .collect(Collectors.joining("; ", Legend.HEADING + ": ", ""));
    return new Figure(this::chart, heading, description, () -> EdfCsv.of(series));
  }

  private XYChart chart() {
    double least = series.stream().mapToDouble(s -> s.edf().min()).min().orElseThrow();
    double greatest = series.stream().mapToDouble(s -> s.edf().max()).max().orElseThrow();
    double span = greatest - least;
    double margin = span < LEAST_SPAN ? ALONE_MARGIN : X_MARGIN * span;
    Axis axis =
        Axis.spansOctaves(least, greatest)
            ? Axis.log2(Axes.ERROR, least, greatest)
            : Axis.between(Axes.ERROR, least - margin, greatest + margin);
    Legend legend = Legend.of(series);
    boolean inside =
        legend.fitsInside(series, bandAlpha, share -> axis.value(axis.low() + axis.share(share)));
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT + (inside ? 0 : legend.height()))
            .title(title.orElse(""))
            .xAxisTitle(Axes.ERROR)
            .yAxisTitle(Axes.PROBABILITY)
            .build();
    dress(chart.getStyler(), axis);
    chart.getStyler().setLegendPosition(inside ? LegendPosition.InsideSE : LegendPosition.OutsideS);
    draw(chart, axis);
    return chart;
  }

  private void draw(XYChart chart, Axis axis) {
    drawHeading(chart, axis.low(), axis.high());
    List<Staircase> stairs = new ArrayList<>();
    for (Series s : series) {
      stairs.add(Staircase.of(s.edf(), axis));
    }
    if (bandAlpha.isPresent()) {
      for (int i = 0; i < stairs.size(); i++) {
        drawBand(
            chart,
            i,
            place(i),
            stairs.get(i),
            new DkwBand(series.get(i).edf().n(), bandAlpha.getAsDouble()));
      }
    }
    for (int i = 0; i < stairs.size(); i++) {
      drawCurve(chart, i, stairs.get(i));
    }
  }

  /**
   * The legend's first line: a series without points. It also keeps the ticks round: XChart puts
   * them on the data (0.071, 0.143, ...) where the distinct values, in the order given, are evenly
   * spaced, as i/n are; these are not.
   */
  private static void drawHeading(XYChart chart, double left, double right) {
    double[] nowhere = {Double.NaN, Double.NaN};
    XYSeries heading = chart.addSeries("heading", new double[] {right, left}, nowhere);
    heading.setLabel(Legend.HEADING);
    heading.setLineStyle(SeriesLines.NONE);
    heading.setMarker(SeriesMarkers.NONE);
  }

  private static void drawBand(XYChart chart, int i, int place, Staircase stairs, DkwBand band) {
    Staircase outline = stairs.between(band::lower, band::upper);
    XYSeries area = chart.addSeries("band " + i, outline.x(), outline.y());
    area.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    area.setFillColor(Style.bandColor(place));
    area.setLineStyle(SeriesLines.NONE);
    area.setMarker(SeriesMarkers.NONE);
    area.setShowInLegend(false);
  }

  private void drawCurve(XYChart chart, int i, Staircase stairs) {
    XYSeries curve = chart.addSeries("curve " + i, stairs.x(), stairs.y());
    curve.setLabel(Legend.entry(series.get(i)));
    curve.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
    // One path, so that dashes run on across the corners: without it XChart draws each piece by
    // itself and small steps make every line a full one. A level or upright piece stays straight.
    curve.setSmooth(true);
    curve.setLineColor(Style.color(place(i)));
    curve.setLineStyle(Style.stroke(place(i)));
    curve.setMarker(SeriesMarkers.NONE);
  }

  private static void dress(XYStyler styler, Axis axis) {
    Style.dress(styler);
    styler.setXAxisMin(axis.low()).setXAxisMax(axis.high());
    styler.setYAxisMin(-Y_MARGIN).setYAxisMax(1 + Y_MARGIN);
    styler.setYAxisDecimalPattern("0.0").setYAxisTickMarkSpacingHint(45);
    if (axis.kind() == Axis.Kind.LOG2) {
      double length = WIDTH - Legend.AXES;
      int spacing = axis.spacing(TICKS_APART, length);
      styler.setXAxisTickMarkSpacingHint(spacing);
      styler.setxAxisTickLabelsFormattingFunction(axis.ticks(spacing, length));
    } else {
      styler.setXAxisTickMarkSpacingHint(TICKS_APART);
      styler.setXAxisDecimalPattern(tickPattern(axis.high() - axis.low()));
    }
    Legend.dress(styler);
  }

  /** As many decimals as ticks a tenth of the axis apart need. */
  private static String tickPattern(double span) {
    int decimals = (int) Math.max(0, -Math.floor(Math.log10(span / 10)));
    return decimals == 0 ? "0" : "0." + "0".repeat(decimals);
  }
}
