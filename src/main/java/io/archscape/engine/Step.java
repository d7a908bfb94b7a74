package io.archscape.engine;

import io.archscape.graph.Activation;
import io.archscape.graph.Graph;
import io.archscape.graph.Node;
import io.archscape.graph.Op;
import java.util.ArrayList;
import java.util.List;

/**
 * A node and the ReLU that follows it, if the two can be run as one: batch norm, a sum or, when
 * evaluating, a convolution whose result only that ReLU reads.
 *
 * @param node the operation
 * @param relu whether a ReLU is part of the step
 * @param output the node whose result the step makes: the ReLU's, or the operation's own
 */
record Step(Node node, boolean relu, int output) {

  /** All steps of a graph but its input, in order. */
  static List<Step> of(Graph graph, Mode mode) {
    int[] readers = new int[graph.nodes().size()];
    graph.nodes().forEach(node -> node.inputs().forEach(input -> readers[input]++));
    List<Step> steps = new ArrayList<>();
    for (Node node : graph.nodes().subList(1, graph.nodes().size())) {
      if (isRelu(node) && fuses(graph.node(node.inputs().get(0)), readers, mode)) {
        Node first = graph.node(node.inputs().get(0));
        int at = steps.indexOf(new Step(first, false, first.id()));
        steps.set(at, new Step(first, true, node.id()));
      } else {
        steps.add(new Step(node, false, node.id()));
      }
    }
    return List.copyOf(steps);
  }

  private static boolean isRelu(Node node) {
    return node.op() instanceof Op.Activate activate && activate.function() == Activation.RELU;
  }

  /** The gradient of a convolution's ReLU would need the result without it. */
  private static boolean fuses(Node node, int[] readers, Mode mode) {
    boolean able =
        node.op() instanceof Op.BatchNorm
            || node.op() instanceof Op.Add
            || (node.op() instanceof Op.Conv && mode == Mode.EVALUATE);
    return able && readers[node.id()] == 1;
  }

  /** Whether its backward does without what its forward put out, in every set of kernels. */
  boolean forgetsResult() {
    return !relu && (node.op() instanceof Op.BatchNorm || node.op() instanceof Op.Scale);
  }

  List<Integer> inputs() {
    return node.inputs();
  }
}
