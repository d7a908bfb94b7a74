package io.archscape.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.style.markers.Marker;

/**
 * A point's shape: what tells spaces apart in grey. All have about the same area for the same size.
 */
final class PointShape extends Marker {
  private static final double T = 0.36; // half an arm of the plus
  private static final double D = 0.5; // where the cross's arms end
  private static final double S = 0.5; // where they meet

  /** Corners of each shape around (0, 0), for a mark of size 2. */
  @SuppressWarnings("ImmutableEnumChecker") // List.of is
  private enum Outline {
    CIRCLE(1.0, List.of()),
    SQUARE(0.9, List.of(-1.0, -1.0, 1.0, -1.0, 1.0, 1.0, -1.0, 1.0)),
    TRIANGLE_UP(1.2, List.of(-1.0, 0.75, 0.0, -1.0, 1.0, 0.75)),
    DIAMOND(1.25, List.of(-1.0, 0.0, 0.0, -1.0, 1.0, 0.0, 0.0, 1.0)),
    TRIANGLE_DOWN(1.2, List.of(-1.0, -0.75, 0.0, 1.0, 1.0, -0.75)),
    PLUS(
        1.2,
        List.of(
            -1.0, -T, -T, -T, -T, -1.0, T, -1.0, T, -T, 1.0, -T, 1.0, T, T, T, T, 1.0, -T, 1.0, -T,
            T, -1.0, T)),
    CROSS(
        1.0,
        List.of(
            -1.0, -D, -D, -1.0, 0.0, -S, D, -1.0, 1.0, -D, S, 0.0, 1.0, D, D, 1.0, 0.0, S, -D, 1.0,
            -1.0, D, -S, 0.0));

    private final double scale;
    private final List<Double> corners;

    Outline(double scale, List<Double> corners) {
      this.scale = scale;
      this.corners = corners;
    }
  }

  private static final BasicStroke THIN = new BasicStroke(1.5f);
  private static final BasicStroke HAIR = new BasicStroke(1f);
  private static final BasicStroke HALO = new BasicStroke(2.5f);

  /** How a shape is drawn. */
  private enum Manner {
    FILLED,
    /** An outline, white inside. */
    HOLLOW,
    /** An outline that lets shine through what is behind it. */
    OUTLINE,
    /** Filled, with white around it. */
    HALOED
  }

  private final Outline outline;
  private final Manner manner;

  private PointShape(Outline outline, Manner manner) {
    this.outline = outline;
    this.manner = manner;
  }

  /** Of the space at a place: seven filled shapes, then the same hollow. */
  static PointShape of(int place) {
    Outline[] all = Outline.values();
    boolean hollow = place / all.length % 2 == 1;
    return new PointShape(all[place % all.length], hollow ? Manner.HOLLOW : Manner.FILLED);
  }

  static PointShape cross() {
    return new PointShape(Outline.CROSS, Manner.HALOED);
  }

  static PointShape triangle() {
    return new PointShape(Outline.TRIANGLE_UP, Manner.HALOED);
  }

  static PointShape diamond() {
    return new PointShape(Outline.DIAMOND, Manner.HOLLOW);
  }

  static PointShape square() {
    return new PointShape(Outline.SQUARE, Manner.HOLLOW);
  }

  static PointShape circle() {
    return new PointShape(Outline.CIRCLE, Manner.HOLLOW);
  }

  /** The same where it is one of hundreds. */
  PointShape light() {
    return manner == Manner.HOLLOW ? new PointShape(outline, Manner.OUTLINE) : this;
  }

  String word() {
    return outline.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  boolean hollow() {
    return manner == Manner.HOLLOW;
  }

  @Override
  public void paint(Graphics2D canvas, double x, double y, int size) {
    Shape shape = shape(x, y, size / 2.0 * outline.scale);
    switch (manner) {
      case FILLED -> canvas.fill(shape);
      case OUTLINE -> {
        canvas.setStroke(HAIR);
        canvas.draw(shape);
      }
      case HOLLOW -> {
        inWhite(canvas, () -> canvas.fill(shape));
        canvas.setStroke(THIN);
        canvas.draw(shape);
      }
      case HALOED -> {
        canvas.setStroke(HALO);
        inWhite(canvas, () -> canvas.draw(shape));
        canvas.fill(shape);
      }
    }
  }

  private static void inWhite(Graphics2D canvas, Runnable painting) {
    Color ink = canvas.getColor();
    canvas.setColor(Color.WHITE);
    painting.run();
    canvas.setColor(ink);
  }

  private Shape shape(double x, double y, double r) {
    if (outline == Outline.CIRCLE) {
      return new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r);
    }
    Path2D.Double path = new Path2D.Double();
    for (int i = 0; i < outline.corners.size(); i += 2) {
      double atX = x + r * outline.corners.get(i);
      double atY = y + r * outline.corners.get(i + 1);
      if (i == 0) {
        path.moveTo(atX, atY);
      } else {
        path.lineTo(atX, atY);
      }
    }
    path.closePath();
    return path;
  }
}
