package io.archscape.plot;

import static io.archscape.Require.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The widths of the blocks of the best and the worst models of a space, on a scale of octaves: a
 * staircase a model, side by side, the best on the left. All have the same scale of blocks. Where a
 * model has RegNet's parameters, the line {@code w0 + wa j} of block j = 0, 1, .. runs through it
 * (arXiv:2003.13678, equation 2).
 *
 * @param space whose colour the best models have
 * @param palette that has the space
 * @param best models, the best first
 * @param worst models, the worst last; may be none
 */
public record StaircasePlot(String space, Palette palette, List<Stairs> best, List<Stairs> worst) {
  private static final int MANY = 8; // above, an error has one decimal
  private static final double SLOT = 0.9; // of the room for a model, the rest is empty

  public StaircasePlot {
    best = List.copyOf(best);
    worst = List.copyOf(worst);
    require(!best.isEmpty(), "a staircase plot needs at least one model, got none of %s", space);
  }

  /**
   * One model.
   *
   * @param error in percent
   * @param widths of its blocks, from the first
   * @param line {@code w0, wa} of a RegNet; else empty
   */
  public record Stairs(double error, List<Integer> widths, List<Double> line) {
    public Stairs {
      widths = List.copyOf(widths);
      line = PlotValues.finite("w0 and wa", line);
      require(error >= 0 && error <= 100, "an error must be 0 to 100 %%, got %s", error);
      require(
          !widths.isEmpty() && widths.stream().allMatch(w -> w >= 1),
          "a model must have block widths of at least 1, got %s",
          widths);
      require(
          line.isEmpty() || (line.size() == 2 && line.get(0) > 0 && line.get(1) >= 0),
          "a RegNet's line must have w0 > 0 and wa >= 0, got %s",
          line);
    }

    private double fitted(int block) {
      return line.get(0) + line.get(1) * block;
    }

    private DoubleStream heights() {
      IntStream blocks = IntStream.range(0, line.isEmpty() ? 0 : widths.size());
      return DoubleStream.concat(
          widths.stream().mapToDouble(Integer::doubleValue), blocks.mapToDouble(this::fitted));
    }

    private String inWords() {
      return String.format(Locale.ROOT, "%.2f %% with widths %s", error, widths);
    }
  }

  /** The picture, to be written in any {@link Format}. */
  public Figure figure() {
    List<Stairs> all = Stream.concat(best.stream(), worst.stream()).toList();
    int deepest = all.stream().mapToInt(s -> s.widths().size()).max().orElseThrow();
    Axis x = Axis.names("error (%%) of each model; up to %d blocks".formatted(deepest), names(all));
    double narrow = all.stream().flatMapToDouble(Stairs::heights).min().orElseThrow();
    double wide = all.stream().flatMapToDouble(Stairs::heights).max().orElseThrow();
    Axis y = Axis.log2(Axes.WIDTH, narrow, Math.max(wide, 2 * narrow));
    Sheet sheet = new Sheet(space, x, y).keysBelow();
    int place = palette.place(space);
    for (int i = 0; i < all.size(); i++) {
      add(sheet, y, i, all.get(i), deepest, i < best.size() ? place : -1);
    }
    addKeys(sheet, place, all);
    String description =
        Stream.concat(
                best.stream().map(s -> "best " + s.inWords()),
                worst.stream().map(s -> "worst " + s.inWords()))
            .collect(Collectors.joining("; "));
    return sheet.figure(space + ": widths of the best and worst models", description, this::csv);
  }

  /** Errors; XChart wants no two alike, and a blank more is not seen. */
  private static List<String> names(List<Stairs> all) {
    List<String> names = new ArrayList<>();
    for (Stairs s : all) {
      String name = String.format(Locale.ROOT, all.size() <= MANY ? "%.2f" : "%.1f", s.error());
      while (names.contains(name)) {
        name += "\u200B";
      }
      names.add(name);
    }
    return names;
  }

  private void addKeys(Sheet sheet, int place, List<Stairs> all) {
    sheet.key(
        Key.line(
            best.size() == 1 ? "best model" : best.size() + " best models",
            Style.color(place),
            Style.stroke(2.6f, List.of())));
    if (!worst.isEmpty()) {
      sheet.key(
          Key.line(
              worst.size() == 1 ? "worst model" : worst.size() + " worst models",
              Style.FRAME,
              Style.stroke(1.6f, List.of())));
    }
    if (all.stream().anyMatch(s -> !s.line().isEmpty())) {
      sheet.key(Key.line("line w0 + wa j, curved on this axis", Style.INK, Style.MEDIAN));
    }
  }

  /** Of the best in the space's colour and with an area, of the worst in grey. */
  private static void add(Sheet sheet, Axis y, int slot, Stairs stairs, int deepest, int place) {
    int d = stairs.widths().size();
    double left = slot - SLOT / 2 + SLOT * (deepest - d) / 2.0 / deepest;
    double step = SLOT / deepest;
    double[] atX = new double[2 * d];
    double[] atY = new double[2 * d];
    double[] bottom = new double[2 * d];
    for (int j = 0; j < d; j++) {
      atX[2 * j] = left + j * step;
      atX[2 * j + 1] = left + (j + 1) * step;
      atY[2 * j] = stairs.widths().get(j);
      atY[2 * j + 1] = stairs.widths().get(j);
    }
    Arrays.fill(bottom, y.lowest());
    if (place >= 0) {
      sheet.band(atX, bottom, atY, Style.bandColor(place));
    }
    sheet.line(
        atX,
        atY,
        place >= 0 ? Style.color(place) : Style.FRAME,
        Style.stroke(place >= 0 ? 2.6f : 1.6f, List.of()));
    if (!stairs.line().isEmpty()) {
      double[] middles = IntStream.range(0, d).mapToDouble(j -> left + (j + 0.5) * step).toArray();
      double[] fit = IntStream.range(0, d).mapToDouble(stairs::fitted).toArray();
      sheet.line(middles, fit, Style.INK, Style.MEDIAN);
    }
  }

  private String csv() {
    Csv csv = new Csv("space", "model", "error", "block", "width", "w0 + wa j");
    rows(csv, "best", best);
    rows(csv, "worst", worst);
    return csv.toString();
  }

  private void rows(Csv csv, String which, List<Stairs> models) {
    for (int i = 0; i < models.size(); i++) {
      Stairs s = models.get(i);
      for (int j = 0; j < s.widths().size(); j++) {
        Object fit = s.line().isEmpty() ? "" : s.fitted(j);
        csv.row(space, which + " " + (i + 1), s.error(), j, s.widths().get(j), fit);
      }
    }
  }
}
