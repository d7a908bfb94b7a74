package io.archscape.drawing;

import io.archscape.drawing.Flow.Cell;
import io.archscape.drawing.LaneLayout.Skip;
import io.archscape.drawing.Mark.Anchor;
import io.archscape.drawing.Mark.Point;
import java.util.ArrayList;
import java.util.List;

/** One opened-up part: its operations from top to bottom, joined by arrows. */
final class Panel {
  private static final double PAD = 14;
  private static final double CHANNEL = 12;
  private static final double ROW_GAP = 18;
  private static final double LANE_GAP = 20;
  private static final double CELL = 36;
  private static final double OUTSIDE = 20;
  private static final double INSET = 8;
  private static final double LEAST_WIDTH = 190;

  private final PartsByKind.Kind kind;
  private final LaneLayout lanes;
  private final double[] laneX;
  private final double[] laneWidth;
  private final double[] rowY;
  private final double width;
  private final double bodyHeight;
  private final List<String> also;

  Panel(PartsByKind.Kind kind) {
    this.kind = kind;
    this.lanes = new LaneLayout(kind.flow());
    this.laneWidth = laneWidths();
    this.laneX = new double[laneWidth.length];
    double x = PAD + CHANNEL * lanes.channelCount();
    for (int i = 0; i < laneX.length; i++) {
      laneX[i] = x;
      x += laneWidth[i] + LANE_GAP;
    }
    this.width = Math.max(LEAST_WIDTH, x - LANE_GAP + PAD);
    this.rowY = new double[lanes.rows()];
    this.bodyHeight = placeRows();
    this.also = kind.also().isEmpty() ? List.of() : Font.SMALL.wrap(width - 2 * PAD, kind.also());
  }

  double width() {
    return width;
  }

  double height() {
    return headHeight() + bodyHeight + PAD;
  }

  private double headHeight() {
    return PAD + Font.HEADING.line() + also.size() * Font.SMALL.line() + 6;
  }

  private double[] laneWidths() {
    double[] widths = new double[lanes.lanes()];
    for (int i = 0; i < cells().size(); i++) {
      Cell cell = cells().get(i);
      double head = Font.SMALL_STRONG.width(cell.name()) + 12 + Font.SMALL.width(shape(cell));
      double wide = Math.max(head, Font.SMALL.width(cell.text())) + 2 * INSET;
      widths[lanes.lane(i)] = Math.max(widths[lanes.lane(i)], wide);
    }
    return widths;
  }

  private double placeRows() {
    double y = 0;
    for (int r = 0; r < rowY.length; r++) {
      rowY[r] = y;
      double tallest = 0;
      for (int i = 0; i < cells().size(); i++) {
        tallest = lanes.row(i) == r ? Math.max(tallest, cellHeight(i)) : tallest;
      }
      y += tallest + ROW_GAP;
    }
    return y;
  }

  private List<Cell> cells() {
    return kind.flow().cells();
  }

  private static String shape(Cell cell) {
    return cell.shape().toString();
  }

  private double cellHeight(int i) {
    return cells().get(i).outside() ? OUTSIDE : CELL;
  }

  private double left(int i) {
    return laneX[lanes.lane(i)];
  }

  private double right(int i) {
    return left(i) + laneWidth[lanes.lane(i)];
  }

  private double centre(int i) {
    return (left(i) + right(i)) / 2;
  }

  private double top(int i) {
    return rowY[lanes.row(i)];
  }

  private double bottom(int i) {
    return top(i) + cellHeight(i);
  }

  void draw(Page.Pen pen) {
    pen.box(0, 0, width, height(), 6, Ink.PANEL, Ink.RULE);
    double y = PAD + Font.HEADING.size() - 2;
    pen.text(PAD, y, kind.title(), Font.HEADING, Ink.TEXT, Anchor.START);
    y = PAD + Font.HEADING.line() + Font.SMALL.size() - 2;
    for (String line : also) {
      pen.text(PAD, y, line, Font.SMALL, Ink.QUIET, Anchor.START);
      y += Font.SMALL.line();
    }
    drawFlow(pen.at(0, headHeight()));
  }

