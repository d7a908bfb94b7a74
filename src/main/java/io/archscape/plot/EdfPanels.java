package io.archscape.plot;

import static io.archscape.Require.require;

import io.archscape.stats.Edf;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Distribution functions of several quantities of the same groups of networks: a panel for each
 * quantity, one above the other, with the same curves. More than one group have a curve of all
 * networks too, in black.
 *
 * @param palette that has all groups
 */
public record EdfPanels(String title, Palette palette, List<Panel> panels) {
  private static final String ALL = "all";
  private static final double Y_MARGIN = 0.03; // so that the lines at 0 and 1 are not cut in half
  private static final float ALL_WIDTH = 3.4f;

  public EdfPanels {
    PlotValues.requireText("a title", title);
    panels = List.copyOf(panels);
    require(!panels.isEmpty(), "distributions need at least one panel, got none");
  }

  /**
   * One quantity.
   *
   * @param quantity what its axis says
   * @param mark a value to be marked by an upright line, and to be on the axis
   */
  public record Panel(String quantity, OptionalDouble mark, List<Group> groups) {
    public Panel {
      PlotValues.requireText("a quantity", quantity);
      groups = List.copyOf(groups);
      require(!groups.isEmpty(), "distributions of %s need at least one group, got none", quantity);
    }

    private DoubleStream values() {
      return groups.stream().flatMapToDouble(group -> PlotValues.stream(group.values()));
    }

    private List<Group> withAll() {
      List<Group> all = List.of(new Group(ALL, values().boxed().toList()));
      return groups.size() == 1 ? groups : Stream.concat(groups.stream(), all.stream()).toList();
    }

    private String inWords() {
      return withAll().stream()
          .map(Group::inWords)
          .collect(Collectors.joining("; ", quantity + ": ", ""));
    }
  }

  /** The values of one group's networks, at least one. */
  public record Group(String name, List<Double> values) {
    public Group {
      PlotValues.requireText("a group's name", name);
      values = PlotValues.finite("values of " + name, values);
      require(!values.isEmpty(), "a group must have at least one value, got none of %s", name);
    }

    private Edf edf() {
      return Edf.of(PlotValues.array(values));
    }

    private String inWords() {
      Edf edf = edf();
      return String.format(
          Locale.ROOT, "%s %.3g to %.3g, median %.3g", name, edf.min(), edf.max(), edf.median());
    }
  }

  /** The picture, to be written in any {@link Format}. */
  public Figure figure() {
    List<Sheet> sheets = panels.stream().map(this::sheet).toList();
    String description = panels.stream().map(Panel::inWords).collect(Collectors.joining(". "));
    return Sheet.stacked(sheets, keys(), title, description, this::csv);
  }

  private Sheet sheet(Panel panel) {
    DoubleStream marked = panel.mark().stream();
    Axis x = Axis.linear(panel.quantity(), DoubleStream.concat(panel.values(), marked));
    Axis y = Axis.between(Axes.PROBABILITY, -Y_MARGIN, 1 + Y_MARGIN);
    boolean first = panel.equals(panels.get(0));
    Sheet sheet = new Sheet(first ? title : "", x, y);
    panel.mark().ifPresent(at -> sheet.upright(at, Style.FRAME, Style.MEDIAN));
    for (Group group : panel.withAll()) {
      Staircase stairs = Staircase.of(group.edf(), x);
      Key key = key(group);
      sheet.line(stairs.x(), stairs.y(), key.color(), key.line());
    }
    return sheet;
  }

  /** The groups of the panel that has most of them. */
  private List<Key> keys() {
    List<Group> most =
        panels.stream()
            .map(Panel::withAll)
            .reduce((a, b) -> a.size() >= b.size() ? a : b)
            .orElseThrow();
    return most.stream().map(this::key).toList();
  }

  private Key key(Group group) {
    String label = group.name() + " [" + group.values().size() + "]";
    if (group.name().equals(ALL)) {
      return Key.line(label, Style.INK, Style.stroke(ALL_WIDTH, List.of()));
    }
    int place = palette.place(group.name());
    return Key.line(label, Style.color(place), Style.stroke(place));
  }

  private String csv() {
    Csv csv = new Csv("quantity", "group", "value");
    for (Panel panel : panels) {
      for (Group group : panel.groups()) {
        double[] sorted = PlotValues.array(group.values());
        Arrays.sort(sorted);
        DoubleStream.of(sorted).forEach(v -> csv.row(panel.quantity(), group.name(), v));
      }
    }
    return csv.toString();
  }
}
