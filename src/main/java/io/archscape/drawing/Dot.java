package io.archscape.drawing;

import io.archscape.drawing.Anatomy.Part;
import io.archscape.drawing.Anatomy.Stage;
import io.archscape.graph.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** All operations as a digraph of Graphviz: a cluster a stage, and in it one a block. */
final class Dot {
  private final StringBuilder out = new StringBuilder();
  private final Anatomy anatomy;

  private Dot(Anatomy anatomy) {
    this.anatomy = anatomy;
  }

  static String of(String title, Anatomy anatomy) {
    return new Dot(anatomy).write(title);
  }

  private String write(String title) {
    line(0, "digraph %s {".formatted(quoted(title)));
    line(1, "label=%s; labelloc=t; rankdir=TB;".formatted(quoted(title)));
    line(1, "node [shape=box, style=\"rounded,filled\", fillcolor=white];");
    line(1, "node [fontname=\"sans-serif\", fontsize=10]; graph [fontname=\"sans-serif\"];");
    nodes(1, List.of(anatomy.graph().input()), "");
    nodes(1, anatomy.stem().nodes(), "");
    anatomy.stages().forEach(this::stage);
    nodes(1, anatomy.head().nodes(), "");
    for (Node node : anatomy.graph().nodes()) {
      node.inputs().forEach(input -> line(1, "n%d -> n%d;".formatted(input, node.id())));
    }
    line(0, "}");
    return out.toString();
  }

  private void stage(Stage stage) {
    Part whole = stage.whole();
    open(1, whole.name(), "#f0f5fa");
    Set<Node> left = new HashSet<>(whole.nodes());
    for (Part block : stage.blocks()) {
      open(2, block.name(), "#dfeaf5");
      nodes(3, block.nodes(), block.prefix());
      line(2, "}");
      block.nodes().forEach(left::remove);
    }
    nodes(2, whole.nodes().stream().filter(left::contains).toList(), whole.prefix());
    line(1, "}");
  }

  private void open(int depth, String name, String colour) {
    line(depth, "subgraph %s {".formatted(quoted("cluster_" + name)));
    line(
        depth + 1,
        "label=%s; style=\"rounded,filled\"; color=\"%s\";".formatted(quoted(name), colour));
  }

  private void nodes(int depth, List<Node> nodes, String prefix) {
    for (Node node : nodes) {
      String own = node.name().substring(prefix.length());
      String words = anatomy.label(node).text();
      String label = quoted(own + "\n" + words + "\n" + node.shape());
      line(depth, "n%d [label=%s];".formatted(node.id(), label));
    }
  }

  private void line(int depth, String text) {
    out.append("  ".repeat(depth)).append(text).append('\n');
  }

  /** As the language wants it: a backslash would begin an escape, so it is doubled. */
  static String quoted(String text) {
    String safe = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return '"' + safe + '"';
  }
}
