package io.archscape.document;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.archscape.InputException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.Node;

/** Turns what Jackson says of a document into one line for a person. */
final class Mistakes {
  /** The key that names which of several records is meant. */
  private static final String TYPE = "type";

  private Mistakes() {}

  /**
   * @param root the document as nodes, if its text is YAML
   */
  static InputException in(Origin origin, Optional<Node> root, JacksonException e) {
    return root.flatMap(node -> misspelt(origin, node, e)).orElseGet(() -> told(origin, root, e));
  }

  private static InputException told(Origin origin, Optional<Node> root, JacksonException e) {
    String path = e instanceof JsonMappingException mapping ? path(mapping) : "";
    String at = place(root, e).map(origin::at).orElse(origin.source() + ": ");
    return new InputException(at + (path.isEmpty() ? "" : path + ": ") + what(e), e);
  }

  /** Where a key is missing and an unknown one stands, the unknown one is what to report. */
  private static Optional<InputException> misspelt(Origin origin, Node root, JacksonException e) {
    if (!(e instanceof MismatchedInputException missing)
        || missing.getPath().isEmpty()
        || !isMissingKey(firstLine(e.getOriginalMessage()))) {
      return Optional.empty();
    }
    List<JsonMappingException.Reference> path = missing.getPath();
    Object from = path.get(path.size() - 1).getFrom();
    Class<?> type = from instanceof Class<?> named ? named : from.getClass();
    if (!type.isRecord() || sharesKeys(type)) {
      return Optional.empty();
    }
    List<String> known =
        Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).sorted().toList();
    return Place.keys(root, path.subList(0, path.size() - 1)).entrySet().stream()
        .filter(key -> !known.contains(key.getKey()) && !key.getKey().equals(TYPE))
        .findFirst()
        .map(
            key ->
                new InputException(origin.at(key.getValue()) + unknownKey(key.getKey(), known), e));
  }

  /** Whether a component's own keys stand among the record's: its reader has seen all of them. */
  private static boolean sharesKeys(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .anyMatch(component -> component.getAccessor().isAnnotationPresent(JsonUnwrapped.class));
  }

  private static boolean isMissingKey(String message) {
    return message.startsWith("Missing required creator property")
        || message.startsWith("Missing creator property");
  }

  private static Optional<Place> place(Optional<Node> root, JacksonException e) {
    JsonLocation at = e.getLocation();
    boolean located = at != null && at.getLineNr() > 0;
    Optional<Place> place = Optional.empty();
    if (e instanceof JsonMappingException mapping) {
      List<JsonMappingException.Reference> path = mapping.getPath();
      place =
          root.flatMap(node -> namedKey(node, mapping))
              .or(
                  () ->
                      root.filter(node -> !path.isEmpty() || at == null)
                          .map(node -> Place.of(node, path)));
    }
    return place.or(
        () ->
            located
                ? Optional.of(new Place(at.getLineNr(), Math.max(1, at.getColumnNr())))
                : Optional.empty());
  }

  /** What a record as a whole refuses begins with the key that it speaks of, as in "b must ...". */
  private static Optional<Place> namedKey(Node root, JsonMappingException e) {
    if (!(e instanceof ValueInstantiationException) || e.getCause() == null) {
      return Optional.empty();
    }
    String first = String.valueOf(e.getCause().getMessage()).split("[ ,]", 2)[0];
    return Optional.ofNullable(Place.keys(root, e.getPath()).get(first));
  }

  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.toString();
  }

  private static String what(JacksonException e) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      return unknownKey(unknown);
    }
    if (e instanceof InvalidTypeIdException type) {
      return typeName(type);
    }
    if (e instanceof ValueInstantiationException && e.getCause() != null) {
      return String.valueOf(e.getCause().getMessage());
    }
    if (e instanceof InvalidFormatException format) {
      return "must be " + kind(format.getTargetType()) + ", got '" + format.getValue() + "'";
    }
    if (e instanceof MismatchedInputException mismatch) {
      return mismatch(mismatch);
    }
    return firstLine(e.getOriginalMessage());
  }

  private static String unknownKey(UnrecognizedPropertyException e) {
    Collection<Object> known =
        e.getKnownPropertyIds() == null ? List.of() : e.getKnownPropertyIds();
    return unknownKey(e.getPropertyName(), known.stream().map(String::valueOf).sorted().toList());
  }

  static String unknownKey(String key, List<String> keys) {
    return "key must be one of "
        + String.join(", ", keys)
        + ", got '"
        + key
        + "'"
        + Spelling.hint(key, keys);
  }

  private static String typeName(InvalidTypeIdException e) {
    String given = e.getTypeId();
    String known = firstLine(e.getOriginalMessage());
    int from = known.indexOf("known type ids = [");
    String ids = from < 0 ? "" : known.substring(from + 18, known.indexOf(']', from));
    if (given == null) {
      return "a type must be given" + (ids.isEmpty() ? "" : ", one of " + ids);
    }
    return (ids.isEmpty() ? "type must be known" : "type must be one of " + ids)
        + ", got '"
        + given
        + "'";
  }

  private static String mismatch(MismatchedInputException e) {
    String message = firstLine(e.getOriginalMessage());
    if (isMissingKey(message)) {
      int from = message.indexOf('\'');
      return "key " + message.substring(from, message.indexOf('\'', from + 1) + 1) + " is missing";
    }
    if (message.startsWith("Null value for creator property")) {
      int from = message.indexOf('\'');
      return "key "
          + message.substring(from, message.indexOf('\'', from + 1) + 1)
          + " must have a value, got none";
    }
    if (message.startsWith("Cannot map `null`")) {
      return "must have a value, got none";
    }
    if (message.startsWith("No content to map")) {
      return "must not be empty";
    }
    if (e.getTargetType() != null && message.startsWith("Cannot ")) {
      return "must be " + kind(e.getTargetType()) + given(message);
    }
    return message;
  }

  /** {@code , got 'two'} where Jackson names the value as {@code ("two")}. */
  private static String given(String message) {
    int from = message.indexOf("(\"");
    int to = message.indexOf("\")", from + 2);
    return from < 0 || to < 0 ? "" : ", got '" + message.substring(from + 2, to) + "'";
  }

  private static String kind(Class<?> type) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(value -> String.valueOf(value).toLowerCase(java.util.Locale.ROOT))
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
      return "a whole number";
    }
    if (type == double.class || type == Double.class || Number.class.isAssignableFrom(type)) {
      return "a number";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    if (Map.class.isAssignableFrom(type) || type.isRecord()) {
      return "keys with values";
    }
    return type == String.class ? "text" : "a " + type.getSimpleName();
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("").strip();
  }
}
