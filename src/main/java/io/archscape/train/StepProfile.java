package io.archscape.train;

import static io.archscape.Require.require;

import io.archscape.engine.Kernel;
import io.archscape.engine.KernelSet;
import io.archscape.engine.Program;
import io.archscape.engine.Vectors;
import io.archscape.graph.Graph;
import io.archscape.graph.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Where the time of a training step goes. Each piece is run to its end before the next begins;
 * whole steps, in which nothing waits but at the ends of forward and backward, are timed in turn
 * with the divided ones, so that what dividing costs can be seen.
 *
 * @param whole seconds of an undivided step, the median
 * @param divided the same of a divided one
 * @param pieces all of a step, in order
 */
public record StepProfile(
    Graph graph, int batch, double whole, double divided, List<Timed> pieces) {
  public StepProfile {
    require(whole > 0 && divided > 0, "a step must take time, got %s and %s s", whole, divided);
    pieces = List.copyOf(pieces);
  }

  /** What is timed by itself. */
  public sealed interface Piece permits Operation, Chore {
    /** The code that runs. */
    String implementation();

    /** What one of the two readers makes of it. */
    <R> R read(Function<Operation, R> operation, Function<Chore, R> chore);
  }

  /**
   * A part of an operation in one direction.
   *
   * @param relu the ReLU that is done in the same pass
   * @param copies whether it only moves numbers to where another part wants them
   */
  public record Operation(
      Node node,
      Optional<Node> relu,
      Kernel.Direction direction,
      String implementation,
      boolean copies)
      implements Piece {
    @Override
    public <R> R read(Function<Operation, R> operation, Function<Chore, R> chore) {
      return operation.apply(this);
    }
  }

  /** What a step does besides the network's operations. */
  public enum Chore implements Piece {
    IMAGES("write images"),
    STATISTICS("running statistics"),
    LOSS("loss"),
    UPDATE("parameter update");

    private final String label;

    Chore(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }

    @Override
    public String implementation() {
      return switch (this) {
        case IMAGES, LOSS -> "java";
        case STATISTICS -> Vectors.loops();
        case UPDATE -> Vectors.descents();
      };
    }

    @Override
    public <R> R read(Function<Operation, R> operation, Function<Chore, R> chore) {
      return chore.apply(this);
    }
  }

  /**
   * A piece and the median of its times.
   *
   * @param seconds in one step
   */
  public record Timed(Piece piece, double seconds) {}

  /** A piece and how it is done. */
  private record Task(Piece piece, Runnable work) {}

  /**
   * Seconds of all pieces together. On a machine that does other things too it is less than a step:
   * the median of a piece leaves out when it was interrupted, that of a step cannot.
   */
  public double sum() {
    return pieces.stream().mapToDouble(Timed::seconds).sum();
  }

  /**
   * Measures, on as many threads as the calling thread has.
   *
   * @param warmup whole steps that are not timed
   * @param steps whole and divided ones, in turn
   * @throws io.archscape.InputException if the network does not fit into memory
   */
  public static StepProfile measure(
      Graph graph, int batch, KernelSet kernels, int warmup, int steps) {
    require(steps >= 1, "bench steps must be at least 1, got steps=%d", steps);
    MemoryLimit.ofThisMachine().requireStep(graph, batch);
    try (TrainingStep step = new TrainingStep(graph, batch, kernels)) {
      List<Task> tasks = tasks(graph, step);
      for (int i = 0; i < warmup; i++) {
        step.run();
      }
      tasks.forEach(task -> task.work.run());
      return measured(graph, batch, steps, step, tasks);
    }
  }

  private static StepProfile measured(
      Graph graph, int batch, int steps, TrainingStep step, List<Task> tasks) {
    double[] whole = new double[steps];
    double[] divided = new double[steps];
    double[][] pieces = new double[tasks.size()][steps];
    for (int i = 0; i < steps; i++) {
      whole[i] = seconds(step::run);
      for (int k = 0; k < pieces.length; k++) {
        pieces[k][i] = seconds(tasks.get(k).work);
        divided[i] += pieces[k][i];
      }
    }
    List<Timed> timed = new ArrayList<>();
    for (int k = 0; k < pieces.length; k++) {
      timed.add(new Timed(tasks.get(k).piece, median(pieces[k])));
    }
    return new StepProfile(graph, batch, median(whole), median(divided), timed);
  }

  private static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private static List<Task> tasks(Graph graph, TrainingStep step) {
    Program program = step.program();
    Map<Integer, Node> relus = relus(graph, program.work());
    List<Task> forward = new ArrayList<>();
    List<Task> backward = new ArrayList<>();
    for (Program.Work work : program.work()) {
      boolean isForward = work.part().direction() == Kernel.Direction.FORWARD;
      (isForward ? forward : backward)
          .add(new Task(operation(work, relus), () -> program.run(work)));
    }
    List<Task> all = new ArrayList<>();
    all.add(new Task(Chore.IMAGES, step::writeImages));
    all.addAll(forward);
    all.add(new Task(Chore.STATISTICS, program::moveStatistics));
    all.add(new Task(Chore.LOSS, step::takeLoss));
    all.addAll(backward);
    all.add(new Task(Chore.UPDATE, step::update));
    return all;
  }

  private static Operation operation(Program.Work work, Map<Integer, Node> relus) {
    Kernel.Part part = work.part();
    return new Operation(
        work.node(),
        Optional.ofNullable(relus.get(work.node().id())),
        part.direction(),
        part.implementation(),
        part.copies());
  }

  /** The nodes without a part, by the node that does their work with its own. */
  private static Map<Integer, Node> relus(Graph graph, List<Program.Work> parts) {
    Set<Integer> working = new HashSet<>();
    parts.forEach(work -> working.add(work.node().id()));
    Map<Integer, Node> relus = new HashMap<>();
    for (Node node : graph.nodes()) {
      if (!working.contains(node.id()) && !node.inputs().isEmpty()) {
        relus.put(node.inputs().get(0), node);
      }
    }
    return relus;
  }
}
