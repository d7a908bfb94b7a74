package io.archscape.document;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import com.fasterxml.jackson.databind.deser.ValueInstantiators;
import com.fasterxml.jackson.databind.deser.impl.PropertyValueBuffer;
import com.fasterxml.jackson.databind.deser.std.StdValueInstantiator;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import io.archscape.Defaults;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Fills the components that a document leaves out from the {@link Defaults} of the record itself,
 * or else from those given. Components that have the record's own default are left out again when
 * it is written, so that a new component changes no document that does not use it.
 */
final class RecordDefaults extends Module {
  private static final String CONSTANT = "DEFAULTS";

  private final Map<Class<?>, Defaults> given = new HashMap<>();
  private final boolean omits;

  /**
   * @param omits whether keys that have their own default value are left out when a record is
   *     written
   */
  RecordDefaults(List<Defaults> given, boolean omits) {
    this.omits = omits;
    given.forEach(each -> this.given.put(each.type(), each));
  }

  /**
   * What the record says itself.
   *
   * @throws IllegalStateException if its constant is of another record, or no constant
   */
  static Map<String, Object> own(Class<?> type) {
    try {
      Field field = type.getDeclaredField(CONSTANT);
      field.setAccessible(true);
      return Modifier.isStatic(field.getModifiers())
              && field.get(null) instanceof Defaults own
              && own.type() == type
          ? own.values()
          : refuse(type);
    } catch (NoSuchFieldException e) {
      return Map.of();
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("cannot read the defaults of " + type.getSimpleName(), e);
    }
  }

  private static Map<String, Object> refuse(Class<?> type) {
    throw new IllegalStateException(
        "%s of %s must be a constant with its own defaults"
            .formatted(CONSTANT, type.getSimpleName()));
  }

  private Map<String, Object> values(Class<?> type) {
    Map<String, Object> values = new HashMap<>();
    if (given.containsKey(type)) {
      values.putAll(given.get(type).values());
    }
    values.putAll(own(type));
    return values;
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
                ? new Completing(standard, values(type.getBeanClass()))
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
        Map<String, Object> own =
            type.getBeanClass().isRecord() ? own(type.getBeanClass()) : Map.of();
        return found.stream()
            .map(
                property ->
                    own.containsKey(property.getName())
                        ? new Omitting(property, own.get(property.getName()))
                        : property)
            .toList();
      }
    };
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
          complete(property, buffer);
        }
      }
      return super.createFromObjectWith(context, properties, buffer);
    }

    private void complete(SettableBeanProperty property, PropertyValueBuffer buffer) {
      if (values.containsKey(property.getName())) {
        buffer.assignParameter(property, values.get(property.getName()));
      }
    }
  }

  /** Leaves a key out where it has the value that stands for it. */
  private static final class Omitting extends BeanPropertyWriter {
    private static final long serialVersionUID = 1L;
    private final transient Object value;

    Omitting(BeanPropertyWriter base, Object value) {
      super(base);
      this.value = value;
    }

    @Override
    public void serializeAsField(Object bean, JsonGenerator out, SerializerProvider provider)
        throws Exception {
      if (!value.equals(get(bean))) {
        super.serializeAsField(bean, out, provider);
      }
    }
  }
}
