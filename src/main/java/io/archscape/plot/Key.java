package io.archscape.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.Rectangle2D;
import java.util.Optional;
import org.knowm.xchart.style.lines.SeriesLines;

/**
 * An entry of a legend: a piece of line, a mark or both, and words.
 *
 * @param line {@link SeriesLines#NONE} for none
 * @param split whether a white line runs along the middle of the line
 * @param mark empty for none
 */
record Key(
    String label,
    Color color,
    BasicStroke line,
    boolean split,
    Optional<PointShape> mark,
    Color markColor) {
  static final int LINE_LENGTH = 44;
  static final int PADDING = 7;
  static final int MARK_SIZE = 8;
  static final int BESIDE_TEXT = LINE_LENGTH + 3 * PADDING;
  private static final float BAND_WIDTH = 11;

  /** A space's line with its mark. */
  static Key both(String label, int place) {
    Color color = Style.color(place);
    return new Key(
        label, color, Style.stroke(place), false, Optional.of(PointShape.of(place)), color);
  }

  static Key line(String label, Color color, BasicStroke stroke) {
    return new Key(label, color, stroke, false, Optional.empty(), color);
  }

  static Key mark(String label, Color color, PointShape mark) {
    return new Key(label, color, SeriesLines.NONE, false, Optional.of(mark), color);
  }

  boolean hasLine() {
    return !line.equals(SeriesLines.NONE);
  }

  /** A thick piece of line stands for an area. */
  static Key area(String label, Color color) {
    return line(label, color, new BasicStroke(BAND_WIDTH, BasicStroke.CAP_BUTT, 0));
  }

  /** A line with a mark. */
  static Key both(String label, Color color, BasicStroke stroke, PointShape mark) {
    return new Key(label, color, stroke, false, Optional.of(mark), color);
  }

  /** A thick piece of line for a space's bars, split where they are. */
  static Key bars(String label, int place) {
    Key area = area(label, Style.color(place));
    return new Key(label, area.color, area.line, Style.isSplit(place), area.mark, area.markColor);
  }

  Key labelled(String other) {
    return new Key(other, color, line, split, mark, markColor);
  }

  /** Of the whole entry. */
  double width() {
    return bounds(label, Style.SMALL_TEXT).getWidth() + BESIDE_TEXT;
  }

  /** The same, at most {@code units} wide: a longer text loses its middle. */
  Key within(double units) {
    return labelled(elided(label, Style.SMALL_TEXT, units - BESIDE_TEXT));
  }

  static String elided(String text, Font font, double units) {
    String fitting = text;
    for (int left = text.length() - 1; left > 1 && width(fitting, font) > units; left--) {
      fitting = text.substring(0, (left + 1) / 2) + "…" + text.substring(text.length() - left / 2);
    }
    return fitting;
  }

  static double width(String text, Font font) {
    return bounds(text, font).getWidth();
  }

  static Rectangle2D bounds(String text, Font font) {
    FontRenderContext context = new FontRenderContext(null, true, false);
    return new TextLayout(text, font, context).getOutline(null).getBounds2D();
  }
}
