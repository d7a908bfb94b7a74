package io.archscape.plot;

import static io.archscape.Require.require;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How errors fell over the epochs of one or several trainings.
 *
 * @param title above the picture
 * @param epochs on the axis, at least as many as the longest curve has
 */
public record LearningCurves(String title, int epochs, List<Curve> curves) {
  private static final int WIDTH = 500;
  private static final int HEIGHT = 350;
  private static final int MOST_MARKS = 30;
  private static final double HEADROOM = 1.05;

  public LearningCurves {
    curves = List.copyOf(curves);
    require(!curves.isEmpty(), "learning curves must be at least one, got none");
    int longest = curves.stream().mapToInt(curve -> curve.errors().size()).max().orElseThrow();
    require(epochs >= longest, "epochs must be at least %d, got epochs=%d", longest, epochs);
    require(
        curves.stream().map(Curve::label).distinct().count() == curves.size(),
        "curves must have labels of their own, got %s",
        curves.stream().map(Curve::label).toList());
  }

  /**
   * One training's errors on one set of images.
   *
   * @param errors in percent, one an epoch, from the first on
   */
  public record Curve(String label, List<Double> errors) {
    public Curve {
      errors = List.copyOf(errors);
      require(!errors.isEmpty(), "curve %s must have at least one epoch, got none", label);
      require(
          errors.stream().allMatch(error -> error >= 0 && error <= 100),
          "curve %s must have errors of 0 to 100 %%, got %s",
          label,
          errors);
    }

    private String inWords() {
      return String.format(Locale.ROOT, "%s: %.2f %%", label, last());
    }

    private double last() {
      return errors.get(errors.size() - 1);
    }
  }

  /** The picture, to be written in any {@link Format}. */
  public Figure figure() {
    String description = curves.stream().map(Curve::inWords).collect(Collectors.joining("; "));
    return new Figure(chart(), title, description, this::csv);
  }

  private XYChart chart() {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle("epoch")
            .yAxisTitle("error (%)")
            .build();
    dress(chart.getStyler());
    addTicks(chart);
    for (int i = 0; i < curves.size(); i++) {
      add(chart, i);
    }
    return chart;
  }

  /** Points that are not drawn, out of order: else XChart puts its ticks on the epochs. */
  private void addTicks(XYChart chart) {
    double[] nowhere = {Double.NaN, Double.NaN};
    XYSeries ticks = chart.addSeries("ticks", new double[] {epochs + 0.3, 0.1}, nowhere);
    ticks.setLineStyle(SeriesLines.NONE);
    ticks.setMarker(SeriesMarkers.NONE);
    ticks.setShowInLegend(false);
  }

  private void add(XYChart chart, int place) {
    Curve curve = curves.get(place);
    double[] x = IntStream.rangeClosed(1, curve.errors.size()).asDoubleStream().toArray();
    double[] y = curve.errors.stream().mapToDouble(Double::doubleValue).toArray();
    XYSeries line = chart.addSeries("curve " + place, x, y);
    line.setLabel(curve.inWords());
    line.setLineColor(Style.color(place));
    line.setLineStyle(Style.stroke(place));
    line.setMarkerColor(Style.color(place));
    // without marks a training of one epoch would show nothing
    line.setMarker(x.length <= MOST_MARKS ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
  }

  private void dress(XYStyler styler) {
    Style.dress(styler);
    double highest =
        curves.stream()
            .flatMap(curve -> curve.errors.stream())
            .mapToDouble(Double::doubleValue)
            .max()
            .orElseThrow();
    styler.setXAxisMin(0.0).setXAxisMax(epochs + 0.5).setYAxisMin(0.0);
    styler.setYAxisMax(Math.max(1, HEADROOM * highest));
    styler.setXAxisDecimalPattern("0").setYAxisDecimalPattern("0.#");
    styler.setXAxisTickMarkSpacingHint(60).setYAxisTickMarkSpacingHint(45);
    styler.setLegendPosition(LegendPosition.InsideNE);
    Legend.dress(styler);
    styler.setMarkerSize(5);
  }

  private String csv() {
    StringBuilder csv = new StringBuilder("curve,epoch,error\r\n");
    for (Curve curve : curves) {
      for (int i = 0; i < curve.errors.size(); i++) {
        csv.append(EdfCsv.quoted(curve.label)).append(',').append(i + 1);
        csv.append(',').append(curve.errors.get(i)).append("\r\n");
      }
    }
    return csv.toString();
  }
}
