package io.archscape.document;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import java.io.IOException;

/**
 * To be removed: defaults that records still give as JSON text, {@code @JsonProperty(defaultValue =
 * ...)}, where {@link io.archscape.Defaults} belong.
 */
final class AnnotatedDefaults {
  private AnnotatedDefaults() {}

  static boolean has(BeanProperty property) {
    return property.getMetadata().getDefaultValue() != null;
  }

  static Object value(BeanProperty property, JsonParser in) throws IOException {
    return value(property, (ObjectMapper) in.getCodec());
  }

  private static Object value(BeanProperty property, ObjectMapper mapper) throws IOException {
    return mapper.readValue(property.getMetadata().getDefaultValue(), property.getType());
  }

  static BeanPropertyWriter omitting(BeanPropertyWriter property) {
    return has(property) ? new Omitting(property) : property;
  }

  private static final class Omitting extends BeanPropertyWriter {
    private static final long serialVersionUID = 1L;

    Omitting(BeanPropertyWriter base) {
      super(base);
    }

    @Override
    public void serializeAsField(Object bean, JsonGenerator out, SerializerProvider provider)
        throws Exception {
      if (!value(this, (ObjectMapper) out.getCodec()).equals(get(bean))) {
        super.serializeAsField(bean, out, provider);
      }
    }
  }
}
