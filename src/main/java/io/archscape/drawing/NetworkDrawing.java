package io.archscape.drawing;

import static io.archscape.Require.require;

import io.archscape.arch.Network;
import io.archscape.drawing.Mark.Anchor;
import io.archscape.graph.Cost;
import io.archscape.graph.Shape;
import io.archscape.plot.PictureFile;
import io.archscape.space.Fitting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A network on one page.
 *
 * @param name above the page
 * @param notes lines below the name, in small print; may be empty
 * @param image pixels a side
 * @param fittings what was asked for of each stage; empty where nothing was
 */
public record NetworkDrawing(
    String name,
    List<String> notes,
    Network network,
    int image,
    int classes,
    List<Fitting> fittings) {
  private static final double MARGIN = 28;
  private static final double GAP = 18;
  private static final double LEAST_WIDTH = 900;
  private static final double MOST_WIDENING = 1.7;
  private static final double STEP = 10;

  public NetworkDrawing {
    name = printable(name);
    notes = notes.stream().map(NetworkDrawing::printable).toList();
    fittings = List.copyOf(fittings);
    require(
        fittings.isEmpty() || fittings.size() == network.stages().size(),
        "a drawing must have no fittings or one per stage, got %d for %d stages",
        fittings.size(),
        network.stages().size());
  }

  /** Names come from files, which may be called anything; XML 1.0 cannot hold all of it. */
  private static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cs}\\uFFFE\\uFFFF]", "?");
  }

  /** The file's bytes. The same drawing gives the same bytes. */
  public byte[] bytes(DrawingFormat format) {
    return format.render(this);
  }

  /**
   * Writes the drawing in the format of the file's extension. Missing folders are made.
   *
   * @throws io.archscape.InputException if the extension is unknown or the file cannot be written
   */
  public void save(Path file) {
    PictureFile.save(file, bytes(DrawingFormat.of(file)));
  }

  Anatomy anatomy() {
    return Anatomy.of(network.graph(Shape.image(image), classes));
  }

  Page page() {
    Anatomy anatomy = anatomy();
    Overview overview = new Overview(anatomy, network.stages());
    List<Panel> panels = PartsByKind.of(anatomy).stream().map(Panel::new).toList();
    double inner = Math.max(LEAST_WIDTH, overview.width());
    inner = panels.stream().mapToDouble(Panel::width).reduce(inner, Math::max);
    inner = roomFor(panels, inner, overview.height());
    overview.stretch(inner);
    Page.Pen pen = new Page.Pen();
    double y = MARGIN + heading(pen.at(MARGIN, MARGIN), anatomy, inner);
    overview.draw(pen.at(MARGIN, y));
    y += overview.height() + GAP;
    if (!fittings.isEmpty()) {
      FittingTable table = new FittingTable(fittings, inner);
      table.draw(pen.at(MARGIN, y));
      y += table.height() + GAP;
    }
    y += opened(pen.at(MARGIN, y), panels, inner);
    int width = (int) Math.ceil(inner + 2 * MARGIN);
    int height = (int) Math.ceil(y + MARGIN);
    return new Page(width, height, name, totals(anatomy), pen.marks());
  }

  /** The width of page that takes the least paper, if need be wider than {@code least}. */
  private static double roomFor(List<Panel> panels, double least, double above) {
    double best = least;
    double paper = Double.POSITIVE_INFINITY;
    for (double width = least; width <= MOST_WIDENING * least; width += STEP) {
      double needed = (width + 2 * MARGIN) * (above + height(panels, width));
      if (needed < paper) {
        paper = needed;
        best = width;
      }
    }
    return best;
  }

  private static double height(List<Panel> panels, double width) {
    return Panel.place(panels, width, GAP).stream()
        .mapToDouble(Panel.Placed::bottom)
        .max()
        .orElse(0);
  }

  private double heading(Page.Pen pen, Anatomy anatomy, double width) {
    double y = Font.TITLE.size();
    pen.text(0, y, Font.TITLE.within(width, name), Font.TITLE, Ink.TEXT, Anchor.START);
    List<String> lines = new ArrayList<>();
    lines.add(totals(anatomy));
    lines.addAll(notes);
    for (String text : lines) {
      for (String line : Font.TEXT.wrap(width, text)) {
        y += Font.TEXT.line() + 4;
        pen.text(0, y, line, Font.TEXT, Ink.QUIET, Anchor.START);
      }
    }
    return y + GAP;
  }

  private String totals(Anatomy anatomy) {
    Cost cost = anatomy.graph().cost();
    return String.format(
        Locale.ROOT,
        "image %s, %d classes: %,d flops (multiply-adds), %,d params, %,d acts",
        anatomy.graph().input().shape(),
        classes,
        cost.flops(),
        cost.params(),
        cost.acts());
  }

  private static double opened(Page.Pen pen, List<Panel> panels, double width) {
    double y = Font.HEADING.size();
    pen.text(0, y, "Opened up: one of each kind", Font.HEADING, Ink.TEXT, Anchor.START);
    y += 12;
    for (Panel.Placed placed : Panel.place(panels, width, GAP)) {
      placed.panel().draw(pen.at(placed.x(), y + placed.y()));
    }
    return y + height(panels, width);
  }
}
