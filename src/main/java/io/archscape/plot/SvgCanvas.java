package io.archscape.plot;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Point2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes SVG with coordinates to a thousandth of a unit, and straight pieces as lines where XChart
 * draws them as curves: a tenth of the bytes, and the same picture.
 */
final class SvgCanvas extends VectorGraphics2D {
  private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

  @Override
  public void draw(Shape shape) {
    super.draw(tidy(shape));
  }

  @Override
  public void fill(Shape shape) {
    super.fill(tidy(shape));
  }

  /** One at a time: the library formats its numbers through one shared object. */
  static synchronized byte[] render(Figure figure) {
    SvgCanvas canvas = new SvgCanvas();
    figure.paint(canvas);
    PageSize page = new PageSize(0, 0, figure.width(), figure.height());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new SVGProcessor().getDocument(canvas.getCommands(), page).writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return described(out.toString(StandardCharsets.UTF_8), figure).getBytes(StandardCharsets.UTF_8);
  }

  /** Without the DOCTYPE, which readers may want to fetch, and with the legend as text. */
  private static String described(String svg, Figure figure) {
    int root = svg.indexOf("<svg");
    int inside = svg.indexOf('>', root) + 1;
    String words =
        "\n  <title>%s</title>\n  <desc>%s</desc>"
            .formatted(escaped(figure.heading()), escaped(figure.description()));
    String rest = svg.substring(inside).replace(System.lineSeparator(), "\n");
    return DECLARATION + svg.substring(root, inside) + words + rest;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static Shape tidy(Shape shape) {
    if (shape instanceof Ellipse2D round) {
      return new Ellipse2D.Double(
          rounded(round.getX()),
          rounded(round.getY()),
          rounded(round.getWidth()),
          rounded(round.getHeight()));
    }
    return shape instanceof Path2D path ? tidy(path) : shape;
  }

  private static double rounded(double coordinate) {
    return Math.rint(coordinate * 1000) / 1000;
  }

  private static Shape tidy(Path2D path) {
    Path2D.Double tidy = new Path2D.Double(path.getWindingRule());
    double[] c = new double[6];
    for (PathIterator i = path.getPathIterator(null); !i.isDone(); i.next()) {
      int kind = i.currentSegment(c);
      for (int k = 0; k < c.length; k++) {
        c[k] = rounded(c[k]);
      }
      append(tidy, kind, c);
    }
    return tidy;
  }

  private static void append(Path2D path, int kind, double[] c) {
    switch (kind) {
      case PathIterator.SEG_MOVETO -> path.moveTo(c[0], c[1]);
      case PathIterator.SEG_LINETO -> path.lineTo(c[0], c[1]);
      case PathIterator.SEG_QUADTO -> path.quadTo(c[0], c[1], c[2], c[3]);
      case PathIterator.SEG_CUBICTO -> appendCurve(path, c);
      default -> path.closePath();
    }
  }

  private static void appendCurve(Path2D path, double[] c) {
    Point2D at = path.getCurrentPoint();
    boolean level = at.getY() == c[1] && c[1] == c[3] && c[3] == c[5];
    boolean upright = at.getX() == c[0] && c[0] == c[2] && c[2] == c[4];
    if (level || upright) {
      path.lineTo(c[4], c[5]);
    } else {
      path.curveTo(c[0], c[1], c[2], c[3], c[4], c[5]);
    }
  }
}
