package io.archscape.train;

import io.archscape.engine.Mode;
import io.archscape.engine.Program;
import io.archscape.graph.Graph;

/** How much memory a training will take. */
@FunctionalInterface
public interface MemoryEstimate {

  /** Bytes of the process that trains {@code graph} in batches of this size. */
  long bytes(Graph graph, int batch);

  /**
   * By the plan of activations: 1.2 times what it takes (a fifth for evaluation, signs of ReLUs and
   * copies in other layouts), four times the parameters (values, gradients, momentum, reordered
   * copies), 350 MB of JVM and libraries. At batch 128 this gives 0.63, 1.05 and 1.13 GB for three
   * networks of the bench panel (b, c, f) that took 0.62, 1.04 and 1.06.
   */
  static MemoryEstimate planned() {
    return (graph, batch) -> {
      // in double: absurd networks are asked about too
      double activations = Program.activationBytes(graph, batch, Mode.TRAIN);
      double params = Float.BYTES * (double) graph.cost().params();
      return (long) (1.2 * activations + 4 * params + 350e6);
    };
  }
}
