package io.archscape.drawing;

import java.util.List;

/** What stands on a page. Lengths in units of the page, y downwards. */
sealed interface Mark {

  /** Has the pen draw what this is. */
  void draw(Pen pen);

  /** What draws marks: one way for each; deliberately without defaults. */
  interface Pen {
    void box(Box box);

    void line(Line line);

    void text(Text text);
  }

  /** A place. */
  record Point(double x, double y) {}

  /** A rectangle with corners rounded by {@code round}; {@code edge} may be the fill's colour. */
  record Box(double x, double y, double width, double height, double round, Ink fill, Ink edge)
      implements Mark {
    @Override
    public void draw(Pen pen) {
      pen.box(this);
    }
  }

  /** A line through points, with an arrow's head at the last if asked for. */
  record Line(List<Point> points, Ink ink, boolean arrow) implements Mark {
    public Line {
      points = List.copyOf(points);
    }

    @Override
    public void draw(Pen pen) {
      pen.line(this);
    }
  }

  /** One line of text. {@code x} is where its {@code anchor} is, {@code y} its base line. */
  record Text(double x, double y, String text, Font font, Ink ink, Anchor anchor) implements Mark {
    @Override
    public void draw(Pen pen) {
      pen.text(this);
    }

    double width() {
      return font.width(text);
    }

    double left() {
      return x - anchor.share * width();
    }
  }

  /** Which part of a text stands at its x. */
  enum Anchor {
    START("start", 0),
    MIDDLE("middle", 0.5),
    END("end", 1);

    private final String svg;
    private final double share;

    Anchor(String svg, double share) {
      this.svg = svg;
      this.share = share;
    }

    /** How much of the text stands left of its x. */
    double share() {
      return share;
    }

    String svg() {
      return svg;
    }
  }
}
