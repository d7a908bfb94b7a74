package io.archscape.document;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.archscape.Defaults;
import io.archscape.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads and writes records. Keys are the components, one to one: an unknown, missing, doubled or
 * null key is refused, but for missing ones that have {@link Defaults}.
 */
public final class Documents {
  private static final String BASE = "base";
  private static final String TYPE = "type";

  private final JsonMapper json;
  private final YamlNodeFactory nodes = new YamlNodeFactory();
  private final YAMLMapper yaml;
  private final YAMLMapper wholeYaml;

  /**
   * @param defaults what else may be left out, besides what records say themselves
   */
  public Documents(Defaults... defaults) {
    RecordDefaults module = new RecordDefaults(List.of(defaults), true);
    json = strict(JsonMapper.builder()).addModule(module).build();
    yaml = yaml(nodes, module);
    wholeYaml = yaml(new YAMLFactory(), new RecordDefaults(List.of(defaults), false));
  }

  private static YAMLMapper yaml(YAMLFactory factory, RecordDefaults module) {
    return strict(YAMLMapper.builder(factory))
        .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
        .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
        .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
        .disable(YAMLGenerator.Feature.SPLIT_LINES)
        .disable(YAMLGenerator.Feature.USE_NATIVE_TYPE_ID)
        .addModule(module)
        .build();
  }

