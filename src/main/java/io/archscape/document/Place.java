package io.archscape.document;

import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A line and a column, from 1. Jackson gives the place where it gave up, often the end of a record;
 * this gives the place of the key it spoke of.
 */
record Place(int line, int column) {

  /** The place of the last step of {@code path} that is in the document. */
  static Place of(Node root, List<Reference> path) {
    Node node = root;
    Mark mark = root.getStartMark();
    for (Reference step : path) {
      Node next = child(node, step);
      if (next == null) {
        break;
      }
      NodeTuple entry = entry(node, step.getFieldName());
      mark = (entry == null ? next : entry.getKeyNode()).getStartMark();
      node = next;
    }
    return of(mark);
  }

  /** The keys of the mapping that {@code path} leads to, in order, with their places. */
  static Map<String, Place> keys(Node root, List<Reference> path) {
    Map<String, Place> keys = new LinkedHashMap<>();
    Node node = root;
    for (Reference step : path) {
      node = node == null ? null : child(node, step);
    }
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode name) {
          keys.put(name.getValue(), of(name.getStartMark()));
        }
      }
    }
    return keys;
  }

  static Place of(Mark mark) {
    return new Place(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static @Nullable Node child(Node node, Reference step) {
    NodeTuple entry = entry(node, step.getFieldName());
    if (entry != null) {
      return entry.getValueNode();
    }
    boolean inside =
        node instanceof SequenceNode sequence
            && step.getIndex() >= 0
            && step.getIndex() < sequence.getValue().size();
    return inside ? ((SequenceNode) node).getValue().get(step.getIndex()) : null;
  }

  private static @Nullable NodeTuple entry(Node node, @Nullable String key) {
    if (node instanceof MappingNode mapping && key != null) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key)) {
          return tuple;
        }
      }
    }
    return null;
  }
}
