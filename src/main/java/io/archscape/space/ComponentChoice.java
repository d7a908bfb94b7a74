package io.archscape.space;

import static io.archscape.Require.require;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A component that all stages of a network share: fixed, or one of several, each equally likely. In
 * YAML the component itself, or {@code {choice: [...]}} of such; {@code se} stands for {@code
 * {type: se}}.
 *
 * @param <T> what the component is
 */
@JsonSerialize(using = ComponentChoice.Writer.class)
@JsonDeserialize(using = ComponentChoice.Reader.class)
public record ComponentChoice<T>(List<T> all) {
  public ComponentChoice {
    all = List.copyOf(all);
    require(!all.isEmpty(), "choice must have at least one value, got none");
    require(
        new HashSet<>(all).size() == all.size(),
        "choice values must differ from each other, got %s",
        all);
  }

  public static <T> ComponentChoice<T> fixed(T value) {
    return new ComponentChoice<>(List.of(value));
  }

  /** Whether there is something to draw. */
  public boolean sampled() {
    return all.size() > 1;
  }

  /** The index of one of them; what is fixed takes no random number. */
  int sample(SplittableRandom random) {
    return sampled() ? Range.index(random, all.size()) : 0;
  }

  int count() {
    return all.size();
  }

  /** Writes either form. */
  static final class Writer extends StdSerializer<ComponentChoice<?>> {
    private static final long serialVersionUID = 1L;

    Writer() {
      super(ComponentChoice.class, false);
    }

    @Override
    public void serialize(
        ComponentChoice<?> options, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (options.sampled()) {
        out.writeStartObject();
        out.writeArrayFieldStart("choice");
      }
      for (Object option : options.all) {
        provider
            .findTypedValueSerializer(option.getClass(), true, null)
            .serialize(option, out, provider);
      }
      if (options.sampled()) {
        out.writeEndArray();
        out.writeEndObject();
      }
    }
  }

  /** Reads either form. */
  static final class Reader extends StdDeserializer<ComponentChoice<?>>
      implements ContextualDeserializer {
    private static final long serialVersionUID = 1L;
    private final JavaType option;

    Reader() {
      super(ComponentChoice.class);
      option = TypeFactory.unknownType();
    }

    private Reader(JavaType option) {
      super(ComponentChoice.class);
      this.option = option;
    }

    @Override
    public JsonDeserializer<?> createContextual(
        DeserializationContext context, BeanProperty property) {
      JavaType type = property == null ? context.getContextualType() : property.getType();
      return new Reader(type.containedType(0));
    }

    @Override
    public ComponentChoice<?> deserialize(JsonParser in, DeserializationContext context)
        throws IOException {
      JsonNode tree = context.readTree(in);
      if (!tree.has("choice")) {
        return new ComponentChoice<>(List.of(read(tree, context)));
      }
      try {
        return choice(tree, context);
      } catch (IllegalArgumentException e) {
        throw JsonMappingException.wrapWithPath(
            context.instantiationException(ComponentChoice.class, e),
            ComponentChoice.class,
            "choice");
      } catch (JsonMappingException e) {
        throw JsonMappingException.wrapWithPath(e, ComponentChoice.class, "choice");
      }
    }

    private ComponentChoice<?> choice(JsonNode tree, DeserializationContext context)
        throws IOException {
      JsonNode options = tree.get("choice");
      require(tree.size() == 1, "choice must stand alone, got %d keys", tree.size());
      require(options.isArray(), "choice must be a list, got '%s'", options.asText());
      List<Object> all = new ArrayList<>();
      for (JsonNode option : options) {
        try {
          all.add(read(option, context));
        } catch (JsonMappingException e) {
          throw JsonMappingException.wrapWithPath(e, options, all.size());
        }
      }
      return new ComponentChoice<>(all);
    }

    private static List<String> names(JsonNode tree) {
      return tree.properties().stream().map(Map.Entry::getKey).toList();
    }

    private Object read(JsonNode tree, DeserializationContext context) throws IOException {
      JsonNode full = tree;
      boolean told = tree.isTextual() || tree.has("type") || tree.isNull();
      if (!told) {
        String got = tree.isObject() ? String.join(", ", names(tree)) : tree.toString();
        throw context.instantiationException(
            ComponentChoice.class,
            new IllegalArgumentException(
                "must be a name, {type: NAME, ...} or {choice: [...]}, got '" + got + "'"));
      }
      if (tree.isTextual()) {
        ObjectNode named = context.getNodeFactory().objectNode();
        full = named.set("type", tree);
      }
      try (JsonParser parser = full.traverse(context.getParser().getCodec())) {
        if (parser.nextToken() == JsonToken.VALUE_NULL) {
          throw context.instantiationException(
              ComponentChoice.class, new IllegalArgumentException("must have a value, got none"));
        }
        return context.readValue(parser, option);
      }
    }
  }
}
