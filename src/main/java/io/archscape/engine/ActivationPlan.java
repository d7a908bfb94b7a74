package io.archscape.engine;

import io.archscape.engine.MemoryPlan.Lease;
import io.archscape.graph.Graph;
import io.archscape.graph.Op;
import io.archscape.graph.Shape;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Where every result and every gradient of a program lies.
 *
 * @param values results by node, the image's too
 * @param targets gradients by step; none when evaluating
 */
record ActivationPlan(
    List<Step> steps,
    Map<Integer, Lease> values,
    List<GradientPlan.Targets> targets,
    MemoryPlan memory) {

  static ActivationPlan of(Graph graph, int batch, Mode mode, ToLongFunction<Shape> floats) {
    List<Step> steps = Step.of(graph, mode);
    MemoryPlan memory = new MemoryPlan(batch, floats);
    return mode == Mode.TRAIN ? training(graph, steps, memory) : evaluation(graph, steps, memory);
  }

  /** Every result is kept until the gradient of what made it is known, but what drops overwrite. */
  private static ActivationPlan training(Graph graph, List<Step> steps, MemoryPlan memory) {
    Set<Integer> overwritten = overwritten(steps);
    Map<Integer, Lease> values = new HashMap<>();
    values.put(0, memory.take(graph.input().shape()));
    for (Step step : steps) {
      Lease own = values.get(step.inputs().get(0));
      boolean inPlace = own != null && overwritten.contains(step.inputs().get(0));
      values.put(step.output(), inPlace ? own : memory.take(shape(graph, step)));
    }
    return new ActivationPlan(steps, values, GradientPlan.of(graph, steps, values, memory), memory);
  }

  /**
   * The results that the drop after them may overwrite: nobody else reads them, neither do those
   * who made them, and the program's own result is not among them.
   */
  private static Set<Integer> overwritten(List<Step> steps) {
    Map<Integer, Integer> readers = new HashMap<>();
    steps.forEach(step -> step.inputs().forEach(input -> readers.merge(input, 1, Integer::sum)));
    Set<Integer> forgotten = new HashSet<>();
    Set<Integer> overwritten = new HashSet<>();
    for (Step step : steps.subList(0, steps.size() - 1)) {
      int input = step.inputs().get(0);
      if (step.node().op() instanceof Op.Drop && forgotten.contains(input)) {
        overwritten.add(input);
      }
      if (step.forgetsResult() && Integer.valueOf(1).equals(readers.get(step.output()))) {
        forgotten.add(step.output());
      }
    }
    return overwritten;
  }

  /** A result is kept until its last reader has run. */
  private static ActivationPlan evaluation(Graph graph, List<Step> steps, MemoryPlan memory) {
    Map<Integer, Integer> lastReader = new HashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      for (int input : steps.get(i).inputs()) {
        lastReader.put(input, i);
      }
    }
    Map<Integer, Lease> values = new HashMap<>();
    values.put(0, memory.take(graph.input().shape()));
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      values.put(step.output(), memory.take(shape(graph, step)));
      for (int input : step.inputs().stream().distinct().toList()) {
        Lease read = values.get(input);
        if (input != 0 && read != null && Integer.valueOf(i).equals(lastReader.get(input))) {
          memory.release(read);
        }
      }
    }
    return new ActivationPlan(steps, values, List.of(), memory);
  }

  private static Shape shape(Graph graph, Step step) {
    return graph.node(step.output()).shape();
  }
}
