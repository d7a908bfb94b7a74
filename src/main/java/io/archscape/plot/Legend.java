package io.archscape.plot;

import io.archscape.stats.DkwBand;
import io.archscape.stats.Edf;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.XYStyler;

/** Size of a legend in units of the picture, and where it covers no curve. */
record Legend(int width, int height) {
  /** What the numbers behind the names are. */
  static final String HEADING = "space [n | min | mean]";

  static final int CLEARANCE = 14; // to the frame, as XChart has it, and to the curves
  static final int AXES = 75; // what title and labels of an axis take of the picture

  static Legend of(List<Series> series) {
    List<Rectangle2D> lines =
        Stream.concat(Stream.of(HEADING), series.stream().map(Legend::entry))
            .flatMap(String::lines)
            .map(Legend::bounds)
            .toList();
    double width = lines.stream().mapToDouble(Rectangle2D::getWidth).max().orElseThrow();
    double height =
        lines.stream().mapToDouble(line -> line.getHeight() + Key.PADDING).sum() + Key.PADDING;
    return new Legend((int) Math.ceil(width) + Key.BESIDE_TEXT, (int) Math.ceil(height));
  }

  /**
   * A space's label. What is too long for the picture has what was left out on a line of its own;
   * of a name that is still too long the middle is left out.
   */
  static String entry(Series series) {
    String name = series.space();
    String label = series.label();
    if (!fits(label) && !series.leftOut().isEmpty()) {
      return entry(new Series(name, series.edf(), "")) + "\n" + series.without();
    }
    for (int left = name.length() - 1; left > 0 && !fits(label); left--) {
      String middleless =
          name.substring(0, (left + 1) / 2) + "…" + name.substring(name.length() - left / 2);
      label = new Series(middleless, series.edf(), series.leftOut()).label();
    }
    return label;
  }

  private static boolean fits(String label) {
    return bounds(label).getWidth() + Key.BESIDE_TEXT <= EdfPlot.WIDTH - AXES;
  }

  private static Rectangle2D bounds(String text) {
    return Key.bounds(text, Style.SMALL_TEXT);
  }

  /**
   * Whether the lower right corner is free: curves only rise, so the lowest one above the legend's
   * left edge is the lowest above all of it.
   *
   * @param error what stands at a share of the axis, 0 to 1
   */
  boolean fitsInside(List<Series> series, OptionalDouble bandAlpha, DoubleUnaryOperator error) {
    double share = (width + CLEARANCE) / (double) (EdfPlot.WIDTH - AXES);
    double top = (height + CLEARANCE) / (double) (EdfPlot.HEIGHT - AXES);
    return share < 0.75
        && series.stream()
            .allMatch(s -> lowest(s.edf(), bandAlpha, error.applyAsDouble(1 - share)) > top);
  }

  private static double lowest(Edf edf, OptionalDouble bandAlpha, double error) {
    double level = edf.at(error);
    return bandAlpha.isPresent()
        ? new DkwBand(edf.n(), bandAlpha.getAsDouble()).lower(level)
        : level;
  }

  static void dress(XYStyler styler) {
    styler.setLegendLayout(LegendLayout.Vertical).setLegendFont(Style.SMALL_TEXT);
    styler.setLegendPadding(Key.PADDING).setLegendSeriesLineLength(Key.LINE_LENGTH);
    styler.setLegendBackgroundColor(Color.WHITE).setLegendBorderColor(Color.WHITE);
    styler.setMarkerSize(Key.MARK_SIZE);
  }
}
