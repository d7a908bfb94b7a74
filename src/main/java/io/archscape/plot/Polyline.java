package io.archscape.plot;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import org.knowm.xchart.style.markers.Marker;

/**
 * A line as one path, so that its dashes run on across the corners: XChart draws each piece by
 * itself, and in short pieces every dash becomes a full line. A marker is given all places in
 * order; this one draws at the last.
 */
final class Polyline extends Marker {
  private final BasicStroke stroke;
  private final int points;
  private Path2D.Double path = new Path2D.Double();
  private int seen;

  /** Through {@code points} points. */
  Polyline(BasicStroke stroke, int points) {
    this.stroke = stroke;
    this.points = points;
  }

  @Override
  public void paint(Graphics2D canvas, double x, double y, int size) {
    if (seen == 0) {
      path.moveTo(x, y);
    } else {
      path.lineTo(x, y);
    }
    seen++;
    if (seen == points) {
      canvas.setStroke(stroke);
      canvas.draw(path);
      path = new Path2D.Double();
      seen = 0;
    }
  }
}
