package io.archscape.train;

import io.archscape.InputException;
import io.archscape.data.Augment;
import io.archscape.graph.Graph;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * What keeps a training from being begun that would run out of memory.
 *
 * @param free bytes that this process could still take, now
 */
public record MemoryLimit(MemoryEstimate estimate, LongSupplier free) {
  private static final double GIB = 1L << 30;

  /** The memory of this machine, or of the container that it is. */
  public static MemoryLimit ofThisMachine() {
    return new MemoryLimit(MemoryEstimate.planned(), FreeMemory::here);
  }

  /**
   * Does nothing if a training fits.
   *
   * @throws InputException if it does not
   */
  public void require(Graph graph, Recipe recipe) {
    long need = estimate.bytes(graph, recipe);
    long available = free.getAsLong();
    if (need > available) {
      throw new InputException(
          "network must fit into memory: needs about %s at batch %d, got %s free"
              .formatted(gib(need), recipe.batch(), gib(available)));
    }
  }

  /**
   * Does nothing if single training steps of this many images fit.
   *
   * @throws InputException if they do not
   */
  public void requireStep(Graph graph, int batch) {
    require(
        graph,
        new Recipe(
            1,
            Math.max(2, batch),
            Optimizer.Sgd.DEFAULT,
            Schedule.Cosine.DEFAULT,
            0,
            Augment.NONE));
  }

  /** As {@code 1.5 GiB}. */
  public static String gib(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / GIB);
  }
}
