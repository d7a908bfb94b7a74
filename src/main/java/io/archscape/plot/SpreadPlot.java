package io.archscape.plot;

import static io.archscape.Require.require;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Errors of networks that were trained more than once: a row for each, the first at the top, its
 * trainings as points and their mean as a stroke.
 *
 * @param palette that has the rows' spaces
 */
public record SpreadPlot(String title, Palette palette, List<Row> rows) {
  private static final int ABOVE_AND_BELOW = 120;
  private static final double NAME_WIDTH = 190;
  private static final double HALF_STROKE = 0.3;
  private static final int SIZE = 8;

  public SpreadPlot {
    PlotValues.requireText("a title", title);
    rows = List.copyOf(rows);
    require(!rows.isEmpty(), "a plot of spreads needs at least one network, got none");
  }

  /**
   * One network.
   *
   * @param errors of its trainings, in percent, at least one
   */
  public record Row(String name, String space, List<Double> errors) {
    public Row {
      PlotValues.requireText("a network's name", name);
      errors = PlotValues.percent("errors of " + name, errors);
      require(!errors.isEmpty(), "a network must have at least one training, got none of %s", name);
    }

    private double mean() {
      return Arrays.stream(PlotValues.array(errors)).average().orElseThrow();
    }

    private String inWords() {
      return errors.stream()
          .map(error -> String.format(Locale.ROOT, "%.2f", error))
          .collect(Collectors.joining(", ", name + ": ", ""));
    }
  }

  /** The picture, to be written in any {@link Format}. */
  public Figure figure() {
    int n = rows.size();
    Axis x =
        Axis.linear(
            Axes.ERROR, rows.stream().flatMapToDouble(row -> PlotValues.stream(row.errors())));
    Axis y =
        Axis.names(
            "",
            IntStream.range(0, n)
                .mapToObj(i -> Key.elided(rows.get(n - 1 - i).name(), Style.SMALL_TEXT, NAME_WIDTH))
                .toList());
    Sheet sheet = new Sheet(title, x, y, ABOVE_AND_BELOW + Axis.ROW * n).keysBelow();
    for (int i = 0; i < n; i++) {
      Row row = rows.get(i);
      double at = n - 1.0 - i;
      double[] level = new double[row.errors().size()];
      Arrays.fill(level, at);
      int place = palette.place(row.space());
      sheet.points(
          PlotValues.array(row.errors()),
          level,
          Style.color(place),
          PointShape.of(place).light(),
          SIZE);
      sheet.line(
          new double[] {row.mean(), row.mean()},
          new double[] {at - HALF_STROKE, at + HALF_STROKE},
          Style.INK,
          Style.THIN);
    }
    int first = palette.place(rows.get(0).space());
    sheet.key(Key.mark("a training", Style.color(first), PointShape.of(first)));
    sheet.key(Key.line("mean of a network's trainings", Style.INK, Style.THIN));
    String description = rows.stream().map(Row::inWords).collect(Collectors.joining("; "));
    return sheet.figure(title, description, this::csv);
  }

  private String csv() {
    Csv csv = new Csv("network", "space", "error");
    rows.forEach(row -> row.errors().forEach(error -> csv.row(row.name(), row.space(), error)));
    return csv.toString();
  }
}
