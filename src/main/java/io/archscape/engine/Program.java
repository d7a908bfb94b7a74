package io.archscape.engine;

import static io.archscape.Require.require;

import io.archscape.engine.MemoryPlan.Lease;
import io.archscape.graph.Graph;
import io.archscape.graph.Node;
import io.archscape.graph.Op;
import io.archscape.graph.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A graph made ready to run on batches of one size: every buffer allocated once, every kernel made
 * once. Several programs may share the parameters. To be used from one thread.
 */
public final class Program implements AutoCloseable {
  private final Graph graph;
  private final int batch;
  private final Mode mode;
  private final Params params;
  private final Kernels kernels;
  private final ActivationPlan plan;
  private final MemoryPlan.Arena memory;
  private final Optional<BatchStatistics> batchStatistics;
  private final Optional<Drops> drops;
  private final List<Placed> forward = new ArrayList<>();
  private final List<Placed> backward = new ArrayList<>();
  private final List<Kernel> additions = new ArrayList<>();

  /** A kernel and the node it works for. */
  private record Placed(Node node, Kernel kernel) {}

  private Program(Graph graph, int batch, Mode mode, Params params, KernelSet set) {
    this.graph = graph;
    this.batch = batch;
    this.mode = mode;
    this.params = params;
    kernels = set.kernels(graph, batch, mode);
    plan = ActivationPlan.of(graph, batch, mode, kernels::floats);
    memory = plan.memory().allocate();
    batchStatistics =
        mode == Mode.TRAIN
            ? Optional.of(new BatchStatistics(graph, params, batch))
            : Optional.empty();
    drops = mode == Mode.TRAIN ? Optional.of(new Drops(graph, batch)) : Optional.empty();
  }

  /**
   * Makes a program.
   *
   * @param batch images a call, at least 1
   * @param params of the same graph
   */
  public static Program compile(
      Graph graph, int batch, Mode mode, Params params, KernelSet kernels) {
    require(batch >= 1, "program batch must be at least 1, got batch=%d", batch);
    Program program = new Program(graph, batch, mode, params, kernels);
    try {
      program.build();
      return program;
    } catch (RuntimeException | Error e) {
      program.close();
      throw e;
    }
  }

  /** Bytes of activations and their gradients that such a program would take at most. */
  public static long activationBytes(Graph graph, int batch, Mode mode) {
    return ActivationPlan.of(graph, batch, mode, Program::elements).memory().bytes();
  }

  /** Channels up to a multiple of 8, as a set may lay them out; or more than any machine has. */
  private static long elements(Shape shape) {
    long channels = shape.positions() == 1 ? shape.channels() : (shape.channels() + 7L) / 8 * 8;
    return Math.min(shape.positions() * channels, 1L << 40);
  }

