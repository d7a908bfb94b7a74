package io.archscape.drawing;

import io.archscape.drawing.Mark.Anchor;
import io.archscape.drawing.Mark.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * Marks, in the order in which they are laid down.
 *
 * @param title for readers of text, as {@code description}
 */
record Page(int width, int height, String title, String description, List<Mark> marks) {
  Page {
    marks = List.copyOf(marks);
  }

  /** Takes marks; {@code at} moves what follows. */
  static final class Pen {
    private final List<Mark> marks;
    private final double dx;
    private final double dy;

    Pen() {
      this(new ArrayList<>(), 0, 0);
    }

    private Pen(List<Mark> marks, double dx, double dy) {
      this.marks = marks;
      this.dx = dx;
      this.dy = dy;
    }

    /** A pen for the same page whose origin is at this place. */
    Pen at(double x, double y) {
      return new Pen(marks, dx + x, dy + y);
    }

    List<Mark> marks() {
      return marks;
    }

    void box(double x, double y, double width, double height, double round, Ink fill, Ink edge) {
      marks.add(new Mark.Box(x + dx, y + dy, width, height, round, fill, edge));
    }

    void text(double x, double y, String text, Font font, Ink ink, Anchor anchor) {
      if (!text.isBlank()) {
        marks.add(new Mark.Text(x + dx, y + dy, text, font, ink, anchor));
      }
    }

    void line(Ink ink, Point... points) {
      line(ink, false, points);
    }

    void arrow(Ink ink, Point... points) {
      line(ink, true, points);
    }

    private void line(Ink ink, boolean arrow, Point... points) {
      List<Point> moved = new ArrayList<>();
      for (Point point : points) {
        moved.add(new Point(point.x() + dx, point.y() + dy));
      }
      marks.add(new Mark.Line(moved, ink, arrow));
    }
  }
}
