package io.archscape.plot;

import io.archscape.stats.Edf;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Corners of a distribution function drawn from one edge of an axis to the other: level, up, level,
 * up; {@code x[i], y[i]} is the i-th corner, x its place on the axis.
 */
final class Staircase {
  /** Up to this many steps are drawn one by one; of more, those in one column are merged. */
  static final int EXACT_STEPS = 2000;

  /** A quarter of a unit of the picture: an eighth of a point in print, half a pixel in a PNG. */
  private static final int COLUMNS = 4 * EdfPlot.WIDTH;

  private final Axis axis;
  private double[] x;
  private double[] y;
  private int size;

  private Staircase(Axis axis) {
    this.axis = axis;
    this.x = new double[64];
    this.y = new double[64];
  }

  /** Steps from 0 at the left edge to 1 at the right edge. */
  static Staircase of(Edf edf, Axis axis) {
    Staircase stairs = new Staircase(axis);
    boolean merge = edf.n() > EXACT_STEPS;
    List<Edf.Point> points = edf.points();
    stairs.corner(axis.low(), 0);
    double level = 0;
    int i = 0;
    while (i < points.size()) {
      double error = points.get(i).error();
      int last = i;
      while (last + 1 < points.size()
          && stairs.sameStep(error, points.get(last + 1).error(), merge)) {
        last++;
      }
      double place = axis.place(error);
      stairs.corner(place, level);
      level = points.get(last).probability();
      stairs.corner(place, level);
      i = last + 1;
    }
    stairs.corner(axis.high(), 1);
    return stairs;
  }

  private boolean sameStep(double a, double b, boolean merge) {
    return a == b || (merge && column(a) == column(b));
  }

  private int column(double error) {
    return (int) (axis.fraction(error) * COLUMNS);
  }

  private void corner(double atX, double atY) {
    if (size == x.length) {
      x = Arrays.copyOf(x, 2 * size);
      y = Arrays.copyOf(y, 2 * size);
    }
    x[size] = atX;
    y[size++] = atY;
  }

  double[] x() {
    return Arrays.copyOf(x, size);
  }

  double[] y() {
    return Arrays.copyOf(y, size);
  }

  /** The outline between two functions of the level: along the upper one, back along the lower. */
  Staircase between(DoubleUnaryOperator lower, DoubleUnaryOperator upper) {
    Staircase outline = new Staircase(axis);
    for (int i = 0; i < size; i++) {
      outline.corner(x[i], upper.applyAsDouble(y[i]));
    }
    for (int i = size - 1; i >= 0; i--) {
      outline.corner(x[i], lower.applyAsDouble(y[i]));
    }
    return outline;
  }
}
