package io.archscape.claims;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The values that a parameter or a component of a space may have.
 *
 * @param values as models that have them and nothing else
 */
record Choices(String key, List<Evidence.Drawn> values) {
  /** So many values are named; of more the first ones and the last. */
  private static final int MOST_NAMED = 8;

  Choices {
    values = List.copyOf(values);
  }

  static Choices ofNumbers(String key, List<Double> numbers) {
    return new Choices(
        key,
        numbers.stream()
            .sorted()
            .map(number -> new Evidence.Drawn("", Map.of(key, number), Map.of()))
            .toList());
  }

  static Choices ofWords(String key, List<String> words) {
    return new Choices(
        key,
        words.stream().map(word -> new Evidence.Drawn("", Map.of(), Map.of(key, word))).toList());
  }

  boolean isNumeric() {
    return values.stream().anyMatch(drawn -> !drawn.numbers().isEmpty());
  }

  int count() {
    return values.size();
  }

  /** Those that meet a condition. */
  Choices that(Condition condition) {
    return new Choices(key, values.stream().filter(condition::holds).toList());
  }

  /** Those that are a value, or lie in its range. */
  Choices of(Value value) {
    return that(new Condition(key, Condition.Relation.EQUAL, value));
  }

  List<String> words() {
    return values.stream().flatMap(drawn -> Selection.text(drawn, key).stream()).toList();
  }

  String text() {
    List<String> words = words();
    return words.size() <= MOST_NAMED
        ? String.join(", ", words)
        : Stream.of(words.get(0), words.get(1), words.get(2), "..", words.get(words.size() - 1))
            .collect(Collectors.joining(", "));
  }

  /** What is said to who may have meant the paper's ratio; empty if nothing is. */
  String ratioHint(Value value) {
    if (!key.matches("b[0-9]*")) {
      return "";
    }
    return value.exact().stream()
        .filter(ratio -> ratio != 0)
        .mapToObj(ratio -> new Value.Exact(1 / ratio))
        .filter(multiplier -> of(multiplier).count() > 0)
        .findFirst()
        .map(
            multiplier ->
                "; b is the multiplier: the paper's ratio %s is %s here"
                    .formatted(value.text(), multiplier.text()))
        .orElse("; b is the multiplier, the inverse of the paper's ratio");
  }
}
