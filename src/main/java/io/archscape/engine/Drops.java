package io.archscape.engine;

import io.archscape.graph.Graph;
import io.archscape.graph.Node;
import io.archscape.graph.Op;
import io.archscape.graph.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The masks of a graph's drops, 0 or 1/(1-rate), drawn in Java: the same for every set of kernels
 * and layout. Until the first draw all are 1.
 */
final class Drops implements AutoCloseable {
  private final Map<Integer, Mask> masks = new LinkedHashMap<>(); // drawn in the graph's order

  private static final class Mask {
    private final double rate;
    private final Buffer buffer;
    private final float[] staged;

    Mask(Op.Drop op, int batch, Shape shape) {
      rate = op.rate();
      buffer =
          op.unit() == Op.Drop.Unit.IMAGE
              ? Buffer.create(batch, 1, 1, 1)
              : Buffer.create(batch, shape.height(), shape.width(), shape.channels());
      staged = new float[Math.toIntExact(buffer.length())];
      Arrays.fill(staged, 1f);
      buffer.write(staged);
    }

    void draw(SplittableRandom random) {
      float kept = (float) (1 / (1 - rate));
      for (int i = 0; i < staged.length; i++) {
        staged[i] = random.nextDouble() < rate ? 0f : kept;
      }
      buffer.write(staged);
    }
  }

  Drops(Graph graph, int batch) {
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Op.Drop op) {
        masks.put(node.id(), new Mask(op, batch, node.shape()));
      }
    }
  }

  /** The mask of a node; empty where it is no drop. */
  Optional<Buffer> of(int node) {
    return Optional.ofNullable(masks.get(node)).map(mask -> mask.buffer);
  }

  /** Draws every mask, each from a generator of its own that is split off in the graph's order. */
  void draw(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    masks.values().forEach(mask -> mask.draw(random.split()));
  }

  @Override
  public void close() {
    masks.values().forEach(mask -> mask.buffer.close());
  }
}
