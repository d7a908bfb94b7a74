package io.archscape.document;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import com.fasterxml.jackson.databind.deser.ValueInstantiators;
import com.fasterxml.jackson.databind.deser.impl.PropertyValueBuffer;
import com.fasterxml.jackson.databind.deser.std.StdValueInstantiator;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets a record's missing keys be taken from the {@code defaultValue}, JSON text, that a
 * component's {@code @JsonProperty} gives, or else from an example of the record. The former are
 * left out again when a record is written, so that a new component changes no document that does
 * not use it.
 */
final class RecordDefaults extends Module {
  private final Map<Class<?>, Map<String, Object>> values = new HashMap<>();

  private final boolean omits;

  /**
   * @param omits whether keys that have their default value are left out when a record is written
   */
  RecordDefaults(List<? extends Record> examples, boolean omits) {
    this.omits = omits;
    examples.forEach(example -> values.put(example.getClass(), components(example)));
  }

  private static Map<String, Object> components(Record example) {
    Map<String, Object> components = new HashMap<>();
    for (RecordComponent component : example.getClass().getRecordComponents()) {
      try {
        components.put(component.getName(), component.getAccessor().invoke(example));
      } catch (ReflectiveOperationException e) {
        throw new IllegalArgumentException(
            "a default must be a public record, got " + example.getClass(), e);
      }
    }
    return components;
  }

  @Override
  public String getModuleName() {
    return "record defaults";
  }

  @Override
  public Version version() {
    return Version.unknownVersion();
  }

  @Override
  public void setupModule(SetupContext context) {
    context.addValueInstantiators(
        new ValueInstantiators.Base() {
          @Override
          public ValueInstantiator findValueInstantiator(
              DeserializationConfig config, BeanDescription type, ValueInstantiator found) {
            return type.getBeanClass().isRecord() && found instanceof StdValueInstantiator standard
                ? new Completing(standard, values.getOrDefault(type.getBeanClass(), Map.of()))
                : found;
          }
        });
    if (omits) {
      context.addBeanSerializerModifier(omitting());
    }
  }

  private static BeanSerializerModifier omitting() {
    return new BeanSerializerModifier() {
      @Override
      public List<BeanPropertyWriter> changeProperties(
          SerializationConfig config, BeanDescription type, List<BeanPropertyWriter> found) {
        return found.stream()
            .map(property -> defaultOf(property).isEmpty() ? property : new Omitting(property))
            .toList();
      }
    };
  }

  /** The value, as JSON, that stands in for the key where it is left out; empty if none does. */
  private static String defaultOf(BeanProperty property) {
    String text = property.getMetadata().getDefaultValue();
    return text == null ? "" : text;
  }

  /** Fills what the document left out, then builds the record as ever. */
  private static final class Completing extends StdValueInstantiator {
    private static final long serialVersionUID = 1L;
    private final transient Map<String, Object> values;

    Completing(StdValueInstantiator standard, Map<String, Object> values) {
      super(standard);
      this.values = values;
    }

    @Override
    public Object createFromObjectWith(
        DeserializationContext context,
        SettableBeanProperty[] properties,
        PropertyValueBuffer buffer)
        throws IOException {
      for (SettableBeanProperty property : properties) {
        if (!buffer.hasParameter(property)) {
          complete(context, property, buffer);
        }
      }
      return super.createFromObjectWith(context, properties, buffer);
    }

    private void complete(
        DeserializationContext context, SettableBeanProperty property, PropertyValueBuffer buffer)
        throws IOException {
      if (!defaultOf(property).isEmpty()) {
        ObjectMapper mapper = (ObjectMapper) context.getParser().getCodec();
        Object value = mapper.readValue(defaultOf(property), property.getType());
        buffer.assignParameter(property, value);
      } else if (values.containsKey(property.getName())) {
        buffer.assignParameter(property, values.get(property.getName()));
      }
    }
  }

  /** Leaves a key out where it has the value that stands in for it. */
  private static final class Omitting extends BeanPropertyWriter {
    private static final long serialVersionUID = 1L;

    Omitting(BeanPropertyWriter base) {
      super(base);
    }

    @Override
    public void serializeAsField(Object bean, JsonGenerator out, SerializerProvider provider)
        throws Exception {
      ObjectMapper mapper = (ObjectMapper) out.getCodec();
      if (!mapper.readValue(defaultOf(this), getType()).equals(get(bean))) {
        super.serializeAsField(bean, out, provider);
      }
    }
  }
}
