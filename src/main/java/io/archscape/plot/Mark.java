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
final class Mark extends Marker {
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
  private static final BasicStroke LIGHT = new BasicStroke(1f);

  private final Outline outline;
  private final boolean hollow;
  private final boolean light;

  private Mark(Outline outline, boolean hollow) {
    this(outline, hollow, false);
  }

  private Mark(Outline outline, boolean hollow, boolean light) {
    this.outline = outline;
    this.hollow = hollow;
    this.light = light;
  }

  /** Of the space at a place: seven filled shapes, then the same hollow. */
  static Mark of(int place) {
    Outline[] all = Outline.values();
    return new Mark(all[place % all.length], place / all.length % 2 == 1);
  }

  static Mark cross() {
    return new Mark(Outline.CROSS, false);
  }

  static Mark triangle() {
    return new Mark(Outline.TRIANGLE_UP, false);
  }

  static Mark diamond() {
    return new Mark(Outline.DIAMOND, true);
  }

  static Mark square() {
    return new Mark(Outline.SQUARE, true);
  }

  static Mark circle() {
    return new Mark(Outline.CIRCLE, true);
  }

  /** The same where it is one of hundreds: without white in an outline. */
  Mark light() {
    return new Mark(outline, hollow, true);
  }

  String word() {
    return outline.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  boolean hollow() {
    return hollow;
  }

  @Override
  public void paint(Graphics2D canvas, double x, double y, int size) {
    Shape shape = shape(x, y, size / 2.0 * outline.scale);
    if (hollow && light) {
      canvas.setStroke(LIGHT);
      canvas.draw(shape);
    } else if (hollow) {
      Color ink = canvas.getColor();
      canvas.setColor(Color.WHITE);
      canvas.fill(shape);
      canvas.setColor(ink);
      canvas.setStroke(THIN);
      canvas.draw(shape);
    } else {
      canvas.fill(shape);
    }
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
