package io.archscape.claims;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What may be said of the models of a space.
 *
 * @param numbers names of its parameters
 * @param components that are drawn, each with what it may be
 */
public record Coordinates(
    String space, List<String> numbers, Map<String, List<String>> components) {
  /** Numbers that every model has. */
  private static final List<String> OF_ALL = List.of("blocks", "flops", "params", "acts");

  public Coordinates {
    numbers = List.copyOf(numbers);
    components = Map.copyOf(components);
  }

  /** Whatever a condition or a best value may be about. */
  Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>(numbers);
    keys.addAll(new java.util.TreeSet<>(components.keySet()));
    keys.addAll(OF_ALL);
    return keys;
  }

  /** Whether a component is called so, or may be it. */
  boolean hasComponent(String word) {
    Value value = new Value.Word(word);
    return components.containsKey(word)
        || components.values().stream().flatMap(Collection::stream).anyMatch(value::matches);
  }
}
