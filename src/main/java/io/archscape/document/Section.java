package io.archscape.document;

import io.archscape.InputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A mapping in a YAML or JSON document of which not every key is a component of a record. Each key
 * is asked for by name and type; a mistake is reported with the place of its key.
 */
public final class Section {
  private static final Pattern WHOLE = Pattern.compile("[-+]?(0|[1-9][0-9_]*)");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?");

  private record Entry(Mark place, Node value) {}

  private final Origin origin;
  private final String path;
  private final Mark start;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private Section(Origin origin, String path, Mark start) {
    this.origin = origin;
    this.path = path;
    this.start = start;
  }

  /**
   * Reads a document that is a mapping.
   *
   * @param source the name that errors give
   * @param line the line of a file with a value a line, from 1; 0 for a whole document
   */
  public static Section read(String source, int line, String text) {
    Origin origin = new Origin(source, line);
    Node root =
        YamlText.root(origin, text)
            .orElseThrow(() -> new InputException(source + ": must hold keys, is empty"));
    return of(origin, "", root, root.getStartMark());
  }

  private static Section of(Origin origin, String path, Node node, Mark place) {
    Section section = new Section(origin, path, place);
    if (!(node instanceof MappingNode mapping)) {
      throw origin.mistake(
          place, (path.isEmpty() ? "document" : path) + " must hold keys, got " + shown(node));
    }
    for (NodeTuple tuple : mapping.getValue()) {
      section.add(tuple);
    }
    return section;
  }

  private void add(NodeTuple tuple) {
    Mark place = tuple.getKeyNode().getStartMark();
    if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
      throw origin.mistake(place, "key must be text, got " + shown(tuple.getKeyNode()));
    }
    if (entries.put(name.getValue(), new Entry(place, tuple.getValueNode())) != null) {
      throw origin.mistake(place, dotted(name.getValue()) + " must be given once, got it twice");
    }
  }

  /** The key with those of the sections around it: {@code ANYNET.DEPTHS}. */
  public String dotted(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** In the order of the document. */
  public Set<String> keys() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  public boolean has(String key) {
    return entries.containsKey(key);
  }

  /** Whether the key is there and holds keys itself. */
  public boolean holdsSection(String key) {
    Entry entry = entries.get(key);
    return entry != null && entry.value() instanceof MappingNode;
  }

  /** Refuses the first key that is not one of these, and names the nearest of them. */
  public void requireKnown(Collection<String> known) {
    for (String key : keys()) {
      if (!known.contains(key)) {
        throw mistake(key, Mistakes.unknownKey(key, known.stream().sorted().toList()));
      }
    }
  }

  /** The mistake, at the key's place, or at the section's where the key is missing. */
  public InputException mistake(String key, String message) {
    Entry entry = entries.get(key);
    return origin.mistake(entry == null ? start : entry.place(), message);
  }

  /** The section below the key; without keys where the key is missing. */
  public Section section(String key) {
    Entry entry = entries.get(key);
    return entry == null
        ? new Section(origin, dotted(key), start)
        : of(origin, dotted(key), entry.value(), entry.place());
  }

  /** Text. */
  public String text(String key, String fallback) {
    Entry entry = entries.get(key);
    return entry == null ? fallback : scalar(key, entry.value(), "text");
  }

  /** {@code True} or {@code False}, in any spelling that YAML 1.1 has for them. */
  public boolean flag(String key, boolean fallback) {
    Entry entry = entries.get(key);
    if (entry == null) {
      return fallback;
    }
    String text = scalar(key, entry.value(), "True or False");
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> throw wrong(key, "True or False", text);
    };
  }

  /** A whole number. */
  public int whole(String key, int fallback) {
    Entry entry = entries.get(key);
    return entry == null ? fallback : whole(key, entry.value());
  }

  /** A number. */
  public double number(String key, double fallback) {
    Entry entry = entries.get(key);
    return entry == null ? fallback : number(key, entry.value());
  }

  /** Whole numbers; none where the key is missing. */
  public List<Integer> wholes(String key) {
    return list(key, "a list of whole numbers", node -> whole(key, node));
  }

  /** Numbers; none where the key is missing. */
  public List<Double> numbers(String key) {
    return list(key, "a list of numbers", node -> number(key, node));
  }

  private <T> List<T> list(String key, String kind, Function<Node, T> item) {
    Entry entry = entries.get(key);
    if (entry == null) {
      return List.of();
    }
    if (entry.value() instanceof SequenceNode sequence) {
      return sequence.getValue().stream().map(item).toList();
    }
    // a Python tuple, which YAML takes for text
    String text = scalar(key, entry.value(), kind);
    if (!text.startsWith("(") || !text.endsWith(")")) {
      throw wrong(key, kind, text);
    }
    List<T> items = new ArrayList<>();
    for (String part : Arrays.asList(text.substring(1, text.length() - 1).split(",", -1))) {
      if (!part.isBlank()) {
        items.add(item.apply(like((ScalarNode) entry.value(), part.strip())));
      }
    }
    return List.copyOf(items);
  }

  private static Node like(ScalarNode node, String text) {
    return new ScalarNode(
        Tag.STR, text, node.getStartMark(), node.getEndMark(), node.getScalarStyle());
  }

  private int whole(String key, Node node) {
    String text = scalar(key, node, "a whole number");
    if (!WHOLE.matcher(text).matches()) {
      throw wrong(key, "a whole number", text);
    }
    try {
      return Integer.parseInt(text.replace("_", ""));
    } catch (NumberFormatException e) {
      throw wrong(key, "a whole number below 2^31", text);
    }
  }

  private double number(String key, Node node) {
    String text = scalar(key, node, "a number");
    double value = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
    if (!Double.isFinite(value)) {
      throw wrong(key, "a number", text);
    }
    return value;
  }

  private String scalar(String key, Node node, String kind) {
    if (!(node instanceof ScalarNode scalar)) {
      throw mistake(key, dotted(key) + " must be " + kind + ", got " + shown(node));
    }
    if (scalar.getTag().equals(Tag.NULL)) {
      throw mistake(key, dotted(key) + " must be " + kind + ", got nothing");
    }
    return scalar.getValue();
  }

  private InputException wrong(String key, String kind, String text) {
    return mistake(key, dotted(key) + " must be " + kind + ", got '" + text + "'");
  }

  private static String shown(Node node) {
    if (node instanceof ScalarNode scalar) {
      return "'" + scalar.getValue() + "'";
    }
    return node instanceof SequenceNode ? "a list" : "keys";
  }
}
