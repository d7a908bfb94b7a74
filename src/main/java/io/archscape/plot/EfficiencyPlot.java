package io.archscape.plot;

import static io.archscape.Require.require;

import io.archscape.stats.Efficiency;
import io.archscape.stats.Interval;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * How fast random search finds good models: the error expected of the best of k drawn models,
 * against k on a scale of octaves, with its band.
 *
 * @param palette that has all spaces
 */
public record EfficiencyPlot(Palette palette, List<Curve> curves) {
  public EfficiencyPlot {
    curves = List.copyOf(curves);
    require(!curves.isEmpty(), "an efficiency plot needs at least one space, got none");
  }

  /** One space's errors, in percent. */
  public record Curve(String space, Efficiency efficiency) {
    private List<Efficiency.Point> points() {
      return efficiency.points();
    }

    private double[] draws() {
      return points().stream().mapToDouble(Efficiency.Point::draws).toArray();
    }

    private double[] errors(ToDoubleFunction<Interval> end) {
      return points().stream().mapToDouble(p -> end.applyAsDouble(p.best())).toArray();
    }

    private String inWords() {
      Efficiency.Point last = points().get(points().size() - 1);
      return String.format(
          Locale.ROOT,
          "%s: %.2f %% for 1 draw, %.2f %% for %d",
          space,
          points().get(0).best().estimate(),
          last.best().estimate(),
          last.draws());
    }
  }

  /** The picture, to be written in any {@link Format}. */
  public Figure figure() {
    int most = curves.stream().mapToInt(c -> c.efficiency().n()).max().orElseThrow();
    boolean bands = curves.size() <= Axes.MOST_BANDS;
    Axis x = Axis.log2(Axes.DRAWS, 1, Math.max(2, most));
    Axis y =
        Axis.linear(
            Axes.BEST_ERROR,
            curves.stream()
                .flatMap(c -> c.points().stream())
                .map(Efficiency.Point::best)
                .flatMapToDouble(
                    best ->
                        bands
                            ? DoubleStream.of(best.low(), best.estimate(), best.high())
                            : DoubleStream.of(best.estimate())));
    Sheet sheet = new Sheet("", x, y);
    if (bands) {
      curves.forEach(curve -> addBand(sheet, curve));
    }
    curves.forEach(curve -> addCurve(sheet, curve));
    String description = curves.stream().map(Curve::inWords).collect(Collectors.joining("; "));
    return sheet.figure("expected error of the best of k models", description, this::csv);
  }

  private void addBand(Sheet sheet, Curve curve) {
    double[] low = curve.errors(Interval::low);
    double[] high = curve.errors(Interval::high);
    sheet.band(curve.draws(), low, high, Style.bandColor(palette.place(curve.space())));
  }

  private void addCurve(Sheet sheet, Curve curve) {
    int place = palette.place(curve.space());
    double[] errors = curve.errors(Interval::estimate);
    sheet.line(curve.draws(), errors, Style.color(place), Style.stroke(place));
    sheet.points(curve.draws(), errors, Style.color(place), PointShape.of(place), 8);
    sheet.key(Key.both(curve.space(), place));
  }

  private String csv() {
    Csv csv = new Csv("space", "draws", "expected_error", "low", "high");
    for (Curve curve : curves) {
      for (Efficiency.Point p : curve.points()) {
        Interval best = p.best();
        csv.row(curve.space(), p.draws(), best.estimate(), best.low(), best.high());
      }
    }
    return csv.toString();
  }
}
