package io.archscape.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ImplicitTuple;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.events.StreamEndEvent;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/** The events of which a text without aliases and merge keys would consist. */
final class NodeEvents {
  private static final int MOST = 100_000;
  private static final int DEEPEST = 100;

  private final Origin origin;
  private final Resolver resolver = new Resolver();
  private final List<Event> events = new ArrayList<>();

  NodeEvents(Origin origin) {
    this.origin = origin;
  }

  List<Event> of(Optional<Node> root) {
    root.ifPresent(node -> add(node, 1));
    Mark end = root.map(Node::getEndMark).orElseGet(() -> new Mark("", 0, 0, 0, new int[0], 0));
    events.add(new StreamEndEvent(end, end));
    return events;
  }

  /** Few aliases of aliases name more values than any memory holds. */
  private void add(Node node, int depth) {
    require(node, events.size() < MOST, "a document must hold at most %d values", MOST);
    require(node, depth <= DEEPEST, "a document must be at most %d levels deep", DEEPEST);
    Mark start = node.getStartMark();
    Mark end = node.getEndMark();
    String tag = givenTag(node);
    if (node instanceof MappingNode mapping) {
      events.add(new MappingStartEvent(null, tag, tag == null, start, start, FlowStyle.AUTO));
      mapping
          .getValue()
          .forEach(
              each -> {
                add(each.getKeyNode(), depth + 1);
                add(each.getValueNode(), depth + 1);
              });
      events.add(new MappingEndEvent(end, end));
    } else if (node instanceof SequenceNode sequence) {
      events.add(new SequenceStartEvent(null, tag, tag == null, start, start, FlowStyle.AUTO));
      sequence.getValue().forEach(each -> add(each, depth + 1));
      events.add(new SequenceEndEvent(end, end));
    } else {
      ScalarNode scalar = (ScalarNode) node;
      ImplicitTuple implicit = new ImplicitTuple(scalar.isPlain(), !scalar.isPlain());
      events.add(
          new ScalarEvent(
              null, tag, implicit, scalar.getValue(), start, end, scalar.getScalarStyle()));
    }
  }

  private void require(Node node, boolean holds, String message, int most) {
    if (!holds) {
      throw origin.mistake(
          node.getStartMark(), message.formatted(most) + ", aliases followed, got more");
    }
  }

  /** The tag that the text gives; null where it follows from the value. */
  private @Nullable String givenTag(Node node) {
    Tag implied =
        node instanceof ScalarNode scalar
            ? resolver.resolve(NodeId.scalar, scalar.getValue(), scalar.isPlain())
            : resolver.resolve(node.getNodeId(), null, true);
    return node.getTag().equals(implied) ? null : node.getTag().getValue();
  }
}
