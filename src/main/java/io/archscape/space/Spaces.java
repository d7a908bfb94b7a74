package io.archscape.space;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.archscape.Defaults;
import io.archscape.InputException;
import io.archscape.Resource;
import io.archscape.arch.Attention;
import io.archscape.document.Documents;
import io.archscape.document.Section;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The spaces that are shipped, and those in files. */
public final class Spaces {
  private static final String FOLDER = "/spaces/";
  private static final String PARENT = "refines";

  /** {@code se} alone is RegNetY's. */
  private final Documents documents = new Documents(Defaults.of(new Attention.SqueezeExcite(0.25)));

  /** The names of the shipped spaces, in the order of spaces/index.txt. */
  public List<String> names() {
    return text("index.txt").lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  /**
   * The space of this name, or in this YAML file (whatever ends in .yaml or .yml). A space that
   * {@code refines} another has all of that one's keys but those it gives itself; the other is a
   * shipped space, or a file, from the folder of the one that refines it.
   *
   * @throws InputException if there is none, or the file is not a space
   */
  public DesignSpace open(String nameOrFile) {
    return open(nameOrFile, new ArrayList<>());
  }

  private DesignSpace open(String nameOrFile, List<String> children) {
    if (isFile(nameOrFile)) {
      Path file = Path.of(nameOrFile).normalize();
      return read(file.toString(), Documents.text(file), children);
    }
    List<String> names = names();
    if (!names.contains(nameOrFile)) {
      throw unknown(nameOrFile, names);
    }
    String file = nameOrFile + ".yaml";
    return read("spaces/" + file, text(file), children);
  }

  /**
   * The space in a YAML text.
   *
   * @param source the name that errors give, and the file whose folder a parent's file is looked
   *     for
   */
  public DesignSpace parse(String source, String text) {
    return read(source, text, new ArrayList<>());
  }

  /** Whether a YAML file is meant, not a shipped space. */
  public static boolean isFile(String nameOrFile) {
    return nameOrFile.endsWith(".yaml") || nameOrFile.endsWith(".yml");
  }

  private DesignSpace read(String source, String text, List<String> children) {
    JsonNode own = documents.readYaml(source, text, JsonNode.class);
    JsonNode named = own.path(PARENT);
    if (named.isMissingNode() || (named.isValueNode() && named.asText().isEmpty())) {
      return documents.readYaml(source, text, DesignSpace.class);
    }
    Section at = Section.read(source, 0, text);
    if (!named.isTextual()) {
      throw at.mistake(PARENT, "refines must be the name or file of one space");
    }
    String parent = named.asText();
    List<String> line = new ArrayList<>(children);
    line.add(source);
    ObjectNode inherited = inherited(at, parent, line, own);
    return documents.readYaml(source, text, inherited, Set.of("constraints"), DesignSpace.class);
  }

  /** The parent's keys, without those that are about itself or about a block that is exchanged. */
  private ObjectNode inherited(Section at, String parent, List<String> children, JsonNode own) {
    DesignSpace from;
    String source = children.get(children.size() - 1);
    String file = isFile(parent) ? beside(source, parent) : parent;
    if (children.contains(file)) {
      throw at.mistake(
          PARENT,
          "a space must not refine itself, got " + String.join(" > ", children) + " > " + file);
    }
    try {
      from = open(file, children);
    } catch (InputException e) {
      throw at.mistake(PARENT, "refines: " + e.getMessage());
    }
    ObjectNode keys = (ObjectNode) documents.tree(from);
    keys.remove(List.of("name", "description", "source", "paperSize", PARENT));
    BlockKeys.exchange(keys, own, from.getClass());
    return keys;
  }

  private static String beside(String source, String parent) {
    return Path.of(source).resolveSibling(parent).normalize().toString();
  }

  private static InputException unknown(String name, List<String> names) {
    return new InputException(
        "space must be a YAML file or one of %s, got '%s'; did you mean '%s'?"
            .formatted(String.join(", ", names), name, nearest(name, names)));
  }

  /** The name that begins and ends most like the one given. */
  private static String nearest(String given, List<String> names) {
    return names.stream()
        .max(Comparator.comparingInt(name -> alike(given, name)))
        .orElseThrow(() -> new IllegalStateException("no spaces are shipped"));
  }

  private static int alike(String a, String b) {
    int most = Math.min(a.length(), b.length());
    int head = 0;
    while (head < most && a.charAt(head) == b.charAt(head)) {
      head++;
    }
    int tail = 0;
    while (tail < most - head
        && a.charAt(a.length() - 1 - tail) == b.charAt(b.length() - 1 - tail)) {
      tail++;
    }
    // of equally like names, the one of the same length
    return 100 * (head + tail) - Math.abs(a.length() - b.length());
  }

  private static String text(String file) {
    return Resource.text(FOLDER + file);
  }
}
