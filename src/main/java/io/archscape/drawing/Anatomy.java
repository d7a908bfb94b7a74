package io.archscape.drawing;

import io.archscape.graph.Cost;
import io.archscape.graph.CostMeter;
import io.archscape.graph.Graph;
import io.archscape.graph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A network's operations by the part they belong to, read from the scopes in their names: {@code
 * s1.b2.f.a} is in the second block of the first stage.
 *
 * @param stem the operations before the first stage, without the image
 * @param head those after the last
 */
record Anatomy(Graph graph, Part stem, List<Stage> stages, Part head) {
  private static final Pattern SCOPED = Pattern.compile("(s\\d+)\\.(?:(b\\d+)\\.)?.+");

  /** Operations that stand together; their names without {@code prefix} are their own. */
  record Part(String name, String prefix, List<Node> nodes) {
    Part {
      nodes = List.copyOf(nodes);
    }

    Node last() {
      return nodes.get(nodes.size() - 1);
    }

    String own(Node node) {
      return node.name().substring(prefix.length());
    }
  }

  /**
   * A stage.
   *
   * @param blocks in order
   * @param between whether it has operations of its own, outside its blocks
   */
  record Stage(Part whole, List<Part> blocks, boolean between) {}

  Anatomy {
    stages = List.copyOf(stages);
  }

  static Anatomy of(Graph graph) {
    List<Node> stem = new ArrayList<>();
    List<Node> head = new ArrayList<>();
    List<List<Node>> stages = new ArrayList<>();
    String open = "";
    for (Node node : graph.nodes().subList(1, graph.nodes().size())) {
      Matcher scope = SCOPED.matcher(node.name());
      if (!scope.matches()) {
        (stages.isEmpty() ? stem : head).add(node);
      } else {
        if (!scope.group(1).equals(open)) {
          open = scope.group(1);
          stages.add(new ArrayList<>());
        }
        stages.get(stages.size() - 1).add(node);
      }
    }
    return new Anatomy(
        graph,
        new Part("stem", "", stem),
        stages.stream().map(Anatomy::stage).toList(),
        new Part("head", "", head));
  }

  private static Stage stage(List<Node> nodes) {
    String name = scope(nodes.get(0), 1).orElseThrow();
    List<String> names =
        nodes.stream().flatMap(node -> scope(node, 2).stream()).distinct().toList();
    List<Part> blocks = new ArrayList<>();
    for (String block : names) {
      String prefix = name + "." + block + ".";
      List<Node> own = nodes.stream().filter(node -> node.name().startsWith(prefix)).toList();
      blocks.add(new Part(name + "." + block, prefix, own));
    }
    int inBlocks = blocks.stream().mapToInt(block -> block.nodes().size()).sum();
    return new Stage(new Part(name, name + ".", nodes), blocks, inBlocks < nodes.size());
  }

  private static Optional<String> scope(Node node, int group) {
    Matcher scope = SCOPED.matcher(node.name());
    return scope.matches() ? Optional.ofNullable(scope.group(group)) : Optional.empty();
  }

  Cost cost(Part part) {
    Cost cost = Cost.NONE;
    for (Node node : part.nodes()) {
      cost = cost.plus(CostMeter.of(node.op(), graph.inputShapes(node), node.shape()));
    }
    return cost;
  }

  /** By how much a part makes images smaller: the strides on the way to its result. */
  int stride(Part part) {
    int stride = 1;
    int id = part.last().id();
    int first = part.nodes().get(0).id();
    while (id >= first) {
      Node node = graph.node(id);
      stride *= label(node).stride();
      id = node.inputs().stream().mapToInt(Integer::intValue).max().orElse(-1);
    }
    return stride;
  }

  OpLabel label(Node node) {
    return OpLabel.of(node.op(), graph.inputShapes(node));
  }
}