  private static <M extends ObjectMapper, B extends MapperBuilder<M, B>> B strict(B builder) {
    builder
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        // shortest digits on every JDK: ids are made of them
        .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
        .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        // YAML scalars are untyped text until they are bound
        .withCoercionConfig(
            LogicalType.Integer,
            c -> c.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
        .annotationIntrospector(
            AnnotationIntrospector.pair(new SealedTypes(), new JacksonAnnotationIntrospector()));
    return builder;
  }

  /** Reads a YAML file. */
  public <T> T readYaml(Path file, Class<T> type) {
    return readYaml(file.toString(), text(file), type);
  }

  /**
   * Reads YAML.
   *
   * @param source the name that errors give
   */
  public <T> T readYaml(String source, String text, Class<T> type) {
    Origin origin = new Origin(source, 0);
    return readYaml(origin, YamlText.root(origin, text), type);
  }

  private <T> T readYaml(Origin origin, Optional<Node> root, Class<T> type) {
    return read(origin, root, () -> yaml.readValue(nodes.parser(origin, root), type), type);
  }

  /** Binds keys of which some are not in the text. */
  private <T> T bind(Origin origin, Optional<Node> root, JsonNode all, Class<T> type) {
    return read(origin, root, () -> yaml.treeToValue(all, type), type);
  }

  /**
   * Reads YAML, with keys that stand in where the text does not have them.
   *
   * @param source the name that errors give
   * @param merged keys whose mappings are completed in the same way; others are replaced
   */
  public <T> T readYaml(
      String source, String text, ObjectNode otherwise, Set<String> merged, Class<T> type) {
    Origin origin = new Origin(source, 0);
    Optional<Node> root = YamlText.root(origin, text);
    ObjectNode all = otherwise.deepCopy();
    readYaml(origin, root, ObjectNode.class)
        .properties()
        .forEach(own -> put(all, own.getKey(), own.getValue(), merged));
    return bind(origin, root, all, type);
  }

  private static void put(ObjectNode all, String key, JsonNode own, Set<String> merged) {
    if (merged.contains(key) && own.isObject() && all.path(key) instanceof ObjectNode from) {
      own.properties().forEach(each -> from.set(each.getKey(), each.getValue()));
    } else {
      all.set(key, own);
    }
  }

  /**
   * Reads YAML in which a mapping may begin with another: its key base names that one, and what the
   * mapping has itself comes on top, mappings of the same {@code type} key by key.
   *
   * @param at the key of the mapping that may have a base; empty for the whole document
   * @param bases the YAML text of a base, by name; throws {@link InputException} for an unknown one
   */
  public <T> T readYaml(
      String source, String text, String at, UnaryOperator<String> bases, Class<T> type) {
    return readYaml(source, text, at, bases, Map.of(), type);
  }

  /**
   * The same, with numbers in place of some of the mapping's keys.
   *
   * @param instead what these keys are, whatever the text says
   */
  public <T> T readYaml(
      String source,
      String text,
      String at,
      UnaryOperator<String> bases,
      Map<String, Integer> instead,
      Class<T> type) {
    Origin origin = new Origin(source, 0);
    Optional<Node> root = YamlText.root(origin, text);
    JsonNode all = readYaml(origin, root, JsonNode.class);
    JsonNode own = at.isEmpty() ? all : all.path(at);
    boolean named = own.path(BASE).isTextual(); // a base that is no name is refused as a key
    if (!(own instanceof ObjectNode mapping) || (!named && instead.isEmpty())) {
      return readYaml(origin, root, type);
    }
    ObjectNode complete = named ? onTop(base(source, mapping, bases), mapping) : mapping;
    instead.forEach(complete::put);
    return bind(origin, root, at.isEmpty() ? complete : ((ObjectNode) all).set(at, complete), type);
  }

  /** Takes the base that a mapping names out of it. */
  private ObjectNode base(String source, ObjectNode mapping, UnaryOperator<String> bases) {
    String name = mapping.remove(BASE).asText();
    return readYaml(name, baseText(source, name, bases), ObjectNode.class);
  }

  private static String baseText(String source, String name, UnaryOperator<String> bases) {
    try {
      return bases.apply(name);
    } catch (InputException e) {
      throw new InputException(source + ": " + e.getMessage(), e);
    }
  }

  private static ObjectNode onTop(ObjectNode base, ObjectNode own) {
    own.properties()
        .forEach(
            each -> {
              boolean both =
                  base.path(each.getKey()) instanceof ObjectNode from
                      && each.getValue() instanceof ObjectNode to
                      && (!to.has(TYPE) || to.get(TYPE).equals(from.get(TYPE)));
              base.set(
                  each.getKey(),
                  both
                      ? onTop((ObjectNode) base.get(each.getKey()), (ObjectNode) each.getValue())
                      : each.getValue());
            });
    return base;
  }

  /** Reads JSON. */
  public <T> T readJson(String source, String text, Class<T> type) {
    return readJson(json, new Origin(source, 0), text, type);
  }

  /** Reads JSON as Python writes it, whose numbers may be NaN, Infinity and -Infinity too. */
  public JsonNode readPythonJson(String source, String text) {
    JsonMapper python =
        strict(JsonMapper.builder()).enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
    return readJson(python, new Origin(source, 0), text, JsonNode.class);
  }

  /** Reads one line of a file with a JSON value a line; {@code line} counts from 1. */
  public <T> T readJsonLine(String source, int line, String text, Class<T> type) {
    return readJson(json, new Origin(source, line), text, type);
  }

  /** The JSON that is the same for equal values: keys sorted, no spaces, shortest numbers. */
  public String canonicalJson(Object value) {
    return write(json, value);
  }

  /** JSON as a tree, for what has no record of its own. */
  public JsonNode tree(Object value) {
    return json.valueToTree(value);
  }

  /** Block-style YAML with every key, also those that have the value that a missing one means. */
  public String wholeYaml(Object value) {
    return write(wholeYaml, value);
  }

  /** Block-style YAML. */
  public String yaml(Object value) {
    return write(yaml, value);
  }

  private static String write(ObjectMapper mapper, Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + value.getClass().getName(), e);
    }
  }

  private static <T> T readJson(JsonMapper mapper, Origin origin, String text, Class<T> type) {
    try {
      return present(origin, mapper.readValue(text, type), type);
    } catch (JacksonException e) {
      throw Mistakes.in(origin, YamlText.rootIfAny(text), e); // JSON is YAML too
    }
  }

  private static <T> T read(Origin origin, Optional<Node> root, Reading<T> reading, Class<T> type) {
    try {
      return present(origin, reading.value(), type);
    } catch (JacksonException e) {
      throw Mistakes.in(origin, root, e);
    } catch (IOException e) {
      throw new InputException(origin.source() + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private interface Reading<T> {
    @Nullable T value() throws IOException;
  }

  private static <T> T present(Origin origin, @Nullable T value, Class<T> type) {
    if (value == null) {
      throw new InputException(
          origin.source() + ": must hold a " + type.getSimpleName() + ", is empty");
    }
    return value;
  }

  /** The text of a file; throws {@link InputException} if there is none. */
  public static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new InputException(file + ": file must exist, found none", e);
    } catch (IOException e) {
      throw new InputException(file + ": file must be readable UTF-8 text: " + e.getMessage(), e);
    }
  }
}
