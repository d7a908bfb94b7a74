package io.archscape.cli;

import io.archscape.drawing.OpLabel;
import io.archscape.graph.Cost;
import io.archscape.graph.CostMeter;
import io.archscape.graph.Graph;
import io.archscape.graph.Node;
import io.archscape.space.Fitting;
import io.archscape.wording.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All operations of a network that cost anything, in order, with the share of the whole that is
 * reached after each; those that cost nothing are counted below.
 */
final class LayerTable {
  private static final int WORDS = 2;
  private static final String NONE = "-";
  private static final List<String> HEADINGS =
      List.of(
          "layer",
          "op",
          "stride",
          "groups",
          "group width",
          "output",
          "flops",
          "params",
          "acts",
          "flops%",
          "params%",
          "acts%");

  private final Graph graph;
  private final Cost total;

  LayerTable(Graph graph) {
    this.graph = graph;
    this.total = graph.cost();
  }

  /** The table, and below it what is not in it. */
  List<String> lines() {
    TextTable table = new TextTable(WORDS);
    table.row(HEADINGS);
    Map<String, Integer> free = new TreeMap<>();
    Cost soFar = Cost.NONE;
    for (Node node : graph.nodes()) {
      Cost cost = CostMeter.of(node.op(), graph.inputShapes(node), node.shape());
      OpLabel label = OpLabel.of(node.op(), graph.inputShapes(node));
      soFar = soFar.plus(cost);
      if (cost.equals(Cost.NONE)) {
        free.merge(label.name(), 1, Integer::sum);
      } else {
        table.row(row(node, label, cost, soFar));
      }
    }
    table.row(
        List.of(
            "total",
            "",
            "",
            "",
            "",
            "",
            count(total.flops()),
            count(total.params()),
            count(total.acts())));
    List<String> lines = new ArrayList<>(table.lines());
    lines.add("without cost, left out: " + text(free));
    return lines;
  }

  private List<String> row(Node node, OpLabel label, Cost cost, Cost soFar) {
    boolean conv = label.kind() == OpLabel.Kind.CONVOLVES;
    boolean moves = conv || label.kind() == OpLabel.Kind.POOLS;
    return List.of(
        node.name(),
        label.name(),
        moves ? String.valueOf(label.stride()) : NONE,
        conv ? String.valueOf(label.groups()) : NONE,
        label.groups() > 1 ? String.valueOf(label.groupWidth()) : NONE,
        node.shape().toString(),
        count(cost.flops()),
        count(cost.params()),
        count(cost.acts()),
        percent(soFar.flops(), total.flops()),
        percent(soFar.params(), total.params()),
        percent(soFar.acts(), total.acts()));
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String percent(long part, long whole) {
    return String.format(Locale.ROOT, "%.1f", 100.0 * part / whole);
  }

  private static String text(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .map(each -> each.getValue() + " " + each.getKey())
        .collect(Collectors.joining(", "));
  }

  /** What was asked of each stage, what it has instead, and why; nothing where nothing was. */
  static List<String> fittings(List<Fitting> fittings) {
    if (fittings.isEmpty()) {
      return List.of();
    }
    if (fittings.stream().noneMatch(Fitting::changed)) {
      return List.of("widths and group widths are as requested: nothing had to be adjusted");
    }
    TextTable table = new TextTable(4);
    table.row(List.of("stage", "width requested -> used", "group width requested -> used", "why"));
    for (int i = 0; i < fittings.size(); i++) {
      Fitting fitting = fittings.get(i);
      table.row(
          List.of(
              "s" + (i + 1),
              fitting.width() + " -> " + fitting.adjusted().width(),
              fitting.groupWidth() + " -> " + fitting.adjusted().groupWidth(),
              fitting.changed() ? fitting.reason() : "fits"));
    }
    return table.lines();
  }
}
