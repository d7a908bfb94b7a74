package io.archscape.engine;

import static io.archscape.Require.require;

import io.archscape.graph.Graph;
import io.archscape.graph.Node;
import io.archscape.graph.Op;
import io.archscape.graph.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A graph made ready to run on batches of one size: every buffer allocated once, every kernel made
 * once. Several programs may share the parameters. To be used from one thread.
 */
public final class Program implements AutoCloseable {
  private final Graph graph;
  private final int batch;
  private final Mode mode;
  private final Params params;
  private final KernelSet kernels;
  private final Pool results;
  private final Pool gradients;
  private final Map<Integer, Buffer> values = new HashMap<>();
  private final Optional<BatchStatistics> batchStatistics;
  private final List<Kernel> forward = new ArrayList<>();
  private final List<Kernel> backward = new ArrayList<>();
  private final List<Kernel> additions = new ArrayList<>();
  private Optional<Buffer> outputGradient = Optional.empty();

  private Program(Graph graph, int batch, Mode mode, Params params, KernelSet kernels) {
    this.graph = graph;
    this.batch = batch;
    this.mode = mode;
    this.params = params;
    this.kernels = kernels;
    results = new Pool(batch);
    gradients = new Pool(batch);
    batchStatistics =
        mode == Mode.TRAIN
            ? Optional.of(new BatchStatistics(graph, params, batch))
            : Optional.empty();
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
    program.build();
    return program;
  }

  private void build() {
    List<Step> steps = Step.of(graph);
    values.put(0, results.take(graph.input().shape()));
    if (mode == Mode.TRAIN) {
      steps.forEach(step -> values.put(step.output(), results.take(shape(step))));
      buildBackward(steps, GradientPlan.of(graph, steps, gradients));
    } else {
      buildForward(steps);
    }
  }

  /** Evaluation keeps a result only until its last reader. */
  private void buildForward(List<Step> steps) {
    Map<Integer, Integer> lastReader = new HashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      for (int input : steps.get(i).inputs()) {
        lastReader.put(input, i);
      }
    }
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      values.put(step.output(), results.take(shape(step)));
      forward.add(kernels.kernel(site(step, List.of(), Optional.empty())));
      for (int input : step.inputs().stream().distinct().toList()) {
        if (input != 0 && Integer.valueOf(i).equals(lastReader.get(input))) {
          results.release(value(input));
        }
      }
    }
  }

  private void buildBackward(List<Step> steps, List<GradientPlan.Targets> plan) {
    outputGradient = Optional.of(plan.get(plan.size() - 1).output());
    for (int i = 0; i < steps.size(); i++) {
      GradientPlan.Targets targets = plan.get(i);
      Kernel kernel =
          kernels.kernel(site(steps.get(i), targets.inputs(), Optional.of(targets.output())));
      forward.add(kernel);
      backward.add(0, withAdditions(kernel, targets.scratchInto()));
    }
  }

  private Kernel withAdditions(Kernel kernel, Map<Buffer, Buffer> scratchInto) {
    if (scratchInto.isEmpty()) {
      return kernel;
    }
    List<Kernel> own = new ArrayList<>();
    scratchInto.forEach((from, into) -> own.add(kernels.accumulate(from, into)));
    additions.addAll(own);
    return new Kernel() {
      @Override
      public void forward() {
        throw new IllegalStateException("this kernel is for backward only");
      }

      @Override
      public void backward() {
        kernel.backward();
        own.forEach(Kernel::forward);
      }
    };
  }

  private Shape shape(Step step) {
    return graph.node(step.output()).shape();
  }

  private Buffer value(int id) {
    Buffer value = values.get(id);
    if (value == null) {
      throw new IllegalStateException("no result is kept of " + graph.node(id).name());
    }
    return value;
  }

  private Site site(
      Step step, List<Optional<Buffer>> inputGradients, Optional<Buffer> gradientOut) {
    Node node = step.node();
    return new Site(
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
        statistics(node));
  }

  private Optional<Site.Statistics> statistics(Node node) {
    if (!(node.op() instanceof Op.BatchNorm)) {
      return Optional.empty();
    }
    return Optional.of(
        batchStatistics
            .map(batches -> batches.of(node.id()))
            .orElseGet(
                () -> new Site.Statistics(params.mean(node.id()), params.variance(node.id()))));
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
    return outputGradient.orElseThrow(
        () -> new IllegalStateException("a program for evaluation has no gradients"));
  }

  /** Computes the output; in training also moves the running statistics of batch norm. */
  public void forward() {
    for (Kernel kernel : forward) {
      kernel.forward();
    }
    kernels.await();
    batchStatistics.ifPresent(BatchStatistics::intoRunning);
  }

  /** Computes the gradients of all parameters; after {@link #forward()}. */
  public void backward() {
    for (Kernel kernel : backward) {
      kernel.backward();
    }
    kernels.await();
  }

  /** Bytes of activations and their gradients. */
  public long activationBytes() {
    return Float.BYTES * (results.floats() + gradients.floats());
  }

  /** Frees kernels and buffers, not the parameters. */
  @Override
  public void close() {
    forward.forEach(Kernel::close);
    additions.forEach(Kernel::close);
    batchStatistics.ifPresent(BatchStatistics::close);
    gradients.close();
    results.close();
  }
}
