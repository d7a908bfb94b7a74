package io.archscape.claims;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What may be said of the models of a space.
 *
 * @param numbers its parameters, each with every value that it may have
 * @param components that are drawn, each with what it may be
 */
public record Coordinates(
    String space, Map<String, List<Double>> numbers, Map<String, List<String>> components) {
  /** Numbers that every model has. */
  private static final List<String> OF_ALL = List.of("blocks", "flops", "params", "acts");

  public Coordinates {
    numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    components = Map.copyOf(components);
  }

  /** Whatever a condition or a best value may be about. */
  Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>(numbers.keySet());
    keys.addAll(new TreeSet<>(components.keySet()));
    keys.addAll(OF_ALL);
    return keys;
  }

  /** Every value that a parameter or component may have; empty if that is not known. */
  Optional<Choices> choices(String key) {
    return Optional.ofNullable(numbers.get(key))
        .map(values -> Choices.ofNumbers(key, values))
        .or(
            () ->
                Optional.ofNullable(components.get(key)).map(words -> Choices.ofWords(key, words)));
  }

  /** Whether a component is called so, or may be it. */
  boolean hasComponent(String word) {
    Value value = new Value.Word(word);
    return components.containsKey(word)
        || components.values().stream().flatMap(Collection::stream).anyMatch(value::matches);
  }
}
