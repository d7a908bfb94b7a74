package io.archscape.document;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a sealed type may be from its {@code permits}, also through sealed types below it, and
 * the name of each in a document from its {@link JsonTypeName}: a new one is entered nowhere.
 */
public final class SealedTypes extends NopAnnotationIntrospector {
  private static final long serialVersionUID = 1L;

  @Override
  public @Nullable List<NamedType> findSubtypes(Annotated a) {
    if (!(a instanceof AnnotatedClass) || !a.getRawType().isSealed()) {
      return null;
    }
    List<NamedType> types = new ArrayList<>();
    names(a.getRawType()).forEach((name, type) -> types.add(new NamedType(type, name)));
    return types;
  }

  /**
   * What a sealed type may be, by the names that documents have for it, in the order of its {@code
   * permits}.
   *
   * @throws IllegalStateException if one has no name, or two have the same
   */
  public static <T> Map<String, Class<? extends T>> names(Class<T> sealed) {
    Map<String, Class<? extends T>> names = new LinkedHashMap<>();
    permitted(sealed)
        .forEach(
            type -> {
              Class<?> other = names.put(name(sealed, type), type.asSubclass(sealed));
              if (other != null) {
                throw new IllegalStateException(
                    "the types of %s must differ in their @JsonTypeName, got '%s' for %s and %s"
                        .formatted(
                            sealed.getSimpleName(),
                            name(sealed, type),
                            other.getSimpleName(),
                            type.getSimpleName()));
              }
            });
    return names;
  }

  private static Stream<Class<?>> permitted(Class<?> type) {
    Class<?>[] below = type.getPermittedSubclasses();
    return below == null ? Stream.of(type) : Stream.of(below).flatMap(SealedTypes::permitted);
  }

  private static String name(Class<?> sealed, Class<?> type) {
    JsonTypeName name = type.getAnnotation(JsonTypeName.class);
    if (name == null) {
      throw new IllegalStateException(
          "the types of %s must each have a @JsonTypeName, got none for %s"
              .formatted(sealed.getSimpleName(), type.getSimpleName()));
    }
    return name.value();
  }
}