  private void drawFlow(Page.Pen pen) {
    for (int to = 0; to < cells().size(); to++) {
      for (int from : cells().get(to).inputs()) {
        edge(pen, from, to);
      }
    }
    for (Skip skip : lanes.skips()) {
      skip(pen, skip);
    }
    int last = cells().size() - 1;
    pen.arrow(Ink.LINE, new Point(centre(last), bottom(last)), new Point(centre(last), bodyHeight));
    for (int i = 0; i < cells().size(); i++) {
      cell(pen, i);
    }
  }

  /** Straight down, or out to another lane below the one cell, or back in beside the other. */
  private void edge(Page.Pen pen, int from, int to) {
    Point start = new Point(centre(from), bottom(from));
    if (lanes.lane(from) == lanes.lane(to)) {
      if (lanes.row(to) == lanes.row(from) + 1) {
        pen.arrow(Ink.LINE, start, new Point(centre(to), top(to)));
      }
    } else if (lanes.lane(from) < lanes.lane(to)) {
      double y = start.y() + ROW_GAP / 2 - 2;
      Point below = new Point(start.x(), y);
      pen.arrow(Ink.LINE, start, below, new Point(centre(to), y), new Point(centre(to), top(to)));
    } else {
      double y = (top(to) + bottom(to)) / 2;
      pen.arrow(Ink.LINE, start, new Point(start.x(), y), new Point(right(to), y));
    }
  }

  private void skip(Page.Pen pen, Skip skip) {
    double x = laneX[0] - CHANNEL * (skip.channel() + 1);
    double out = bottom(skip.from()) - cellHeight(skip.from()) / 4;
    double in = top(skip.to()) + cellHeight(skip.to()) / 4;
    pen.arrow(
        Ink.LINE,
        new Point(left(skip.from()), out),
        new Point(x, out),
        new Point(x, in),
        new Point(left(skip.to()), in));
  }

  private void cell(Page.Pen pen, int i) {
    Cell cell = cells().get(i);
    boolean join = cell.inputs().size() > 1;
    Ink fill = cell.outside() ? Ink.END : join ? Ink.JOIN : Ink.OPERATION;
    Ink edge = cell.outside() ? Ink.LINE : join ? Ink.JOIN_EDGE : Ink.STAGE_EDGE;
    double round = cell.outside() ? OUTSIDE / 2 : 4;
    pen.box(left(i), top(i), right(i) - left(i), cellHeight(i), round, fill, edge);
    double y = top(i) + 14;
    Font name = cell.outside() ? Font.SMALL : Font.SMALL_STRONG;
    pen.text(left(i) + INSET, y, cell.name(), name, Ink.TEXT, Anchor.START);
    pen.text(right(i) - INSET, y, shape(cell), Font.SMALL, Ink.QUIET, Anchor.END);
    pen.text(left(i) + INSET, y + 15, cell.text(), Font.SMALL, Ink.TEXT, Anchor.START);
  }

  /** Panels in columns, each as full as the tallest panel allows; columns in rows. */
  static List<Placed> place(List<Panel> panels, double width, double gap) {
    double tallest = panels.stream().mapToDouble(Panel::height).max().orElse(0);
    List<Placed> placed = new ArrayList<>();
    double x = 0;
    double y = 0;
    double top = 0;
    double columnWidth = 0;
    double lowest = 0;
    for (Panel panel : panels) {
      if (y > top && y + panel.height() > top + tallest) {
        x += columnWidth + gap;
        y = top;
        columnWidth = 0;
      }
      if (y == top && x > 0 && x + panel.width() > width) {
        top = lowest + gap;
        x = 0;
        y = top;
      }
      placed.add(new Placed(panel, x, y));
      columnWidth = Math.max(columnWidth, panel.width());
      lowest = Math.max(lowest, y + panel.height());
      y += panel.height() + gap;
    }
    return placed;
  }

  /** A panel and its upper left corner. */
  record Placed(Panel panel, double x, double y) {
    double right() {
      return x + panel.width();
    }

    double bottom() {
      return y + panel.height();
    }
  }
}
