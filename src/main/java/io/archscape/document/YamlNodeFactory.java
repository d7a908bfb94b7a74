package io.archscape.document;

import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.Reader;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Lets Jackson read the nodes of a YAML text in place of the text: it is parsed once, and a scalar
 * is to records what it always was to Jackson.
 */
final class YamlNodeFactory extends YAMLFactory {
  private static final long serialVersionUID = 1L;

  YAMLParser parser(Origin origin, Optional<Node> root) {
    List<Event> events = new NodeEvents(origin).of(root);
    IOContext context = _createContext(_createContentReference(events), false);
    return new NodeParser(this, context, events.iterator());
  }

  private static final class NodeParser extends YAMLParser {
    private final Iterator<Event> events;

    NodeParser(YamlNodeFactory from, IOContext context, Iterator<Event> events) {
      super(
          context,
          from._parserFeatures,
          from._yamlParserFeatures,
          null,
          from._objectCodec,
          Reader.nullReader());
      this.events = events;
    }

    @Override
    protected Event getEvent() {
      return events.next();
    }
  }
}
