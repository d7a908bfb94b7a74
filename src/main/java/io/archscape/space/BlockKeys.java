package io.archscape.space;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.ContextualSerializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.util.NameTransformer;
import io.archscape.arch.BlockKind;
import io.archscape.arch.BlockParameter;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The keys of a {@link BlockSpace} among those of its space: {@code block} with the kind, and for
 * each parameter of this kind its name with the range, and {@code share} with its name where the
 * space draws stages one by one: {@code b} and {@code shareB}. A parameter with a default may be
 * left out, both keys together.
 */
final class BlockKeys {
  private static final String BLOCK = "block";

  /** What X blocks declare; other blocks may say so too that they have none, as 1. */
  private static final List<BlockParameter> OF_BOTTLENECKS = BlockKind.BOTTLENECK.parameters();

  private BlockKeys() {}

  private static String share(BlockParameter parameter) {
    String name = parameter.name();
    return "share" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private static boolean drawsStages(Class<?> space) {
    return space == AnyNetSpace.class;
  }

  private static Stream<String> keys(List<BlockParameter> parameters, Class<?> space) {
    return parameters.stream()
        .flatMap(
            each ->
                drawsStages(space) ? Stream.of(each.name(), share(each)) : Stream.of(each.name()));
  }

  /** The keys of parameters that a space of this kind of block may have. */
  private static Stream<String> allowed(BlockKind kind, Class<?> space) {
    return keys(kind.parameters().isEmpty() ? OF_BOTTLENECKS : kind.parameters(), space);
  }

  /**
   * Drops what a space inherits of the block that it exchanges for another.
   *
   * @param inherited keys of the space that is refined
   * @param own keys of the one that refines it
   */
  static void exchange(ObjectNode inherited, JsonNode own, Class<?> space) {
    Arrays.stream(BlockKind.values())
        .filter(kind -> kind.key().equals(own.path(BLOCK).asText()))
        .forEach(
            kind -> {
              List<String> kept = allowed(kind, space).toList();
              Arrays.stream(BlockKind.values())
                  .flatMap(other -> keys(other.parameters(), space))
                  .filter(key -> !kept.contains(key))
                  .forEach(inherited::remove);
            });
  }

  /** Writes the keys in the mapping of the space. */
  static final class Writer extends StdSerializer<BlockSpace> implements ContextualSerializer {
    private static final long serialVersionUID = 1L;
    private final Class<?> space;

    Writer() {
      this(BlockSpace.class);
    }

    private Writer(Class<?> space) {
      super(BlockSpace.class);
      this.space = space;
    }

    @Override
    public JsonSerializer<?> createContextual(SerializerProvider provider, BeanProperty property) {
      return new Writer(property.getMember().getDeclaringClass());
    }

    @Override
    public boolean isUnwrappingSerializer() {
      return true;
    }

    @Override
    public JsonSerializer<BlockSpace> unwrappingSerializer(NameTransformer unwrapper) {
      return this;
    }

    @Override
    public void serialize(BlockSpace blocks, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeStringField(BLOCK, blocks.kind().key());
      for (int i = 0; i < blocks.ranges().size(); i++) {
        BlockParameter parameter = blocks.kind().parameters().get(i);
        provider.defaultSerializeField(parameter.name(), blocks.ranges().get(i), out);
        if (drawsStages(space)) {
          out.writeBooleanField(share(parameter), blocks.shared().get(i));
        }
      }
    }
  }

  /** Reads what the space's own keys leave over. */
  static final class Reader extends StdDeserializer<BlockSpace> implements ContextualDeserializer {
    private static final long serialVersionUID = 1L;
    private final Class<?> space;

    Reader() {
      this(BlockSpace.class);
    }

    private Reader(Class<?> space) {
      super(BlockSpace.class);
      this.space = space;
    }

    @Override
    public JsonDeserializer<?> createContextual(
        DeserializationContext context, BeanProperty property) {
      return new Reader(property.getMember().getDeclaringClass());
    }

    /** Another one: Jackson takes one that stays the same for one that cannot be unwrapped. */
    @Override
    public JsonDeserializer<BlockSpace> unwrappingDeserializer(NameTransformer unwrapper) {
      return new Reader(space);
    }

    @Override
    public BlockSpace deserialize(JsonParser in, DeserializationContext context)
        throws IOException {
      ObjectNode keys = context.readValue(in, ObjectNode.class);
      if (!keys.has(BLOCK)) {
        requireKnown(List.of(BlockKind.values()), keys, in);
        throw missing(in, BLOCK);
      }
      BlockKind kind = read(keys, BLOCK, BlockKind.class, context);
      requireKnown(List.of(kind), keys, in);
      return kind.parameters().isEmpty() ? plain(kind, keys, context) : blocks(kind, keys, context);
    }

    private BlockSpace blocks(BlockKind kind, ObjectNode keys, DeserializationContext context)
        throws IOException {
      List<Range> ranges = new ArrayList<>();
      List<Boolean> shared = new ArrayList<>();
      for (BlockParameter parameter : kind.parameters()) {
        boolean left = !keys.has(parameter.name()) && parameter.otherwise().isPresent();
        ranges.add(
            left
                ? Range.fixed(parameter.otherwise().orElseThrow())
                : read(keys, parameter.name(), Range.class, context));
        shared.add(
            left || !drawsStages(space) || read(keys, share(parameter), boolean.class, context));
      }
      try {
        return new BlockSpace(kind, ranges, shared);
      } catch (IllegalArgumentException e) {
        throw context.instantiationException(BlockSpace.class, e);
      }
    }

    /** Spaces say of a block without a bottleneck that its b and g are 1. */
    private static BlockSpace plain(BlockKind kind, ObjectNode keys, DeserializationContext context)
        throws IOException {
      List<Range> given = new ArrayList<>();
      for (BlockParameter parameter : OF_BOTTLENECKS) {
        given.add(
            keys.has(parameter.name())
                ? read(keys, parameter.name(), Range.class, context)
                : Range.fixed(1));
      }
      if (!given.stream().allMatch(Range.fixed(1)::equals)) {
        throw context.instantiationException(
            BlockSpace.class,
            new IllegalArgumentException(
                "b and g must be 1 with %s, which has no bottleneck, got b=%s g=%s"
                    .formatted(kind, given.get(0).values(), given.get(1).values())));
      }
      return new BlockSpace(kind, List.of(), List.of());
    }

    private static <T> T read(
        ObjectNode keys, String key, Class<T> type, DeserializationContext context)
        throws IOException {
      JsonNode value = keys.get(key);
      if (value == null) {
        throw missing(context.getParser(), key);
      }
      try {
        return context.readTreeAsValue(value, type);
      } catch (JsonMappingException e) {
        throw JsonMappingException.wrapWithPath(e, BlockSpace.class, key);
      }
    }

    private static MismatchedInputException missing(JsonParser in, String key) {
      return MismatchedInputException.from(
          in, BlockSpace.class, "Missing creator property '" + key + "'");
    }

    private void requireKnown(List<BlockKind> kinds, ObjectNode keys, JsonParser in)
        throws JsonMappingException {
      TreeSet<Object> known = new TreeSet<>(List.of(BLOCK, "type"));
      Arrays.stream(space.getRecordComponents())
          .filter(component -> !component.getAccessor().isAnnotationPresent(JsonUnwrapped.class))
          .map(RecordComponent::getName)
          .forEach(known::add);
      kinds.forEach(kind -> keys(kind.parameters(), space).forEach(known::add));
      TreeSet<Object> allowed = new TreeSet<>(known);
      kinds.forEach(kind -> allowed(kind, space).forEach(allowed::add));
      for (String key : (Iterable<String>) keys::fieldNames) {
        if (!allowed.contains(key)) {
          throw UnrecognizedPropertyException.from(in, space, key, known);
        }
      }
    }
  }
}
