package io.archscape.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A picture in the making: two axes, layers in the order they are added, and a legend that goes
 * into a corner where it covers nothing, or below. Values are the axes' own.
 */
final class Sheet {
  private static final int HEADING = 24;
  private static final int SAMPLES = 24; // of a piece of line, when room for the legend is sought
  private static final double WIDEST_INSIDE = 0.62;

  private final Axis x;
  private final Axis y;
  private final int height;
  private final String title;
  private final List<Consumer<XYChart>> layers = new ArrayList<>();
  private final List<Key> keys = new ArrayList<>();
  private final List<double[]> occupied = new ArrayList<>();
  private boolean below;

  Sheet(String title, Axis x, Axis y, int height) {
    this.x = x;
    this.y = y;
    this.height = height;
    this.title = title;
  }

  Sheet(String title, Axis x, Axis y) {
    this(title, x, y, Style.HEIGHT);
  }

  private XYChart chart(Optional<LegendPosition> corner) {
    XYChart chart =
        new XYChartBuilder()
            .width(Style.WIDTH)
            .height(height)
            .title(Key.elided(title, Style.TEXT, Style.WIDTH - 20.0))
            .xAxisTitle(x.title())
            .yAxisTitle(y.title())
            .build();
    dress(chart.getStyler());
    chart.getStyler().setLegendVisible(corner.isPresent() && !keys.isEmpty());
    corner.ifPresent(chart.getStyler()::setLegendPosition);
    addTicks(chart);
    layers.forEach(layer -> layer.accept(chart));
    if (corner.isPresent()) {
      addKeys(chart);
    }
    return chart;
  }

  private void dress(XYStyler styler) {
    Style.dress(styler);
    styler.setXAxisMin(x.low()).setXAxisMax(x.high());
    styler.setYAxisMin(y.low()).setYAxisMax(y.high());
    double across = Style.WIDTH - Legend.AXES;
    double up = height - Legend.AXES - (title.isEmpty() ? 0 : HEADING);
    int besideX = x.spacing(60, across);
    int aboveY = y.spacing(45, up);
    styler.setXAxisTickMarkSpacingHint(besideX).setYAxisTickMarkSpacingHint(aboveY);
    styler.setxAxisTickLabelsFormattingFunction(x.ticks(besideX, across));
    styler.setyAxisTickLabelsFormattingFunction(y.ticks(aboveY, up));
    styler.setYAxisLabelAlignment(TextAlignment.Right);
    styler.setPlotGridVerticalLinesVisible(x.kind() != Axis.Kind.NAMES);
    styler.setPlotGridHorizontalLinesVisible(y.kind() != Axis.Kind.NAMES);
    Legend.dress(styler);
  }

  /** Values out of order that are not drawn: else XChart may put its ticks on the data. */
  private void addTicks(XYChart chart) {
    double[] nowhere = {Double.NaN, Double.NaN};
    bare(chart.addSeries("ticks", new double[] {x.high(), x.low()}, nowhere), false);
  }

  private static void bare(XYSeries series, boolean inLegend) {
    series.setLineStyle(SeriesLines.NONE);
    series.setMarker(SeriesMarkers.NONE);
    series.setShowInLegend(inLegend);
  }

  private void layer(double[] atX, double[] atY, Consumer<XYSeries> look) {
    double[] placesX = new double[atX.length];
    double[] placesY = new double[atY.length];
    for (int i = 0; i < atX.length; i++) {
      placesX[i] = x.place(atX[i]);
      placesY[i] = y.place(atY[i]);
    }
    String name = "layer " + layers.size();
    layers.add(
        chart -> {
          XYSeries series = chart.addSeries(name, placesX, placesY);
          bare(series, false);
          look.accept(series);
        });
  }

  /** Marks of one size, without lines. */
  Sheet points(double[] atX, double[] atY, Color color, PointShape mark, int size) {
    layer(atX, atY, series -> mark(series, color, sized(mark, size)));
    for (int i = 0; i < atX.length; i++) {
      occupy(atX[i], atY[i]);
    }
    return this;
  }

  private static void mark(XYSeries series, Color color, Marker marker) {
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    series.setMarkerColor(color);
    series.setMarker(marker);
  }

  /** XChart has one size for a whole picture. */
  private static Marker sized(PointShape mark, int size) {
    return new Marker() {
      @Override
      public void paint(Graphics2D canvas, double atX, double atY, int ignored) {
        mark.paint(canvas, atX, atY, size);
      }
    };
  }

  /** One path, so that dashes run on across its corners. */
  Sheet line(double[] atX, double[] atY, Color color, BasicStroke stroke) {
    layer(atX, atY, series -> mark(series, color, new Polyline(stroke, atX.length)));
    occupyAlong(atX, atY);
    return this;
  }

  /** Polygons, each ended by a NaN among the y. */
  Sheet area(double[] atX, double[] atY, Color color) {
    layer(
        atX,
        atY,
        series -> {
          series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
          series.setFillColor(color);
        });
    occupyAlong(atX, atY);
    return this;
  }

  /** The area between two curves over the same x. */
  Sheet band(double[] atX, double[] low, double[] high, Color color) {
    int n = atX.length;
    double[] outlineX = new double[2 * n + 1];
    double[] outlineY = new double[2 * n + 1];
    for (int i = 0; i < n; i++) {
      outlineX[i] = atX[i];
      outlineY[i] = high[i];
      outlineX[2 * n - 1 - i] = atX[i];
      outlineY[2 * n - 1 - i] = low[i];
    }
    outlineX[2 * n] = atX[0];
    outlineY[2 * n] = Double.NaN;
    return area(outlineX, outlineY, color);
  }

