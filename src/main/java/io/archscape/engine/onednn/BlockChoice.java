package io.archscape.engine.onednn;

import io.archscape.engine.x86.BlockConv;
import io.archscape.graph.Graph;
import io.archscape.graph.Node;
import io.archscape.graph.Op;
import io.archscape.graph.Shape;

/**
 * How long a step of a graph takes in blocks of 8 and of 16 channels, about. Vectors of sixteen do
 * twice as much at once, but more of them is zeros where channels do not fill them. The factors are
 * estimates from the speeds of single kernels in docs/decisions/0019-machine-code.md, not fitted to
 * whole steps; only what is faster is asked here, not how fast.
 */
final class BlockChoice {
  /** Nanoseconds of a step for each multiply-add on vectors of eight. */
  private static final double MULTIPLY_ADD = 0.067;

  /** Of narrow groups, whose inputs cannot be used for as many outputs, on wider vectors. */
  private static final double NARROW = 1.8;

  /** Nanoseconds of a step for each number of an activation. */
  private static final double NUMBER = 0.2;

  private BlockChoice() {}

  /** Whether blocks of 16 are faster than blocks of 8. */
  static boolean wide(Graph graph) {
    return time(graph, new Layout(16)) < time(graph, new Layout(8));
  }

  private static double time(Graph graph, Layout layout) {
    return graph.nodes().stream().mapToDouble(node -> time(graph, node, layout)).sum();
  }

  private static double time(Graph graph, Node node, Layout layout) {
    Shape out = node.shape();
    if (node.op() instanceof Op.Input || out.positions() == 1) {
      return 0;
    }
    if (!layout.blocks(out)) {
      return Double.POSITIVE_INFINITY;
    }
    double numbers = (double) out.positions() * layout.padded(out.channels());
    double time = NUMBER * numbers;
    if (node.op() instanceof Op.Conv conv) {
      int in = graph.inputShapes(node).get(0).channels();
      if (!BlockConv.able(layout.block(), in, conv.width(), conv.groups())) {
        return Double.POSITIVE_INFINITY;
      }
      int groupWidth = in / conv.groups();
      boolean narrow = conv.groups() > 1 && groupWidth < layout.block();
      double each = MULTIPLY_ADD * 8 / layout.block() * (narrow && layout.block() > 8 ? NARROW : 1);
      time += each * numbers * groupWidth * conv.kernel() * conv.kernel();
    }
    return time;
  }
}
