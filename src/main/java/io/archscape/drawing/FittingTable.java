package io.archscape.drawing;

import io.archscape.drawing.Mark.Anchor;
import io.archscape.drawing.Mark.Point;
import io.archscape.space.Fitting;
import java.util.List;

/** The widths and group widths that were asked for, what the stages have instead, and why. */
final class FittingTable {
  private static final double[] COLUMNS = {0, 60, 200, 340};
  private static final String NOTHING_CHANGED =
      "All stages have the requested width and group width: nothing had to be adjusted.";
  private static final String NOTHING = "fits as requested";

  private final List<Fitting> fittings;
  private final double width;

  FittingTable(List<Fitting> fittings, double width) {
    this.fittings = List.copyOf(fittings);
    this.width = width;
  }

  private boolean nothingChanged() {
    return fittings.stream().noneMatch(Fitting::changed);
  }

  double height() {
    if (nothingChanged()) {
      return Font.HEADING.line() + Font.TEXT.line() + 6;
    }
    double lines = fittings.stream().mapToDouble(fitting -> why(fitting).size()).sum();
    return Font.HEADING.line() + 10 + (lines + 1) * Font.TEXT.line() + 4 * fittings.size() + 6;
  }

  private List<String> why(Fitting fitting) {
    String reason = fitting.changed() ? fitting.reason() : NOTHING;
    return Font.TEXT.wrap(width - COLUMNS[3], reason);
  }

  void draw(Page.Pen pen) {
    double y = Font.HEADING.size();
    pen.text(0, y, "Widths as requested and as adjusted", Font.HEADING, Ink.TEXT, Anchor.START);
    y += Font.HEADING.line() + 2;
    if (nothingChanged()) {
      pen.text(0, y, NOTHING_CHANGED, Font.TEXT, Ink.QUIET, Anchor.START);
      return;
    }
    line(pen, y, Ink.QUIET, "stage", "width", "group width", "why");
    for (int i = 0; i < fittings.size(); i++) {
      Fitting fitting = fittings.get(i);
      List<String> why = why(fitting);
      pen.line(Ink.RULE, new Point(0, y + 6), new Point(width, y + 6));
      y += Font.TEXT.line() + 4;
      line(
          pen,
          y,
          fitting.changed() ? Ink.TEXT : Ink.QUIET,
          "s" + (i + 1),
          change(fitting.width(), fitting.adjusted().width()),
          change(fitting.groupWidth(), fitting.adjusted().groupWidth()),
          why.get(0));
      for (String more : why.subList(1, why.size())) {
        y += Font.TEXT.line();
        pen.text(COLUMNS[3], y, more, Font.TEXT, Ink.TEXT, Anchor.START);
      }
    }
  }

  private static void line(Page.Pen pen, double y, Ink ink, String... texts) {
    for (int i = 0; i < texts.length; i++) {
      pen.text(COLUMNS[i], y, texts[i], Font.TEXT, ink, Anchor.START);
    }
  }

  private static String change(int before, int after) {
    return before == after ? String.valueOf(before) : before + " -> " + after;
  }
}
