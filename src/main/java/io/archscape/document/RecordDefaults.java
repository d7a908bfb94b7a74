package io.archscape.document;

import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import com.fasterxml.jackson.databind.deser.ValueInstantiators;
import com.fasterxml.jackson.databind.deser.impl.PropertyValueBuffer;
import com.fasterxml.jackson.databind.deser.std.StdValueInstantiator;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lets a record's missing keys be taken from an example of it. */
final class RecordDefaults extends Module {
  private final Map<Class<?>, Map<String, Object>> values = new HashMap<>();

  RecordDefaults(List<? extends Record> examples) {
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
            Map<String, Object> known = values.get(type.getBeanClass());
            return known != null && found instanceof StdValueInstantiator standard
                ? new Completing(standard, known)
                : found;
          }
        });
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
          buffer.assignParameter(property, values.get(property.getName()));
        }
      }
      return super.createFromObjectWith(context, properties, buffer);
    }
  }
}
