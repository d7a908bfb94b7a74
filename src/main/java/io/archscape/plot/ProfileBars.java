package io.archscape.plot;

import static io.archscape.Require.require;

import java.awt.Color;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Where time goes: a bar for each kind of work, made up of layers, with its milliseconds and its
 * share of all bars together.
 *
 * @param title above the picture
 * @param layers what bars are made up of; those that no bar has are left out of the legend
 * @param bars in order, the first at the top
 */
public record ProfileBars(String title, List<String> layers, List<Bar> bars) {
  private static final int WIDTH = 720;
  private static final int PITCH = 26;
  private static final int ABOVE_AND_BELOW = 100; // title, axis and its title
  private static final int BESIDE = 40; // paddings and the frame, besides labels and plot
  private static final int GAP = 6;
  private static final int LEGEND_ROW = 24;
  private static final double EDGE = 1e-6; // a tick on the very edge is not drawn
  private static final double HALF_BAR = 0.36; // of the pitch

  public ProfileBars {
    layers = List.copyOf(layers);
    bars = List.copyOf(bars);
    // beside one alone XChart does not find the place of the value
    require(bars.size() >= 2, "a profile must have at least 2 bars, got %d", bars.size());
    for (Bar bar : bars) {
      require(
          bar.milliseconds().size() == layers.size(),
          "bar %s must have one number per layer, got %d for %d layers",
          bar.label(),
          bar.milliseconds().size(),
          layers.size());
    }
    require(
        bars.stream().map(Bar::label).distinct().count() == bars.size(),
        "bars must have different labels, got %s",
        bars.stream().map(Bar::label).toList());
    require(
        bars.stream().mapToDouble(Bar::total).max().orElse(0) > 0,
        "a profile must have a bar that takes time, got none");
  }

  /**
   * One kind of work.
   *
   * @param milliseconds of each layer
   */
  public record Bar(String label, List<Double> milliseconds) {
    public Bar {
      milliseconds = List.copyOf(milliseconds);
      require(
          milliseconds.stream().allMatch(each -> each >= 0 && each < Double.POSITIVE_INFINITY),
          "bar %s must have times of 0 or more, got %s",
          label,
          milliseconds);
    }

    double total() {
      return until(milliseconds.size());
    }

    /** Milliseconds of the first layers. */
    double until(int layer) {
      return milliseconds.subList(0, layer).stream().mapToDouble(Double::doubleValue).sum();
    }
  }

  /** The picture, to be written in any {@link Format}. */
  public Figure figure() {
    String description =
        bars.stream().map(bar -> bar.label() + ": " + value(bar)).collect(Collectors.joining("; "));
    return new Figure(this::chart, title, description, this::csv);
  }

  private XYChart chart() {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(ABOVE_AND_BELOW + PITCH * bars.size() + (legendInside() ? 0 : LEGEND_ROW))
            .title(title)
            .xAxisTitle("milliseconds of a step")
            .build();
    double right = right();
    dress(chart.getStyler(), right);
    for (int layer = 0; layer < layers.size(); layer++) {
      addLayer(chart, layer);
    }
    for (int i = 0; i < bars.size(); i++) {
      addValue(chart, i, right);
    }
    return chart;
  }

  /** The longest bar leaves room for the longest value. */
  private double right() {
    double longest = bars.stream().mapToDouble(Bar::total).max().orElseThrow();
    double value = bars.stream().mapToDouble(bar -> width(value(bar))).max().orElseThrow();
    return longest / (1 - (value + 3 * GAP) / plotWidth());
  }

  private double plotWidth() {
    return WIDTH
        - BESIDE
        - bars.stream().mapToDouble(bar -> width(bar.label())).max().orElseThrow();
  }

  private static double width(String text) {
    FontRenderContext context = new FontRenderContext(null, true, false);
    return new TextLayout(text, Style.SMALL_TEXT, context).getBounds().getWidth();
  }

  /** All of a layer's rectangles are one series: a point that is no number ends a polygon. */
  private void addLayer(XYChart chart, int layer) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      if (bar.milliseconds().get(layer) > 0) {
        double from = bar.until(layer);
        double to = bar.until(layer + 1);
        x.addAll(List.of(from, to, to, from, from));
        double low = height(i) - HALF_BAR;
        double high = height(i) + HALF_BAR;
        y.addAll(List.of(low, low, high, high, Double.NaN));
      }
    }
    if (!x.isEmpty()) {
      XYSeries series = chart.addSeries(layers.get(layer), x, y);
      series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
      series.setFillColor(color(layer));
      series.setLineColor(color(layer));
      series.setLineStyle(SeriesLines.NONE);
      series.setMarker(SeriesMarkers.NONE);
    }
  }

  private static Color color(int layer) {
    return Style.color(layer);
  }

  /** The first bar is at the top. */
  private int height(int bar) {
    return bars.size() - 1 - bar;
  }

  private void addValue(XYChart chart, int bar, double right) {
    String text = value(bars.get(bar));
    double unit = right / plotWidth();
    double centre = bars.get(bar).total() + unit * (GAP + width(text) / 2);
    chart.addAnnotation(new AnnotationText(text, centre, height(bar), false));
  }

  private String value(Bar bar) {
    double all = bars.stream().mapToDouble(Bar::total).sum();
    return String.format(Locale.ROOT, "%.2f ms  %.1f %%", bar.total(), 100 * bar.total() / all);
  }

  /** Below the long bars are short ones. */
  private boolean legendInside() {
    return bars.size() > 2 * layers.size();
  }

  private void dress(XYStyler styler, double right) {
    Style.dress(styler);
    styler
        .setXAxisMin(-EDGE * right)
        .setXAxisMax(right)
        .setYAxisMin(-0.6)
        .setYAxisMax(bars.size() - 0.4);
    styler.setXAxisDecimalPattern(right > 5 ? "0" : "0.0##");
    styler.setXAxisTickMarkSpacingHint(80).setYAxisTickMarkSpacingHint(PITCH);
    styler.setyAxisTickLabelsFormattingFunction(this::label);
    styler.setYAxisLabelAlignment(TextAlignment.Right);
    styler.setPlotGridHorizontalLinesVisible(false);
    styler.setAnnotationTextFont(Style.SMALL_TEXT).setAnnotationTextFontColor(Style.INK);
    dressLegend(styler);
  }

  private void dressLegend(XYStyler styler) {
    boolean inside = legendInside();
    styler.setLegendPosition(inside ? LegendPosition.InsideSE : LegendPosition.OutsideS);
    styler.setLegendLayout(inside ? LegendLayout.Vertical : LegendLayout.Horizontal);
    styler.setLegendFont(Style.SMALL_TEXT).setLegendPadding(7);
    styler.setLegendBackgroundColor(Color.WHITE).setLegendBorderColor(Color.WHITE);
  }

  /** Of the bar at a height; XChart also asks above and below all bars, and wants no text twice. */
  private String label(double height) {
    int bar = bars.size() - 1 - (int) Math.rint(height);
    boolean exact = Math.abs(height - Math.rint(height)) < 1e-6;
    return exact && bar >= 0 && bar < bars.size() ? bars.get(bar).label() : "at " + height;
  }

  private String csv() {
    StringBuilder csv = new StringBuilder("op,layer,milliseconds\n");
    for (Bar bar : bars) {
      for (int layer = 0; layer < layers.size(); layer++) {
        if (bar.milliseconds().get(layer) > 0) {
          csv.append('"').append(bar.label()).append("\",").append(layers.get(layer));
          csv.append(',').append(bar.milliseconds().get(layer)).append('\n');
        }
      }
    }
    return csv.toString();
  }
}
