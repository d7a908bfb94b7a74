package io.archscape.drawing;

import io.archscape.drawing.Mark.Point;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;

/** Draws a page with Java2D, in the machine's sans-serif font. */
final class Painter implements Mark.Pen {
  private final Graphics2D canvas;

  private Painter(Graphics2D canvas) {
    this.canvas = canvas;
  }

  static void paint(Page page, Graphics2D canvas) {
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    canvas.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    canvas.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    canvas.setStroke(new BasicStroke(1));
    Painter painter = new Painter(canvas);
    page.marks().forEach(mark -> mark.draw(painter));
  }

  @Override
  public void box(Mark.Box box) {
    double corner = 2 * box.round();
    RoundRectangle2D shape =
        new RoundRectangle2D.Double(box.x(), box.y(), box.width(), box.height(), corner, corner);
    canvas.setColor(box.fill().color());
    canvas.fill(shape);
    canvas.setColor(box.edge().color());
    canvas.draw(shape);
  }

  @Override
  public void line(Mark.Line line) {
    canvas.setColor(line.ink().color());
    canvas.draw(path(line.points()));
    if (line.arrow()) {
      Path2D head = path(Arrow.head(line));
      head.closePath();
      canvas.fill(head);
    }
  }

  private static Path2D path(List<Point> points) {
    Path2D path = new Path2D.Double();
    path.moveTo(points.get(0).x(), points.get(0).y());
    points.subList(1, points.size()).forEach(point -> path.lineTo(point.x(), point.y()));
    return path;
  }

  /** In a font wider than was reckoned with, the text is narrowed: nothing may touch. */
  @Override
  public void text(Mark.Text text) {
    java.awt.Font font = font(text.font());
    double real = font.getStringBounds(text.text(), canvas.getFontRenderContext()).getWidth();
    double squeeze = Math.min(1, text.width() / Math.max(1e-9, real));
    AffineTransform before = canvas.getTransform();
    canvas.translate(text.x() - text.anchor().share() * squeeze * real, text.y());
    canvas.scale(squeeze, 1);
    canvas.setColor(text.ink().color());
    canvas.setFont(font);
    canvas.drawString(text.text(), 0, 0);
    canvas.setTransform(before);
  }

  static java.awt.Font font(Font font) {
    int style = font.bold() ? java.awt.Font.BOLD : java.awt.Font.PLAIN;
    return new java.awt.Font(java.awt.Font.SANS_SERIF, style, 1).deriveFont((float) font.size());
  }
}
