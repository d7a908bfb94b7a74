package io.archscape.plot;

import static io.archscape.Require.require;

import java.awt.Color;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How errors fell over the epochs of one or several trainings, or of spaces.
 *
 * @param title above the picture
 * @param epochs on the axis, at least as many as the longest curve has
 * @param places of the spaces whose colours and marks the curves have; without any, each curve has
 *     a colour of its own
 * @param one whether the curves are of one space: they differ in dashes and marks only
 */
public record LearningCurves(
    String title, int epochs, List<Curve> curves, List<Integer> places, boolean one) {
  private static final int MOST_MARKS = 30;
  private static final double FAR = 0.25; // of the greatest error

  public LearningCurves {
    curves = List.copyOf(curves);
    places = List.copyOf(places);
    require(!curves.isEmpty(), "learning curves must be at least one, got none");
    int longest = curves.stream().mapToInt(curve -> curve.errors().size()).max().orElseThrow();
    require(epochs >= longest, "epochs must be at least %d, got epochs=%d", longest, epochs);
    require(
        curves.stream().map(Curve::label).distinct().count() == curves.size(),
        "curves must have different labels, got %s",
        curves.stream().map(Curve::label).toList());
  }

  /** Each curve in a colour of its own. */
  public LearningCurves(String title, int epochs, List<Curve> curves) {
    this(title, epochs, curves, List.of(), false);
  }

  /** All curves in the colour of a space. */
  public LearningCurves of(String space, Palette palette) {
    List<Integer> all = Collections.nCopies(curves.size(), palette.place(space));
    return new LearningCurves(title, epochs, curves, all, true);
  }

  /** Each curve in the colour of the space that is its label. */
  public LearningCurves ofSpaces(Palette palette) {
    return new LearningCurves(
        title,
        epochs,
        curves,
        curves.stream().map(curve -> palette.place(curve.label())).toList(),
        false);
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
    double highest =
        curves.stream().flatMapToDouble(c -> PlotValues.stream(c.errors)).max().orElse(0);
    Sheet sheet = new Sheet(title, Axis.counts(Axes.EPOCH, epochs), errors(highest));
    IntStream.range(0, curves.size()).forEach(i -> add(sheet, i));
    return sheet.figure(title, description, this::csv);
  }

  /**
   * Curves of spaces start near their least error where 0 is far from it, to be easier to tell
   * apart.
   */
  private Axis errors(double highest) {
    double least =
        curves.stream().flatMapToDouble(c -> PlotValues.stream(c.errors)).min().orElse(0);
    boolean spaces = !places.isEmpty() && !one;
    return spaces && Axis.spansOctaves(least, highest)
        ? Axis.log2(Axes.ERROR, least, highest)
        : !places.isEmpty() && least > FAR * highest
            ? Axis.linear(Axes.ERROR, DoubleStream.of(least, highest))
            : Axis.fromZero(Axes.ERROR, Math.max(1, highest));
  }

  private void add(Sheet sheet, int i) {
    Curve curve = curves.get(i);
    double[] x = IntStream.rangeClosed(1, curve.errors.size()).asDoubleStream().toArray();
    double[] y = PlotValues.array(curve.errors);
    int place = places.isEmpty() ? i : places.get(i);
    int look = one ? i : place; // of dash and mark
    Color color = Style.color(place);
    sheet.line(x, y, color, Style.stroke(look));
    // without marks a training of one epoch would show nothing
    boolean marked = x.length <= MOST_MARKS;
    if (marked) {
      sheet.points(x, y, color, PointShape.of(look), 5);
    }
    Key key = Key.line(curve.inWords(), color, Style.stroke(look));
    sheet.key(
        marked ? Key.both(curve.inWords(), color, Style.stroke(look), PointShape.of(look)) : key);
  }

  private String csv() {
    Csv csv = new Csv("curve", "epoch", "error");
    for (Curve curve : curves) {
      for (int i = 0; i < curve.errors.size(); i++) {
        csv.row(curve.label, i + 1, curve.errors.get(i));
      }
    }
    return csv.toString();
  }
}
