package io.archscape.graph;

import static io.archscape.Require.require;

import java.util.List;

/** Operations in an order in which they can be run; the first is the input, the last the result. */
public record Graph(List<Node> nodes) {
  public Graph {
    nodes = List.copyOf(nodes);
    require(!nodes.isEmpty(), "graph must have at least one node, got none");
    require(
        nodes.get(0).op() instanceof Op.Input,
        "graph must begin with its input, got %s",
        nodes.get(0).op());
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      require(node.id() == i, "node ids must count up from 0, got %d at %d", node.id(), i);
      require(
          node.inputs().stream().allMatch(input -> input >= 0 && input < node.id()),
          "a node's inputs must come before it, got %s for node %d",
          node.inputs(),
          i);
    }
  }

  public Node node(int id) {
    return nodes.get(id);
  }

  public Node input() {
    return nodes.get(0);
  }

  public Node output() {
    return nodes.get(nodes.size() - 1);
  }

  /** The shapes of a node's inputs. */
  public List<Shape> inputShapes(Node node) {
    return node.inputs().stream().map(id -> nodes.get(id).shape()).toList();
  }

  /** The cost of running this graph once on one image. */
  public Cost cost() {
    CostMeter meter = new CostMeter();
    for (Node node : nodes) {
      meter.count(node.op(), inputShapes(node), node.shape());
    }
    return meter.total();
  }
}
