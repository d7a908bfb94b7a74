package io.archscape.graph;

import java.util.List;

/** An operation in its place: the ids of its inputs and the shape of its result. */
public record Node(int id, String name, Op op, List<Integer> inputs, Shape shape) {
  public Node {
    inputs = List.copyOf(inputs);
  }
}
