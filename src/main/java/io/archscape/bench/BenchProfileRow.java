package io.archscape.bench;

import io.archscape.graph.Graph;
import io.archscape.graph.Node;
import io.archscape.train.StepProfile;
import io.archscape.train.StepProfile.Chore;
import io.archscape.train.StepProfile.Operation;
import io.archscape.train.StepProfile.Timed;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All calls in a training step of one kind of operation, in one direction, by one implementation.
 *
 * @param calls a step
 * @param seconds of all calls together
 * @param flops multiplications and additions of all calls, as the cost counts them, whatever is
 *     really computed; 0 for what has no cost
 */
public record BenchProfileRow(
    String op, String direction, String implementation, int calls, double seconds, double flops) {
  /** The direction of what is neither forward nor backward. */
  static final String STEP = "step";

  /** The rows of a profile: the operations that take longest first, forward before backward. */
  static List<BenchProfileRow> of(StepProfile profile) {
    Map<List<String>, BenchProfileRow> rows = new LinkedHashMap<>();
    Set<List<Object>> counted = new HashSet<>();
    for (Timed timed : profile.pieces()) {
      BenchProfileRow row = row(profile, timed, counted);
      List<String> kind = List.of(row.op, row.direction, row.implementation);
      rows.merge(kind, row, BenchProfileRow::plus);
    }
    Map<String, Double> ops =
        rows.values().stream()
            .collect(
                Collectors.groupingBy(
                    BenchProfileRow::op, Collectors.summingDouble(BenchProfileRow::seconds)));
    return rows.values().stream()
        .sorted(
            Comparator.comparing((BenchProfileRow row) -> -ops.getOrDefault(row.op, 0.0))
                .thenComparing(BenchProfileRow::op)
                .thenComparingInt(row -> BenchProfile.DIRECTIONS.indexOf(row.direction))
                .thenComparing(row -> -row.seconds))
        .toList();
  }

  private BenchProfileRow plus(BenchProfileRow other) {
    return new BenchProfileRow(
        op,
        direction,
        implementation,
        calls + other.calls,
        seconds + other.seconds,
        flops + other.flops);
  }

  private static BenchProfileRow row(StepProfile profile, Timed timed, Set<List<Object>> counted) {
    return timed
        .piece()
        .read(
            operation -> row(profile, operation, timed.seconds(), counted),
            chore -> row(chore, timed.seconds()));
  }

  private static BenchProfileRow row(
      StepProfile profile, Operation operation, double seconds, Set<List<Object>> counted) {
    // an operation may be several calls in a direction: its flops are counted once
    boolean counts =
        !operation.copies() && counted.add(List.of(operation.node().id(), operation.direction()));
    return new BenchProfileRow(
        label(profile.graph(), operation),
        operation.direction().label(),
        operation.implementation(),
        1,
        seconds,
        counts ? flops(profile, operation) : 0);
  }

  private static BenchProfileRow row(Chore chore, double seconds) {
    return new BenchProfileRow(chore.label(), STEP, chore.implementation(), 1, seconds, 0);
  }

  private static String label(Graph graph, Operation operation) {
    Node node = operation.node();
    String label = OpWork.label(node.op(), graph.inputShapes(node), operation.copies());
    return operation.relu().isPresent() && !operation.copies() ? label + " relu" : label;
  }

  private static double flops(StepProfile profile, Operation operation) {
    return profile.batch() * OpWork.flops(profile.graph(), operation.node(), operation.direction());
  }

  /** Operations a second; 0 for what has no cost. */
  double rate() {
    return flops / seconds;
  }

  boolean inNd4j() {
    return implementation.equals("nd4j");
  }
}