  /** An upright range over the whole height, of at least a part of the axis. */
  Sheet range(double from, double to, double least, Color color) {
    double middle = (x.place(from) + x.place(to)) / 2;
    double half = Math.max(x.place(to) - x.place(from), x.share(least)) / 2;
    double left = x.value(Math.max(x.low(), middle - half));
    double right = x.value(Math.min(x.high(), middle + half));
    double[] bottom = {y.lowest(), y.lowest()};
    return band(new double[] {left, right}, bottom, new double[] {y.highest(), y.highest()}, color);
  }

  /** An upright line over the whole height. */
  Sheet upright(double at, Color color, BasicStroke stroke) {
    return line(new double[] {at, at}, new double[] {y.lowest(), y.highest()}, color, stroke);
  }

  /** A range of y, with caps that reach {@code cap} places to each side. */
  Sheet whisker(double at, double low, double high, double cap, Color color) {
    double left = x.value(x.place(at) - cap);
    double right = x.value(x.place(at) + cap);
    double[] capX = {left, right, at, at, left, right};
    double[] capY = {low, low, low, high, high, high};
    return line(capX, capY, color, Style.THIN);
  }

  Sheet key(Key key) {
    keys.add(key);
    return this;
  }

  /** The legend goes below, whatever room there is. */
  Sheet keysBelow() {
    below = true;
    return this;
  }

  Figure figure(String heading, String description, Supplier<String> csv) {
    Optional<LegendPosition> corner = below ? Optional.empty() : corner();
    Keys beneath = corner.isPresent() ? Keys.none() : new Keys(List.copyOf(keys), Style.WIDTH);
    return new Figure(() -> chart(corner), beneath, heading, description, csv);
  }

  /** Sheets of one width, one below the other, with one legend below all of them. */
  static Figure stacked(
      List<Sheet> sheets,
      List<Key> keys,
      String heading,
      String description,
      Supplier<String> csv) {
    List<Supplier<XYChart>> charts = new ArrayList<>();
    sheets.forEach(sheet -> charts.add(() -> sheet.chart(Optional.empty())));
    return new Figure(charts, new Keys(keys, Style.WIDTH), heading, description, csv);
  }

  private void addKeys(XYChart chart) {
    double[] nowhere = {Double.NaN, Double.NaN};
    for (int i = 0; i < keys.size(); i++) {
      Key key = keys.get(i);
      XYSeries series = chart.addSeries("key " + i, new double[] {x.high(), x.low()}, nowhere);
      bare(series, true);
      series.setLabel(key.label());
      series.setLineColor(key.color());
      series.setLineStyle(key.line());
      series.setMarkerColor(key.markColor());
      key.mark().ifPresent(series::setMarker);
    }
  }

  /** A corner in which the legend covers nothing. */
  private Optional<LegendPosition> corner() {
    double width = keys.stream().mapToDouble(Key::width).max().orElse(0);
    double tall =
        keys.stream()
            .map(key -> Key.bounds(key.label(), Style.SMALL_TEXT))
            .mapToDouble(Rectangle2D::getHeight)
            .map(text -> Math.max(text, Key.MARK_SIZE) + Key.PADDING)
            .sum();
    double w = (width + 2 * Legend.CLEARANCE) / (Style.WIDTH - Legend.AXES);
    double h = (tall + Key.PADDING + 2 * Legend.CLEARANCE) / (height - Legend.AXES - HEADING);
    if (w > WIDEST_INSIDE || h > 0.8) {
      return Optional.empty();
    }
    if (isFree(1 - w, 1 - h, w, h)) {
      return Optional.of(LegendPosition.InsideNE);
    } else if (isFree(0, 1 - h, w, h)) {
      return Optional.of(LegendPosition.InsideNW);
    } else if (isFree(1 - w, 0, w, h)) {
      return Optional.of(LegendPosition.InsideSE);
    }
    return isFree(0, 0, w, h) ? Optional.of(LegendPosition.InsideSW) : Optional.empty();
  }

  private boolean isFree(double left, double bottom, double w, double h) {
    return occupied.stream()
        .noneMatch(
            at -> at[0] >= left && at[0] <= left + w && at[1] >= bottom && at[1] <= bottom + h);
  }

  private void occupy(double atX, double atY) {
    if (!Double.isNaN(atY)) {
      occupied.add(new double[] {x.fraction(atX), y.fraction(atY)});
    }
  }

  private void occupyAlong(double[] atX, double[] atY) {
    for (int i = 0; i < atX.length; i++) {
      occupy(atX[i], atY[i]);
      if (i > 0 && !Double.isNaN(atY[i]) && !Double.isNaN(atY[i - 1])) {
        occupyBetween(atX[i - 1], atY[i - 1], atX[i], atY[i]);
      }
    }
  }

  private void occupyBetween(double fromX, double fromY, double toX, double toY) {
    double startX = x.fraction(fromX);
    double startY = y.fraction(fromY);
    double acrossX = x.fraction(toX) - startX;
    double acrossY = y.fraction(toY) - startY;
    for (int k = 1; k < SAMPLES; k++) {
      double part = k / (double) SAMPLES;
      occupied.add(new double[] {startX + part * acrossX, startY + part * acrossY});
    }
  }
}
