package io.archscape.experiment;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.io.IOException;

/**
 * A claim as text. YAML takes {@code b: best-value 1} for a map of one key: the text is put
 * together again.
 */
final class ClaimText extends JsonDeserializer<String> {
  @Override
  public String getNullValue(DeserializationContext context) throws JsonMappingException {
    throw mistake(context.getParser(), "nothing");
  }

  @Override
  public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return parser.getText();
    }
    if (parser.currentToken() == JsonToken.START_OBJECT
        && parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.VALUE_NULL) {
        throw mistake(parser, "nothing after '" + key + ":'");
      }
      if (value.isScalarValue()) {
        String text = key + ": " + parser.getText();
        if (parser.nextToken() == JsonToken.END_OBJECT) {
          return text;
        }
      }
    }
    throw mistake(parser, "something else");
  }

  private static JsonMappingException mistake(JsonParser parser, String got) {
    return JsonMappingException.from(
        parser, "a claim must be a line such as 'a better-than b', got " + got);
  }
}
