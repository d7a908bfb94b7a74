package io.archscape.drawing;

import io.archscape.drawing.Mark.Point;
import java.util.List;

/** The head of an arrow. */
final class Arrow {
  private static final double LENGTH = 7;
  private static final double HALF_WIDTH = 3;

  private Arrow() {}

  /** The tip, at the line's last point, and the two corners behind it. */
  static List<Point> head(Mark.Line line) {
    Point tip = line.points().get(line.points().size() - 1);
    Point from = line.points().get(line.points().size() - 2);
    double dx = tip.x() - from.x();
    double dy = tip.y() - from.y();
    double length = Math.max(1e-9, Math.sqrt(dx * dx + dy * dy));
    double ux = dx / length;
    double uy = dy / length;
    double bx = tip.x() - LENGTH * ux;
    double by = tip.y() - LENGTH * uy;
    return List.of(
        tip,
        new Point(bx - HALF_WIDTH * uy, by + HALF_WIDTH * ux),
        new Point(bx + HALF_WIDTH * uy, by - HALF_WIDTH * ux));
  }
}
