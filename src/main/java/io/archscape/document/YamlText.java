package io.archscape.document;

import io.archscape.InputException;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * The one reader of YAML text. Records, places of mistakes and {@link Section}s are made of the
 * nodes that it gives, in which aliases are the nodes they name and merge keys are merged.
 */
final class YamlText {
  private static final int MOST_ALIASES = 1000;

  private YamlText() {}

  /**
   * The root of the only document in the text; empty where there is none.
   *
   * @throws InputException if the text is no YAML, holds several documents, or an alias stands
   *     inside of what it names
   */
  static Optional<Node> root(Origin origin, String text) {
    try {
      Parser parser = new ParserImpl(new StreamReader(text), options());
      Nodes nodes = new Nodes(origin, parser);
      if (!nodes.checkNode()) {
        return Optional.empty();
      }
      Node root = nodes.getNode();
      if (nodes.checkNode()) {
        throw origin.mistake(
            parser.peekEvent().getStartMark(), "must hold one document, got a second one");
      }
      return Optional.of(root);
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
      String problem = e.getProblem() == null ? e.getContext() : e.getProblem();
      throw new InputException(origin.at(place(mark, text)) + "must be YAML: " + problem, e);
    } catch (YAMLException e) {
      String problem = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new InputException(origin.source() + ": must be YAML, got " + problem, e);
    }
  }

  /** Where the text ends too early, the end of what is written. */
  private static Place place(Mark problem, String text) {
    String written = text.stripTrailing();
    if (problem.getIndex() < written.codePointCount(0, written.length())) {
      return Place.of(problem);
    }
    int lines = (int) written.chars().filter(each -> each == '\n').count();
    return new Place(lines + 1, written.length() - written.lastIndexOf('\n'));
  }

  /** The same of a text that is known to be at fault, and is perhaps no YAML. */
  static Optional<Node> rootIfAny(String text) {
    try {
      return root(new Origin("", 0), text);
    } catch (InputException e) {
      return Optional.empty();
    }
  }

  private static LoaderOptions options() {
    LoaderOptions options = new LoaderOptions();
    options.setMergeOnCompose(true);
    options.setMaxAliasesForCollections(MOST_ALIASES);
    return options;
  }

  /** Refuses what the library would follow forever, or would refuse elsewhere. */
  private static final class Nodes extends Composer {
    private final Origin origin;

    Nodes(Origin origin, Parser parser) {
      super(parser, new Resolver(), options());
      this.origin = origin;
    }

    @Override
    protected Node composeSequenceNode(String anchor) {
      Node node = super.composeSequenceNode(anchor);
      ((SequenceNode) node).getValue().forEach(this::requireFinite);
      return node;
    }

    @Override
    protected void composeMappingChildren(List<NodeTuple> children, MappingNode node) {
      super.composeMappingChildren(children, node);
      NodeTuple last = children.get(children.size() - 1);
      requireFinite(last.getKeyNode());
      requireFinite(last.getValueNode());
      if (last.getKeyNode().getTag().equals(Tag.MERGE) && !isMergeable(last.getValueNode())) {
        throw origin.mistake(
            last.getKeyNode().getStartMark(), "<< must be a mapping or a list of mappings");
      }
    }

    private static boolean isMergeable(Node value) {
      return value instanceof MappingNode
          || (value instanceof SequenceNode list
              && list.getValue().stream().allMatch(MappingNode.class::isInstance));
    }

    private void requireFinite(Node node) {
      if (node.isTwoStepsConstruction()) {
        throw origin.mistake(
            node.getStartMark(),
            "an alias must stand outside what it names, got *%s inside of &%s"
                .formatted(node.getAnchor(), node.getAnchor()));
      }
    }
  }
}
