package io.archscape.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.style.XYStyler;

/**
 * How the curves of a picture differ: in colour for the screen (Okabe and Ito's colours, told apart
 * by colour-blind readers, less yellow, which is lost on white) and in dashes for grey print. Both
 * follow from the curve's place in the list.
 */
final class Style {
  static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 15);
  static final Font SMALL_TEXT = TEXT.deriveFont(14f);
  static final Color INK = Color.BLACK;
  static final Color FRAME = new Color(0x60, 0x60, 0x60);
  static final Color GRID = new Color(0xE4, 0xE4, 0xE4);
  static final Color ON_DARK = new Color(0xD8, 0xD8, 0xD8); // for black

  /** Of every figure, and its height without a legend below, in units of 0.48 pt in print. */
  static final int WIDTH = 500;

  static final int HEIGHT = 350;

  private static final float LINE_WIDTH = 2.2f;
  private static final int BAND_ALPHA = 51;

  static final List<Color> COLORS =
      List.of(
          new Color(0x00, 0x72, 0xB2), // blue
          new Color(0xD5, 0x5E, 0x00), // vermillion
          new Color(0x00, 0x9E, 0x73), // bluish green
          new Color(0xCC, 0x79, 0xA7), // reddish purple
          new Color(0x00, 0x00, 0x00), // black
          new Color(0xE6, 0x9F, 0x00), // orange
          new Color(0x56, 0xB4, 0xE9)); // sky blue

  /** What is not a space's own: medians, means, fits. */
  static final BasicStroke THIN = stroke(1.4f, List.of());

  static final BasicStroke PAUSE = stroke(1.4f, List.of(2f, 3f));

  /** Along the middle of bars of a colour that comes again. */
  static final BasicStroke SPLIT = stroke(4, List.of());

  static final BasicStroke MEDIAN = stroke(1.6f, List.of(6f, 3f));

  /** Of one point among many: whole fifths, which are short in a file. */
  private static final int CLEAR = 204;

  private static final int HALF_CLEAR = 102;
  private static final int HARDLY_CLEAR = 51;

  /** Lengths drawn and left out, in units of the picture; the first is a full line. */
  private static final List<List<Float>> DASHES =
      List.of(
          List.of(),
          List.of(9f, 4f),
          List.of(2.5f, 2.5f),
          List.of(11f, 3f, 2.5f, 3f),
          List.of(18f, 5f),
          List.of(5f, 2f),
          List.of(11f, 3f, 2.5f, 3f, 2.5f, 3f));

  private Style() {}

  static Color color(int place) {
    return COLORS.get(place % COLORS.size());
  }

  static Color bandColor(int place) {
    return withAlpha(color(place), BAND_ALPHA);
  }

  /** From the eighth curve on the colours come again, with other dashes: 49 different pairs. */
  static List<Float> dashes(int place) {
    return DASHES.get((place + place / COLORS.size()) % DASHES.size());
  }

  static BasicStroke stroke(int place) {
    return stroke(LINE_WIDTH, dashes(place));
  }

  /** A line of this width; with no dashes, a full one. */
  static BasicStroke stroke(float width, List<Float> dashes) {
    return dashes.isEmpty()
        ? new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER)
        : new BasicStroke(
            width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, floats(dashes), 0);
  }

  /**
   * Whether bars are told from those of another space of the colour by a gap along their middle.
   */
  static boolean isSplit(int place) {
    return place / COLORS.size() % 2 == 1;
  }

  static Color withAlpha(Color c, int alpha) {
    return new Color(c.getRed(), c.getGreen(), c.getBlue(), alpha);
  }

  /** Of one point among n: the more there are, the more shines through. */
  static Color pointColor(int place, int n) {
    return withAlpha(color(place), n <= 60 ? CLEAR : n <= 1500 ? HALF_CLEAR : HARDLY_CLEAR);
  }

  /** Frame, grid and type of every picture. */
  static void dress(XYStyler styler) {
    styler.setLocale(Locale.ROOT);
    styler.setPlotMargin(0).setPlotContentSize(1).setChartPadding(8);
    styler.setChartBackgroundColor(Color.WHITE).setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(true).setPlotBorderColor(FRAME);
    styler.setPlotGridLinesColor(GRID).setPlotGridLinesStroke(new BasicStroke(1));
    styler.setAxisTickMarksColor(FRAME).setAxisTicksLineVisible(false);
    styler.setAxisTickMarkLength(5).setAxisTickPadding(4).setAxisTitlePadding(8);
    styler.setAxisTickLabelsColor(INK).setChartFontColor(INK);
    styler.setChartTitleFont(TEXT).setChartTitleBoxVisible(false).setChartTitlePadding(6);
    styler.setAxisTitleFont(TEXT).setAxisTickLabelsFont(SMALL_TEXT);
  }

  private static float[] floats(List<Float> list) {
    float[] array = new float[list.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = list.get(i);
    }
    return array;
  }
}
