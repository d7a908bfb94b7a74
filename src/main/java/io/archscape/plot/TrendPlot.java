package io.archscape.plot;

import static io.archscape.Require.require;

import io.archscape.stats.Interval;
import io.archscape.stats.Trend;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * The best value of a parameter against complexity (RegNet, arXiv:2003.13678, figure 11): a line
 * through the medians, and the interval of each range of complexity as an upright bar. The bars of
 * several spaces at one complexity stand side by side.
 *
 * @param parameter title of the upper axis, as {@code d}
 * @param complexity title of the level axis
 * @param palette that has all spaces
 */
public record TrendPlot(String parameter, String complexity, Palette palette, List<Curve> curves) {
  private static final double BESIDE = 0.012; // of the axis, between the bars of two spaces
  private static final double CAP = 0.008;

  public TrendPlot {
    PlotValues.requireText("a parameter's name", parameter);
    curves = List.copyOf(curves);
    require(!curves.isEmpty(), "a trend plot needs at least one space, got none");
  }

  /** One space's ranges of complexity, each with the best value of the parameter in it. */
  public record Curve(String space, Trend trend) {
    public Curve {
      require(!trend.points().isEmpty(), "a trend needs at least one point, got none of %s", space);
    }

    private List<Trend.Point> points() {
      return trend.points();
    }
  }

  /** The picture, to be written in any {@link Format}. */
  public Figure figure() {
    Axis x =
        Axis.of(
            complexity,
            curves.stream().flatMap(c -> c.points().stream()).mapToDouble(Trend.Point::x));
    Axis y =
        Axis.of(
            "best " + parameter,
            curves.stream()
                .flatMap(c -> c.points().stream())
                .map(Trend.Point::best)
                .flatMapToDouble(
                    best -> DoubleStream.of(best.low(), best.estimate(), best.high())));
    boolean alone = curves.size() == 1;
    Sheet sheet = new Sheet(alone ? curves.get(0).space() : "", x, y);
    for (int i = 0; i < curves.size(); i++) {
      add(sheet, x, curves.get(i), x.share(BESIDE) * (i - (curves.size() - 1) / 2.0));
    }
    String description =
        curves.stream()
            .map(c -> "%s: %d ranges of complexity".formatted(c.space(), c.points().size()))
            .collect(Collectors.joining("; "));
    return sheet.figure("best " + parameter + " against " + complexity, description, this::csv);
  }

  private void add(Sheet sheet, Axis x, Curve curve, double aside) {
    int place = palette.place(curve.space());
    double[] atX =
        curve.points().stream().mapToDouble(p -> x.value(x.place(p.x()) + aside)).toArray();
    double[] atY = curve.points().stream().mapToDouble(p -> p.best().estimate()).toArray();
    for (int i = 0; i < atX.length; i++) {
      Interval best = curve.points().get(i).best();
      sheet.whisker(atX[i], best.low(), best.high(), x.share(CAP), Style.color(place));
    }
    sheet.line(atX, atY, Style.color(place), Style.stroke(place));
    sheet.points(atX, atY, Style.color(place), PointShape.of(place), 8);
    if (curves.size() > 1) {
      sheet.key(Key.both(curve.space(), place));
    }
  }

  private String csv() {
    Csv csv = new Csv("space", complexity, "models", "low", "best " + parameter, "high");
    for (Curve curve : curves) {
      for (Trend.Point p : curve.points()) {
        Interval best = p.best();
        csv.row(curve.space(), p.x(), p.n(), best.low(), best.estimate(), best.high());
      }
    }
    return csv.toString();
  }
}
