package io.archscape.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.util.Arrays;
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

  private int rows() {
    int columns = entries.size();
    while (columns > 1 && total(widths((entries.size() + columns - 1) / columns)) > width - EDGE) {
      columns--;
    }
    return (entries.size() + columns - 1) / columns;
  }

  /** Of the columns, each filled before the next one. */
  private double[] widths(int rows) {
    double[] widths = new double[(entries.size() + rows - 1) / rows];
    for (int i = 0; i < entries.size(); i++) {
      widths[i / rows] = Math.max(widths[i / rows], entries.get(i).width());
    }
    return widths;
  }

  private static double total(double[] widths) {
    return Arrays.stream(widths).sum();
  }

  /** With its upper edge at {@code top}, column by column. */
  void paint(Graphics2D canvas, int top) {
    if (entries.isEmpty()) {
      return;
    }
    canvas.setColor(Color.WHITE);
    canvas.fillRect(0, top, width, height());
    int rows = rows();
    double[] widths = widths(rows);
    double left = (width - total(widths)) / 2 + Key.PADDING;
    for (int i = 0; i < entries.size(); i++) {
      paint(canvas, entries.get(i), left, top + (i % rows + 0.5) * ROW);
      left += i % rows == rows - 1 ? widths[i / rows] : 0;
    }
  }

  private static void paint(Graphics2D canvas, Key key, double left, double middle) {
    if (key.hasLine()) {
      canvas.setColor(key.color());
      canvas.setStroke(key.line());
      Line2D piece = new Line2D.Double(left, middle, left + Key.LINE_LENGTH, middle);
      canvas.draw(piece);
      if (key.split()) {
        canvas.setColor(Color.WHITE);
        canvas.setStroke(Style.SPLIT);
        canvas.draw(piece);
      }
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
