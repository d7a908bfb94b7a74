package io.archscape.space;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.archscape.document.SealedTypes;
import io.archscape.document.Spelling;
import java.io.IOException;
import java.util.Map;

/** Reads a range: one law under its name, or a number. */
final class RangeReader extends StdDeserializer<Range> {
  private static final long serialVersionUID = 1L;
  private static final Map<String, Class<? extends Range>> LAWS = SealedTypes.names(Range.class);

  RangeReader() {
    super(Range.class);
  }

  @Override
  public Range deserialize(JsonParser in, DeserializationContext context) throws IOException {
    if (in.currentToken().isNumeric()) {
      return Range.fixed(in.getDoubleValue());
    }
    String name =
        in.isExpectedStartObjectToken() ? String.valueOf(in.nextFieldName()) : in.getText();
    Class<? extends Range> law = LAWS.get(name);
    if (!in.hasToken(JsonToken.FIELD_NAME) || law == null) {
      throw refusal(
          context,
          "range must be a number or one of %s, got '%s'%s"
              .formatted(
                  String.join(", ", LAWS.keySet()), name, Spelling.hint(name, LAWS.keySet())));
    }
    try {
      in.nextToken();
      Range range = context.readValue(in, law);
      if (in.nextToken() != JsonToken.END_OBJECT) {
        throw refusal(context, "range must have one law, got more than " + name);
      }
      return range;
    } catch (JsonMappingException e) {
      throw JsonMappingException.wrapWithPath(e, Range.class, name);
    }
  }

  private static JsonMappingException refusal(DeserializationContext context, String message) {
    return context.instantiationException(Range.class, new IllegalArgumentException(message));
  }
}
