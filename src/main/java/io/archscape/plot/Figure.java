package io.archscape.plot;

import io.archscape.InputException;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.knowm.xchart.XYChart;

/** A picture ready to be written, and the numbers in it. Not for use by two threads at once. */
public final class Figure {
  private final List<Supplier<XYChart>> charts;
  private final List<XYChart> first;
  private final int width;
  private final int height;
  private final Keys below;
  private final String heading;
  private final String description;
  private final Supplier<String> csv;
  private boolean painted;

  Figure(Supplier<XYChart> chart, String heading, String description, Supplier<String> csv) {
    this(chart, Keys.none(), heading, description, csv);
  }

  /** With a legend below the chart. */
  Figure(
      Supplier<XYChart> chart,
      Keys below,
      String heading,
      String description,
      Supplier<String> csv) {
    this(List.of(chart), below, heading, description, csv);
  }

  /** Charts of one width, one below the other, with a legend below them. */
  Figure(
      List<Supplier<XYChart>> charts,
      Keys below,
      String heading,
      String description,
      Supplier<String> csv) {
    this.charts = List.copyOf(charts);
    this.first = charts.stream().map(Supplier::get).toList();
    this.width = first.get(0).getWidth();
    this.height = first.stream().mapToInt(XYChart::getHeight).sum();
    this.below = below;
    this.heading = heading;
    this.description = description;
    this.csv = csv;
  }

  /** The file's bytes. The same figure gives the same bytes. */
  public byte[] bytes(Format format) {
    return format.render(this);
  }

  /**
   * Writes the figure in the format of the file's extension. Missing folders are made; the file
   * appears whole or not at all.
   *
   * @throws InputException if the extension is unknown or the file cannot be written
   */
  public void save(Path file) {
    PictureFile.save(file, bytes(Format.of(file)));
  }

  /** Draws the picture with its upper left corner at (0, 0), one unit of the canvas each. */
  void paint(Graphics2D canvas) {
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    canvas.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    int top = 0;
    // new ones each time: a chart keeps sizes of the canvas that it was painted on
    for (XYChart chart : painted ? charts.stream().map(Supplier::get).toList() : first) {
      int next = top + chart.getHeight();
      canvas.translate(0, top);
      chart.paint(canvas, width, next - top);
      canvas.translate(0, -top);
      top = next;
    }
    painted = true;
    below.paint(canvas, height);
  }

  /** Units of the picture. */
  int width() {
    return width;
  }

  int height() {
    return height + below.height();
  }

  String heading() {
    return heading;
  }

  /** The legend in words. */
  String description() {
    return description;
  }

  String csv() {
    return csv.get();
  }
}
