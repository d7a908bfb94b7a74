package io.archscape.drawing;

import io.archscape.drawing.Anatomy.Part;
import io.archscape.drawing.Mark.Anchor;
import io.archscape.drawing.Mark.Point;
import io.archscape.graph.Cost;
import io.archscape.graph.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * The whole network: a box for the image, the stem, each stage and the head, in proportion to
 * resolution and channels, and below each its settings and its share of the cost.
 */
final class Overview {
  private static final double GLYPHS = 150;
  private static final double LEAST_HEIGHT = 14;
  private static final double LEAST_WIDTH = 10;
  private static final double MOST_WIDTH = 78;
  private static final double SHEET = 3;
  private static final int MOST_SHEETS = 4;
  private static final double ROW = 20;
  private static final double BAR_ROW = 18;
  private static final double BAR = 8;
  private static final String LEGEND =
      "height of a box: resolution; width: channels; both on a log scale; sheets: blocks";

  private static final List<String> EACH = List.of("output", "width", "stride", "depth");

  private final List<Column> columns = new ArrayList<>();
  private final List<String> labels;
  private final Cost total;
  private final double labelWidth;
  private double columnWidth;

  /** What stands in one column. */
  private record Column(
      String name, Shape shape, int depth, Ink ink, Map<String, String> values, Cost cost) {}

  Overview(Anatomy anatomy, List<io.archscape.arch.Stage> stages) {
    this.total = anatomy.graph().cost();
    Shape image = anatomy.graph().input().shape();
    columns.add(new Column("image", image, 1, Ink.END, values(image), Cost.NONE));
    columns.add(end(anatomy, anatomy.stem()));
    for (int i = 0; i < stages.size(); i++) {
      columns.add(stage(anatomy, anatomy.stages().get(i), stages.get(i)));
    }
    columns.add(end(anatomy, anatomy.head()));
    labels = labels(columns);
    labelWidth = labels.stream().mapToDouble(Font.TEXT::width).max().orElse(0) + 20;
    columnWidth =
        columns.stream()
            .flatMap(column -> column.values().values().stream())
            .mapToDouble(Font.TEXT::width)
            .map(width -> width + 16)
            .reduce(106, Math::max);
  }

  private static Column stage(Anatomy anatomy, Anatomy.Stage part, io.archscape.arch.Stage stage) {
    Shape shape = part.whole().last().shape();
    Map<String, String> values = values(shape);
    values.put("depth", "x" + part.blocks().size());
    values.put("stride", String.valueOf(anatomy.stride(part.whole())));
    values.putAll(stage.settings());
    return new Column(
        part.whole().name(),
        shape,
        part.blocks().size(),
        Ink.STAGE,
        values,
        anatomy.cost(part.whole()));
  }

  private static Column end(Anatomy anatomy, Part part) {
    Shape shape = part.last().shape();
    Map<String, String> values = values(shape);
    if (shape.positions() > 1) {
      values.put("stride", String.valueOf(anatomy.stride(part)));
    }
    return new Column(part.name(), shape, 1, Ink.END, values, anatomy.cost(part));
  }

