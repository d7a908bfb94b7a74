package io.archscape.space;

import static io.archscape.Require.require;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.archscape.document.Spelling;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Reads a range: one law under its name, or a number. */
final class RangeReader extends StdDeserializer<Range> {
  private static final long serialVersionUID = 1L;
  private static final List<String> LAWS =
      List.of(
          "choice",
          "uniform",
          "logUniform",
          "normal",
          "logNormal",
          "powerOfTwo",
          "powerOfTwoOrLogUniform");

  RangeReader() {
    super(Range.class);
  }

  @Override
  public Range deserialize(JsonParser in, DeserializationContext context) throws IOException {
    if (in.currentToken().isNumeric()) {
      return Range.fixed(in.getDoubleValue());
    }
    String law =
        in.isExpectedStartObjectToken() ? String.valueOf(in.nextFieldName()) : in.getText();
    if (!in.hasToken(JsonToken.FIELD_NAME) || !LAWS.contains(law)) {
      return refuse(
          context,
          "range must be a number or one of %s, got '%s'%s"
              .formatted(String.join(", ", LAWS), law, Spelling.hint(law, LAWS)));
    }
    try {
      in.nextToken();
      Range range = law(law, in, context);
      require(
          in.nextToken() == JsonToken.END_OBJECT, "range must have one law, got more than %s", law);
      return range;
    } catch (IllegalArgumentException e) {
      throw JsonMappingException.wrapWithPath(
          context.instantiationException(Range.class, e), Range.class, law);
    } catch (JsonMappingException e) {
      throw JsonMappingException.wrapWithPath(e, Range.class, law);
    }
  }

  private static Range refuse(DeserializationContext context, String message) throws IOException {
    throw context.instantiationException(Range.class, new IllegalArgumentException(message));
  }

  private static Range law(String law, JsonParser in, DeserializationContext context)
      throws IOException {
    if (law.equals("choice")) {
      JavaType list = context.getTypeFactory().constructCollectionType(List.class, Double.class);
      return new Range.Choice(context.readValue(in, list));
    }
    JavaType map = context.getTypeFactory().constructMapType(Map.class, String.class, Double.class);
    return law(law, new Keys(context.readValue(in, map)));
  }

  private static Range law(String law, Keys keys) {
    return switch (law) {
      case "uniform" -> {
        keys.onlyOf(law, "low", "high", "step");
        yield Range.uniform(keys.get("low"), keys.get("high"), keys.getOr("step", 1));
      }
      case "logUniform" -> {
        keys.onlyOf(law, "low", "high", "step");
        yield Range.logUniform(keys.get("low"), keys.get("high"), keys.get("step"));
      }
      case "normal" -> {
        keys.onlyOf(law, "low", "high", "step");
        yield new Range.Normal(keys.grid());
      }
      case "logNormal" -> {
        keys.onlyOf(law, "low", "high", "step");
        yield new Range.LogNormal(keys.grid());
      }
      case "powerOfTwo" -> {
        keys.onlyOf(law, "low", "high");
        yield new Range.PowerOfTwo(keys.whole("low"), keys.whole("high"));
      }
      default -> {
        keys.onlyOf(law, "low", "high", "step");
        yield new Range.PowerOfTwoOrLogUniform(
            keys.whole("low"), keys.whole("high"), keys.whole("step"));
      }
    };
  }

  /** The numbers under a law. */
  private record Keys(Map<String, Double> values) {
    void onlyOf(String law, String... allowed) {
      for (String key : new TreeSet<>(values.keySet())) {
        require(
            List.of(allowed).contains(key),
            "%s must have the keys %s, got '%s'%s",
            law,
            String.join(", ", allowed),
            key,
            Spelling.hint(key, List.of(allowed)));
      }
    }

    Grid grid() {
      return Grid.of(get("low"), get("high"), getOr("step", 1));
    }

    double get(String key) {
      Double value = values.get(key);
      if (value == null) {
        throw new IllegalArgumentException("key '" + key + "' is missing");
      }
      return value;
    }

    double getOr(String key, double otherwise) {
      return values.containsKey(key) ? get(key) : otherwise;
    }

    int whole(String key) {
      double value = get(key);
      require(value == Math.rint(value), "%s must be a whole number, got %s", key, value);
      return (int) value;
    }
  }
}
