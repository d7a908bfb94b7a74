package io.archscape.graph;

import static io.archscape.Require.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Keeps a network as a {@link Graph} while it is described. */
public final class GraphBuilder implements OpSink {
  private final List<Node> nodes = new ArrayList<>();
  private final ShapeInference shapes = new ShapeInference();
  private final Set<String> names = new HashSet<>();
  private final List<String> scopes = new ArrayList<>(List.of(""));

  @Override
  public Tensor add(String name, Op op, Tensor... inputs) {
    List<Integer> ids = Arrays.stream(inputs).map(Tensor::id).toList();
    Shape shape = shapes.of(op, inputs);
    String full = scopes.get(scopes.size() - 1) + name;
    require(names.add(full), "node names must be unique, got %s twice", full);
    Node node = new Node(nodes.size(), full, op, ids, shape);
    nodes.add(node);
    return new Tensor(node.id(), shape);
  }

  @Override
  public void enter(String kind, int index) {
    scopes.add(scopes.get(scopes.size() - 1) + kind + index + ".");
  }

  @Override
  public void leave() {
    require(scopes.size() > 1, "a scope must be open to be left");
    scopes.remove(scopes.size() - 1);
  }

  public Graph build() {
    return new Graph(nodes);
  }
}