  private void build() {
    List<Step> steps = plan.steps();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (mode == Mode.TRAIN) {
        GradientPlan.Targets targets = plan.targets().get(i);
        Kernel kernel = kernels.kernel(site(step, targets));
        forward.add(new Placed(step.node(), kernel));
        backward.add(0, new Placed(step.node(), withAdditions(kernel, targets.scratchInto())));
      } else {
        forward.add(
            new Placed(step.node(), kernels.kernel(site(step, List.of(), Optional.empty()))));
      }
    }
  }

  private Kernel withAdditions(Kernel kernel, Map<Lease, Lease> scratchInto) {
    if (scratchInto.isEmpty()) {
      return kernel;
    }
    List<Kernel> own = new ArrayList<>();
    scratchInto.forEach(
        (from, into) -> own.add(kernels.accumulate(memory.buffer(from), memory.buffer(into))));
    additions.addAll(own);
    return new WithAdditions(kernel, own);
  }

  /** For backward only. */
  private record WithAdditions(Kernel kernel, List<Kernel> additions) implements Kernel {
    @Override
    public void forward() {
      throw new IllegalStateException("this kernel is for backward only");
    }

    @Override
    public void backward() {
      kernel.backward();
      additions.forEach(Kernel::forward);
    }

    @Override
    public List<Part> parts() {
      return Stream.concat(
              kernel.parts().stream(),
              additions.stream()
                  .flatMap(addition -> addition.parts().stream())
                  .filter(part -> part.direction() == Direction.FORWARD)
                  .map(
                      part ->
                          new Part(Direction.BACKWARD, part.implementation(), true, part.work())))
          .toList();
    }
  }

  private Buffer value(int id) {
    Lease lease = plan.values().get(id);
    if (lease == null) {
      throw new IllegalStateException("no result is kept of " + graph.node(id).name());
    }
    return memory.buffer(lease);
  }

  private KernelSite site(Step step, GradientPlan.Targets targets) {
    return site(
        step,
        targets.inputs().stream().map(input -> input.map(memory::buffer)).toList(),
        Optional.of(memory.buffer(targets.output())));
  }

  private KernelSite site(
      Step step, List<Optional<Buffer>> inputGradients, Optional<Buffer> gradientOut) {
    Node node = step.node();
    return new KernelSite(
        node.name(),
        node.op(),
        step.relu(),
        mode,
        step.inputs().stream().map(this::value).toList(),
        value(step.output()),
        inputGradients,
        gradientOut,
        params.values(node.id()),
        params.gradients(node.id()),
        statistics(node),
        drops.flatMap(all -> all.of(node.id())));
  }

  private Optional<KernelSite.Statistics> statistics(Node node) {
    if (!(node.op() instanceof Op.BatchNorm)) {
      return Optional.empty();
    }
    return Optional.of(
        batchStatistics
            .map(batches -> batches.of(node.id()))
            .orElseGet(
                () ->
                    new KernelSite.Statistics(params.mean(node.id()), params.variance(node.id()))));
  }

  /** Images a call. */
  public int batch() {
    return batch;
  }

  /** Where the images go, normalised: (N,H,W,C). */
  public Buffer input() {
    return value(0);
  }

  /** The results of the last forward: (N,1,1,classes) for a network. */
  public Buffer output() {
    return value(graph.output().id());
  }

  /** Where the gradient of the loss by the output goes before {@link #backward()}. */
  public Buffer outputGradient() {
    if (mode == Mode.EVALUATE) {
      throw notForEvaluation("gradients");
    }
    return memory.buffer(plan.targets().get(plan.targets().size() - 1).output());
  }

  /**
   * Draws what the next steps drop, in training: by the same seed the same values of the same
   * images, whatever computes them. Until the first draw nothing is dropped.
   */
  public void drop(long seed) {
    drops.orElseThrow(() -> notForEvaluation("drops")).draw(seed);
  }

  /** Computes the output; in training also moves the running statistics of batch norm. */
  public void forward() {
    runForward();
    moveStatistics();
  }

  /**
   * In training: computes the output, and makes the running statistics of batch norm those of k+1
   * batches, of which this is the last: the mean of their means, and the mean of their unbiased
   * variances plus the variance of their means (precise batch norm, as pycls'
   * compute_precise_bn_stats: E[variance + mean^2] - E[mean]^2).
   *
   * @param k batches before this one; of 0 what the running statistics were is forgotten
   */
  public void forwardAveraging(int k) {
    require(k >= 0, "batches before must be at least 0, got k=%d", k);
    BatchStatistics statistics =
        batchStatistics.orElseThrow(() -> notForEvaluation("batch statistics"));
    runForward();
    statistics.intoMean(k);
  }

  private void runForward() {
    kernels.begin();
    for (Placed placed : forward) {
      placed.kernel.forward();
    }
    kernels.await();
  }

  private static IllegalStateException notForEvaluation(String what) {
    return new IllegalStateException("a program for evaluation has no " + what);
  }

  /** What {@link #forward()} ends with in training: the running statistics of batch norm move. */
  public void moveStatistics() {
    batchStatistics.ifPresent(BatchStatistics::intoRunning);
  }

  /** Computes the gradients of all parameters; after {@link #forward()}. */
  public void backward() {
    kernels.begin();
    for (Placed placed : backward) {
      placed.kernel.backward();
    }
    kernels.await();
  }

  /**
   * A part of a program.
   *
   * @param node whose operation it is of
   */
  public record Work(Node node, Kernel.Part part) {
    /** Runs the part to its end. */
    private void run(Kernels kernels) {
      kernels.begin();
      part.work().run();
      kernels.await();
    }
  }

  /**
   * All that {@link #forward()} and {@link #backward()} do, in order, but {@link
   * #moveStatistics()}.
   */
  public List<Work> work() {
    return Stream.concat(
            forward.stream().flatMap(placed -> work(placed, true)),
            backward.stream().flatMap(placed -> work(placed, false)))
        .toList();
  }

  private Stream<Work> work(Placed placed, boolean isForward) {
    return placed.kernel.parts().stream()
        .filter(part -> (part.direction() == Kernel.Direction.FORWARD) == isForward)
        .map(part -> new Work(placed.node, part));
  }

  /** Runs one part to its end: all of {@link #work()} in order computes all gradients. */
  public void run(Work work) {
    work.run(kernels);
  }

  /** Bytes of activations and their gradients. */
  public long activationBytes() {
    return plan.memory().bytes();
  }

  /** Frees kernels and buffers, not the parameters. */
  @Override
  public void close() {
    forward.forEach(placed -> placed.kernel.close());
    additions.forEach(Kernel::close);
    batchStatistics.ifPresent(BatchStatistics::close);
    drops.ifPresent(Drops::close);
    kernels.close();
    memory.close();
  }
}
