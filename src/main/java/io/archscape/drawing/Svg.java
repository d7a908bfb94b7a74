package io.archscape.drawing;

import io.archscape.drawing.Mark.Point;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** A page as SVG with real text, the same bytes on every machine. */
final class Svg implements Mark.Pen {
  private static final String FONTS = "'DejaVu Sans', Verdana, Arial, sans-serif";

  private final StringBuilder out = new StringBuilder();

  private Svg() {}

  static byte[] of(Page page) {
    return new Svg().write(page).getBytes(StandardCharsets.UTF_8);
  }

  private String write(Page page) {
    out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" font-family=\"%s\">\n"
            .formatted(page.width(), page.height(), page.width(), page.height(), FONTS));
    out.append("<title>%s</title>\n".formatted(escaped(page.title())));
    out.append("<desc>%s</desc>\n".formatted(escaped(page.description())));
    out.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    page.marks().forEach(mark -> mark.draw(this));
    return out.append("</svg>\n").toString();
  }

  @Override
  public void box(Mark.Box box) {
    out.append(
        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\" fill=\"%s\" stroke=\"%s\"/>\n"
            .formatted(
                number(box.x()),
                number(box.y()),
                number(box.width()),
                number(box.height()),
                number(box.round()),
                box.fill().hex(),
                box.edge().hex()));
  }

  @Override
  public void line(Mark.Line line) {
    out.append(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\"/>\n"
            .formatted(points(line.points()), line.ink().hex()));
    if (line.arrow()) {
      out.append(
          "<polygon points=\"%s\" fill=\"%s\"/>\n"
              .formatted(points(Arrow.head(line)), line.ink().hex()));
    }
  }

  @Override
  public void text(Mark.Text text) {
    out.append(
        "<text x=\"%s\" y=\"%s\" font-size=\"%s\"%s fill=\"%s\" text-anchor=\"%s\">%s</text>\n"
            .formatted(
                number(text.x()),
                number(text.y()),
                number(text.font().size()),
                text.font().bold() ? " font-weight=\"bold\"" : "",
                text.ink().hex(),
                text.anchor().svg(),
                escaped(text.text())));
  }

  private static String points(List<Point> points) {
    return points.stream()
        .map(point -> number(point.x()) + "," + number(point.y()))
        .collect(Collectors.joining(" "));
  }

  /** To a hundredth of a unit. */
  private static String number(double value) {
    return BigDecimal.valueOf((long) Math.rint(value * 100), 2)
        .stripTrailingZeros()
        .toPlainString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
