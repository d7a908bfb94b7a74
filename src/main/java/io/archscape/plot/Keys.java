package io.archscape.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.util.List;

/** A legend below a picture, in as many columns as fit. XChart has one column or one row only. */
record Keys(List<Key> entries, int width) {
  private static final int ROW = 21;
  private static final int BELOW = 6;
  private static final int EDGE = 8;

  Keys {
    entries = entries.stream().map(key -> key.within(width - 2.0 * EDGE)).toList();
  }

  static Keys none() {
    return new Keys(List.of(), Style.WIDTH);
  }

  int height() {
    return entries.isEmpty() ? 0 : rows() * ROW + BELOW;
  }

  private double pitch() {
    return entries.stream().mapToDouble(Key::width).max().orElse(1);
  }

  private int columns() {
    return (int) Math.max(1, Math.min(entries.size(), (width - 2 * EDGE) / pitch()));
  }

  private int rows() {
    return (entries.size() + columns() - 1) / columns();
  }

  /** With its upper edge at {@code top}, column by column. */
  void paint(Graphics2D canvas, int top) {
    if (entries.isEmpty()) {
      return;
    }
    canvas.setColor(Color.WHITE);
    canvas.fillRect(0, top, width, height());
    int columns = (entries.size() + rows() - 1) / rows();
    double left = EDGE + (width - 2.0 * EDGE - columns * pitch()) / 2;
    for (int i = 0; i < entries.size(); i++) {
      int column = i / rows();
      int row = i % rows();
      paint(canvas, entries.get(i), left + column * pitch(), top + (row + 0.5) * ROW);
    }
  }

  private static void paint(Graphics2D canvas, Key key, double left, double middle) {
    if (key.hasLine()) {
      canvas.setColor(key.color());
      canvas.setStroke(key.line());
      canvas.draw(new Line2D.Double(left, middle, left + Key.LINE_LENGTH, middle));
    }
    canvas.setColor(key.markColor());
    key.mark()
        .ifPresent(mark -> mark.paint(canvas, left + Key.LINE_LENGTH / 2.0, middle, Key.MARK_SIZE));
    canvas.setColor(Style.INK);
    FontRenderContext context = new FontRenderContext(null, true, false);
    TextLayout text = new TextLayout(key.label(), Style.SMALL_TEXT, context);
    Shape shape =
        text.getOutline(
            AffineTransform.getTranslateInstance(
                left + Key.LINE_LENGTH + Key.PADDING,
                middle + Style.SMALL_TEXT.getSize2D() * 0.35));
    canvas.fill(shape);
  }
}
