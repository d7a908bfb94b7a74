package io.archscape;

import static io.archscape.Require.require;

import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What stands for components of a record that a document leaves out. A record whose documents leave
 * them out everywhere, read or written, has a constant {@code static final Defaults DEFAULTS};
 * where only some documents may, their reader is given others.
 */
public final class Defaults {
  private final Class<? extends Record> type;
  private final Map<String, Object> values;

  private Defaults(Class<? extends Record> type, Map<String, Object> values) {
    this.type = type;
    this.values = Collections.unmodifiableMap(values);
  }

  /** None yet. */
  public static Defaults of(Class<? extends Record> type) {
    return new Defaults(type, Map.of());
  }

  /** Every component of the example. */
  public static Defaults of(Record example) {
    Defaults all = of(example.getClass());
    for (RecordComponent component : example.getClass().getRecordComponents()) {
      all = all.with(component.getName(), value(component, example));
    }
    return all;
  }

  private static Object value(RecordComponent component, Record example) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(example);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component + " of " + example, e);
    }
  }

  /**
   * The same and one more.
   *
   * @throws RequirementException if there is no such component, or it cannot have this value
   */
  public Defaults with(String component, Object value) {
    Class<?> wanted =
        Stream.of(type.getRecordComponents())
            .filter(each -> each.getName().equals(component))
            .<Class<?>>map(RecordComponent::getType)
            .findFirst()
            .orElse(Void.class);
    require(
        MethodType.methodType(wanted).wrap().returnType().isInstance(value),
        "defaults of %s must be values of its components, got %s=%s",
        type.getSimpleName(),
        component,
        value);
    Map<String, Object> more = new LinkedHashMap<>(values);
    require(
        more.put(component, value) == null,
        "defaults of %s must name a component once, got %s twice",
        type.getSimpleName(),
        component);
    return new Defaults(type, more);
  }

  public Class<? extends Record> type() {
    return type;
  }

  /** By component. */
  public Map<String, Object> values() {
    return values;
  }
}
