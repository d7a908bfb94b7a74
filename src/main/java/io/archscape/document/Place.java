package io.archscape.document;

import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.YAMLException;
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

  /** The place of the last step of {@code path} that is in the text (YAML, or JSON as YAML). */
  static Optional<Place> of(String text, List<Reference> path) {
    try {
      Node node = new Yaml(new LoaderOptions()).compose(new StringReader(text));
      return node == null ? Optional.empty() : Optional.of(at(node, path));
    } catch (YAMLException e) {
      return Optional.empty();
    }
  }

  private static Place at(Node root, List<Reference> path) {
    Node node = root;
    Mark mark = root.getStartMark();
    for (Reference step : path) {
      NodeTuple entry = entry(node, step.getFieldName());
      if (entry != null) {
        mark = entry.getKeyNode().getStartMark();
        node = entry.getValueNode();
      } else if (node instanceof SequenceNode sequence
          && step.getIndex() >= 0
          && step.getIndex() < sequence.getValue().size()) {
        node = sequence.getValue().get(step.getIndex());
        mark = node.getStartMark();
      } else {
        break;
      }
    }
    return new Place(mark.getLine() + 1, mark.getColumn() + 1);
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
