package io.archscape.train;

import io.archscape.graph.Graph;

/** How much memory a training will take. */
@FunctionalInterface
public interface MemoryEstimate {

  /** Bytes of the process that trains {@code graph} in batches of this size. */
  long bytes(Graph graph, int batch);

  /**
   * Without a look at the engine's plan: results and gradients as 1.25 times the results of all
   * nodes, four times the parameters (values, gradients, momentum, reordered copies), 350 MB of JVM
   * and libraries. Against three networks of 0.67, 1.15 and 1.08 GB at batch 128 it gave 0.70, 1.18
   * and 1.46.
   */
  static MemoryEstimate rough() {
    return (graph, batch) -> {
      // not in long: absurd networks are asked about too
      double results = graph.nodes().stream().mapToDouble(node -> node.shape().size()).sum();
      double params = graph.cost().params();
      return (long) (Float.BYTES * (1.25 * batch * results + 4 * params) + 350e6);
    };
  }
}
