package io.archscape.engine;

import io.archscape.engine.MemoryPlan.Lease;
import io.archscape.graph.Graph;
import io.archscape.graph.Op;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which buffer holds the gradient of which result, and when. Of several readers of a result the
 * last one writes its gradient first and overwrites; the others write to scratch memory that is
 * then added. A sum passes its gradient on: its inputs' gradients are the same memory as its own,
 * where nobody would notice.
 */
final class GradientPlan {
  /** What a step's kernel is given, and what is to be added after its backward. */
  record Targets(Lease output, List<Optional<Lease>> inputs, Map<Lease, Lease> scratchInto) {}

  private final Graph graph;
  private final List<Step> steps;
  private final MemoryPlan memory;
  private final Map<Integer, Integer> producerOf = new HashMap<>();
  private final Map<Integer, List<Integer>> readersOf = new HashMap<>();
  private final Map<Integer, Lease> gradients = new HashMap<>();
  private final Map<Lease, Set<Integer>> holders = new HashMap<>();

  private GradientPlan(Graph graph, List<Step> steps, MemoryPlan memory) {
    this.graph = graph;
    this.steps = steps;
    this.memory = memory;
    for (int i = 0; i < steps.size(); i++) {
      producerOf.put(steps.get(i).output(), i);
      for (int input : steps.get(i).inputs()) {
        readersOf.computeIfAbsent(input, id -> new ArrayList<>()).add(i);
      }
    }
  }

  /** The targets of every step, in the order of the steps. */
  static List<Targets> of(
      Graph graph, List<Step> steps, Map<Integer, Lease> values, MemoryPlan memory) {
    return new GradientPlan(graph, steps, memory).plan(values);
  }

  /** After a step's backward nobody reads its result any more, but for the program's own. */
  private List<Targets> plan(Map<Integer, Lease> values) {
    Targets[] targets = new Targets[steps.size()];
    hold(steps.get(steps.size() - 1).output(), memory.take(graph.output().shape()));
    for (int i = steps.size() - 1; i >= 0; i--) {
      targets[i] = targets(i);
      Lease dead = values.get(steps.get(i).output());
      boolean inPlace = dead != null && dead.equals(values.get(steps.get(i).inputs().get(0)));
      if (dead != null && !inPlace && i < steps.size() - 1) {
        memory.release(dead);
      }
    }
    return List.of(targets);
  }

  private Targets targets(int index) {
    Step step = steps.get(index);
    Lease output = gradient(step.output());
    List<Optional<Lease>> inputs = new ArrayList<>();
    Map<Lease, Lease> scratchInto = new LinkedHashMap<>(); // sums in one order
    for (int input : step.inputs()) {
      inputs.add(
          input == 0 ? Optional.empty() : Optional.of(target(index, input, output, scratchInto)));
    }
    drop(step.output(), output);
    scratchInto.keySet().forEach(memory::release);
    return new Targets(output, List.copyOf(inputs), Collections.unmodifiableMap(scratchInto));
  }

  private Lease target(int index, int input, Lease output, Map<Lease, Lease> scratchInto) {
    Lease earlier = gradients.get(input);
    if (earlier != null) {
      Lease scratch = memory.take(graph.node(input).shape());
      scratchInto.put(scratch, earlier);
      return scratch;
    }
    boolean shares = steps.get(index).node().op() instanceof Op.Add;
    Lease fresh =
        shares && mayHold(output, index, input) ? output : memory.take(graph.node(input).shape());
    hold(input, fresh);
    return fresh;
  }

  /**
   * Whether {@code input}'s gradient may live in the memory of {@code output}: whatever is added to
   * the one later must come after the last look at every other gradient in it, and a ReLU's mask
   * must not fall on a gradient that is still to be looked at.
   */
  private boolean mayHold(Lease output, int index, int input) {
    Set<Integer> others = new HashSet<>(holders.get(output));
    others.remove(steps.get(index).output());
    if (steps.get(index).relu() && !steps.get(index).inputs().containsAll(others)) {
      return false;
    }
    return others.stream()
        .allMatch(
            other -> addedAfterLook(input, other, index) && addedAfterLook(other, input, index));
  }

  private boolean addedAfterLook(int added, int looked, int index) {
    return readersOf.getOrDefault(added, List.of()).stream()
        .filter(reader -> reader != index)
        .allMatch(reader -> reader < producer(looked));
  }

  private int producer(int value) {
    return producerOf.getOrDefault(value, -1);
  }

  private Lease gradient(int value) {
    Lease gradient = gradients.get(value);
    if (gradient == null) {
      throw new IllegalArgumentException(
          "every result must be read, got none for " + graph.node(value).name());
    }
    return gradient;
  }

  private void hold(int value, Lease buffer) {
    gradients.put(value, buffer);
    holders.computeIfAbsent(buffer, b -> new HashSet<>()).add(value);
  }

  private void drop(int value, Lease buffer) {
    gradients.remove(value);
    Set<Integer> left = holders.get(buffer);
    if (left != null) {
      left.remove(value);
      if (left.isEmpty()) {
        holders.remove(buffer);
        memory.release(buffer);
      }
    }
  }
}
