package io.archscape.bench;

import io.archscape.drawing.OpLabel;
import io.archscape.engine.Kernel.Direction;
import io.archscape.graph.CostMeter;
import io.archscape.graph.Graph;
import io.archscape.graph.Node;
import io.archscape.graph.Op;
import io.archscape.graph.Shape;
import java.util.List;

/** What an operation is called in measurements, and how much it has to do. */
final class OpWork {
  private static final String COPIES = "copies";

  private OpWork() {}

  /**
   * As {@code conv 3x3 /2 g8}: without widths, and without commas, since labels stand in lists.
   *
   * @param copies whether it is only a copy that is meant: between layouts, or of a gradient
   */
  static String label(Op op, List<Shape> inputs, boolean copies) {
    OpLabel words = OpLabel.of(op, inputs);
    if (copies && words.kind() != OpLabel.Kind.COPIES) {
      return COPIES;
    }
    String stride = words.stride() > 1 ? " /" + words.stride() : "";
    return words.name().replace(",", "") + stride + groups(words);
  }

  private static String groups(OpLabel words) {
    if (words.groups() == 1) {
      return "";
    }
    return words.groupWidth() == 1 ? " depthwise" : " g" + words.groupWidth();
  }

  /**
   * Multiplications and additions on one image, as the cost counts them, whatever is really
   * computed; 0 for what has no cost.
   */
  static double flops(Graph graph, Node node, Direction direction) {
    long macs = CostMeter.of(node.op(), graph.inputShapes(node), node.shape()).flops();
    return 2.0 * macs * products(node, direction);
  }

  /** How many products of the forward's size: nobody wants the gradient of the images. */
  private static int products(Node node, Direction direction) {
    boolean first = node.inputs().contains(0);
    return direction == Direction.BACKWARD && !first ? 2 : 1;
  }

  /** Bytes of one image's inputs and result, or of their gradients: what has to be moved. */
  static double bytes(Graph graph, Node node) {
    long elements =
        graph.inputShapes(node).stream().mapToLong(Shape::size).sum() + node.shape().size();
    return (double) Float.BYTES * elements;
  }
}
