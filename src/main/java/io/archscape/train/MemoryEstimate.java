package io.archscape.train;

import io.archscape.engine.Mode;
import io.archscape.engine.Program;
import io.archscape.graph.Graph;

/** How much memory a training will take. */
@FunctionalInterface
public interface MemoryEstimate {
  /** Numbers for each parameter: the averages, their unused gradients, those folded. */
  int AVERAGE = 3;

  /** Bytes of the process that trains {@code graph} by this recipe. */
  long bytes(Graph graph, Recipe recipe);

  /**
   * By the plan of activations: 1.2 times what it takes (a fifth for evaluation, signs of ReLUs and
   * copies in other layouts), three times the parameters (values, gradients, reordered copies) and
   * what the optimizer and an average keep, what goes into a checkpoint once more (in all six times
   * with SGD), 350 MB of JVM and libraries. At batch 128 this gives 0.63, 1.05 and 1.13 GB for
   * three networks of the bench panel (b, c, f) that took 0.62, 1.04 and 1.06.
   */
  static MemoryEstimate planned() {
    return (graph, recipe) -> {
      // in double: absurd networks are asked about too
      double activations = Program.activationBytes(graph, recipe.batch(), Mode.TRAIN);
      double params = Float.BYTES * (double) graph.cost().params();
      int average = recipe.ema().averages() ? AVERAGE : 0;
      int kept = recipe.optimizer().numbersKept();
      int checkpoint = 1 + kept + (average > 0 ? 1 : 0);
      int numbers = 3 + kept + average + checkpoint;
      return (long) (1.2 * activations + numbers * params + 350e6);
    };
  }
}