  private static Map<String, String> values(Shape shape) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("output", shape.height() + "x" + shape.width());
    values.put("width", String.valueOf(shape.channels()));
    return values;
  }

  /**
   * All labels: those of each column, then those of stages, in the order in which stages have them.
   */
  private static List<String> labels(List<Column> columns) {
    List<String> labels = new ArrayList<>(EACH);
    for (Column column : columns) {
      int next = EACH.size();
      for (String label : column.values().keySet()) {
        if (!labels.contains(label)) {
          labels.add(next, label);
        }
        next = Math.max(EACH.size(), labels.indexOf(label) + 1);
      }
    }
    return labels;
  }

  double width() {
    return Math.max(
        labelWidth + columns.size() * columnWidth, labelWidth + Font.SMALL.width(LEGEND));
  }

  /** Makes the columns wider, so that the whole is at least so wide. */
  void stretch(double width) {
    columnWidth = Math.max(columnWidth, (width - labelWidth) / columns.size());
  }

  double height() {
    return 24 + GLYPHS + 22 + labels.size() * ROW + 8 + 3 * BAR_ROW + 6;
  }

  void draw(Page.Pen pen) {
    drawGlyphs(pen.at(labelWidth, 24));
    pen.text(labelWidth, 24 + GLYPHS + 12, LEGEND, Font.SMALL, Ink.QUIET, Anchor.START);
    Page.Pen table = pen.at(0, 24 + GLYPHS + 22);
    double y = 0;
    for (String label : labels) {
      row(table.at(0, y), label);
      y += ROW;
    }
    rule(table, y);
    y += 8;
    bars(table.at(0, y), "flops", Ink.FLOPS, Cost::flops);
    bars(table.at(0, y + BAR_ROW), "params", Ink.PARAMS, Cost::params);
    bars(table.at(0, y + 2 * BAR_ROW), "acts", Ink.ACTS, Cost::acts);
  }

  private void rule(Page.Pen pen, double y) {
    pen.line(Ink.RULE, new Point(0, y), new Point(labelWidth + columns.size() * columnWidth, y));
  }

  private double centre(int column) {
    return (column + 0.5) * columnWidth;
  }

  private void drawGlyphs(Page.Pen pen) {
    double middle = GLYPHS / 2;
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      pen.text(centre(i), -8, column.name(), Font.STRONG, Ink.TEXT, Anchor.MIDDLE);
      glyph(pen, column, centre(i), middle);
      if (i > 0) {
        double from = centre(i - 1) + glyphWidth(columns.get(i - 1)) / 2 + sheets(i - 1) + 4;
        double to = centre(i) - glyphWidth(column) / 2 - 4;
        pen.arrow(Ink.LINE, new Point(from, middle), new Point(to, middle));
      }
    }
  }

  private double sheets(int column) {
    return SHEET * (Math.min(MOST_SHEETS, columns.get(column).depth()) - 1);
  }

  private void glyph(Page.Pen pen, Column column, double x, double y) {
    double width = glyphWidth(column);
    double height = glyphHeight(column);
    Ink edge = column.ink() == Ink.STAGE ? Ink.STAGE_EDGE : Ink.LINE;
    for (int sheet = Math.min(MOST_SHEETS, column.depth()) - 1; sheet >= 0; sheet--) {
      double shift = SHEET * sheet;
      pen.box(x - width / 2 + shift, y - height / 2 - shift, width, height, 2, column.ink(), edge);
    }
  }

  private double glyphWidth(Column column) {
    double most = columns.stream().mapToInt(each -> each.shape().channels()).max().orElse(1);
    return LEAST_WIDTH + (MOST_WIDTH - LEAST_WIDTH) * share(column.shape().channels(), most);
  }

  private double glyphHeight(Column column) {
    double most = columns.stream().mapToInt(each -> each.shape().height()).max().orElse(1);
    double room = GLYPHS - 2 * SHEET * MOST_SHEETS - LEAST_HEIGHT;
    return LEAST_HEIGHT + room * share(column.shape().height(), most);
  }

  private static double share(double value, double most) {
    return most <= 1 ? 1 : StrictMath.log(value) / StrictMath.log(most);
  }

  /** A setting that all stages share stands once, across them. */
  private void row(Page.Pen pen, String label) {
    rule(pen, 0);
    double y = ROW - 6;
    pen.text(0, y, label, Font.TEXT, Ink.QUIET, Anchor.START);
    List<String> texts =
        columns.stream().map(column -> column.values().getOrDefault(label, "")).toList();
    List<String> inStages = texts.subList(2, texts.size() - 1);
    boolean shared = !texts.get(2).isEmpty() && inStages.stream().distinct().count() == 1;
    if (shared && inStages.size() > 1 && !EACH.contains(label)) {
      double from = labelWidth + 2 * columnWidth + 8;
      double to = labelWidth + (texts.size() - 1) * columnWidth - 8;
      double half = Font.TEXT.width(texts.get(2)) / 2 + 10;
      double middle = (from + to) / 2;
      pen.text(middle, y, texts.get(2), Font.TEXT, Ink.TEXT, Anchor.MIDDLE);
      pen.line(Ink.LINE, new Point(from, y - 4), new Point(middle - half, y - 4));
      pen.line(Ink.LINE, new Point(middle + half, y - 4), new Point(to, y - 4));
      return;
    }
    for (int i = 0; i < texts.size(); i++) {
      pen.text(labelWidth + centre(i), y, texts.get(i), Font.TEXT, Ink.TEXT, Anchor.MIDDLE);
    }
  }

  private void bars(Page.Pen pen, String label, Ink ink, ToLongFunction<Cost> part) {
    pen.text(0, 12, label, Font.TEXT, Ink.QUIET, Anchor.START);
    double number = Font.SMALL.width("100.0%") + 4;
    double room = columnWidth - 16 - number;
    for (int i = 1; i < columns.size(); i++) {
      double share = (double) part.applyAsLong(columns.get(i).cost()) / part.applyAsLong(total);
      double x = labelWidth + i * columnWidth + 8;
      pen.box(x, 12 - BAR, room, BAR, 0, Ink.WHITE, Ink.RULE);
      pen.box(x, 12 - BAR, room * share, BAR, 0, ink, ink);
      String percent = String.format(Locale.ROOT, "%.1f%%", 100 * share);
      pen.text(x + room + number, 12, percent, Font.SMALL, Ink.TEXT, Anchor.END);
    }
  }
}
