package io.archscape.bench;

import io.archscape.bench.LayerTimer.Opened;
import io.archscape.engine.Kernel.Direction;
import io.archscape.engine.Program;
import io.archscape.graph.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Times nodes of a network in rounds, each of which runs all of their parts in order: what disturbs
 * one round spares the others.
 *
 * @param rounds after one that does not count
 * @param pick which of a part's times counts, of the sorted ones
 */
record LayerRounds(int rounds, ToDoubleFunction<double[]> pick) {
  /** For everything: medians. */
  static final LayerRounds FEW = new LayerRounds(3, times -> times[1]);

  /** For what seems slow: a machine that does other things too is slow most times, not always. */
  static final LayerRounds MANY = new LayerRounds(10, times -> times[0]);

  /** A part and how long it takes. */
  private record Part(Program.Work work, double seconds) {
    Direction direction() {
      return work.part().direction();
    }

    boolean copies() {
      return work.part().copies();
    }
  }

  /** The times of each node, one a direction, in the order of the nodes. */
  List<List<LayerTime>> of(Opened opened, List<Node> nodes) {
    List<Program.Work> work = opened.work().stream().filter(w -> nodes.contains(w.node())).toList();
    work.forEach(opened::seconds);
    double[][] seconds = new double[work.size()][rounds];
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < seconds.length; i++) {
        seconds[i][round] = opened.seconds(work.get(i));
      }
    }
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < seconds.length; i++) {
      Arrays.sort(seconds[i]);
      parts.add(new Part(work.get(i), pick.applyAsDouble(seconds[i])));
    }
    return nodes.stream().map(node -> times(node, parts)).toList();
  }

  private static List<LayerTime> times(Node node, List<Part> parts) {
    Map<Direction, List<Part>> directions = new LinkedHashMap<>();
    for (Part part : parts) {
      if (part.work.node().equals(node)) {
        directions.computeIfAbsent(part.direction(), direction -> new ArrayList<>()).add(part);
      }
    }
    List<LayerTime> times = new ArrayList<>();
    directions.forEach((direction, own) -> times.add(time(direction, own)));
    return times;
  }

  private static LayerTime time(Direction direction, List<Part> parts) {
    boolean copies = parts.stream().allMatch(Part::copies);
    String implementation =
        parts.stream()
            .filter(part -> part.copies() == copies)
            .map(part -> part.work.part().implementation())
            .distinct()
            .collect(Collectors.joining(" + "));
    double seconds = parts.stream().mapToDouble(Part::seconds).sum();
    return new LayerTime(direction, implementation, copies, seconds);
  }
}
