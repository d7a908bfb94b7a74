package io.archscape.bench;

import io.archscape.drawing.OpLabel;
import io.archscape.engine.Mode;
import io.archscape.graph.Graph;
import io.archscape.graph.Node;
import io.archscape.graph.Op;
import io.archscape.graph.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All nodes, in whatever networks, that take the same time: the same operation on inputs of the
 * same shapes, in the same layout of activations, between the same neighbours.
 *
 * @param layout of the network's activations, as the engine calls it
 * @param neighbours what makes the inputs and what reads the result, on which it depends which
 *     operations are fused and which gradients are added
 */
record LayerKind(Mode mode, String layout, Op op, List<Shape> inputs, List<String> neighbours) {
  LayerKind {
    inputs = List.copyOf(inputs);
    neighbours = List.copyOf(neighbours);
  }

  /** The nodes of each kind but the input, in the order in which they run. */
  static Map<LayerKind, List<Node>> of(Graph graph, Mode mode, String layout) {
    Map<Integer, List<Node>> readers = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      for (int input : node.inputs()) {
        readers.computeIfAbsent(input, id -> new ArrayList<>()).add(node);
      }
    }
    Map<LayerKind, List<Node>> nodes = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      if (!node.inputs().isEmpty()) {
        List<Shape> inputs = graph.inputShapes(node);
        List<String> neighbours = neighbours(graph, node, readers);
        LayerKind kind = new LayerKind(mode, layout, node.op(), inputs, neighbours);
        nodes.computeIfAbsent(kind, k -> new ArrayList<>()).add(node);
      }
    }
    return nodes;
  }

  private static List<String> neighbours(Graph graph, Node node, Map<Integer, List<Node>> readers) {
    List<String> words = new ArrayList<>();
    for (int input : node.inputs()) {
      List<Node> all = readers.getOrDefault(input, List.of());
      boolean isLast = all.get(all.size() - 1).equals(node);
      words.add((isLast ? "from " : "also from ") + word(graph, graph.node(input)));
    }
    for (Node reader : readers.getOrDefault(node.id(), List.of())) {
      words.add("to " + word(graph, reader));
    }
    return words;
  }

  /** What it is, without its kernel. */
  private static String word(Graph graph, Node node) {
    return OpLabel.of(node.op(), graph.inputShapes(node)).name().split(" ", 2)[0];
  }
}
