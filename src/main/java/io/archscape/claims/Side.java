package io.archscape.claims;

import static io.archscape.Require.require;

import io.archscape.InputException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A space, or the part of it that meets all conditions: {@code anynetx-b[g=1,b=1]}.
 *
 * @param space its name; of a claim's {@code improves}, a component's word may stand here
 */
public record Side(String space, List<Condition> conditions) {
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._/-]*";

  public Side {
    requireName("space", space);
    conditions = List.copyOf(conditions);
  }

  /** All of a space. */
  public static Side of(String space) {
    return new Side(space, List.of());
  }

  static Side parse(String text) {
    int open = text.indexOf('[');
    if (open < 0) {
      return of(text);
    }
    String inside = text.endsWith("]") ? text.substring(open + 1, text.length() - 1) : "";
    if (inside.isBlank() || inside.contains("[") || inside.contains("]")) {
      throw new InputException(
          "part of a space must be SPACE[CONDITION,..], as in 'anynetx-b[b<1]', got '%s'"
              .formatted(text));
    }
    return new Side(
        text.substring(0, open),
        Arrays.stream(inside.split(",", -1)).map(String::strip).map(Condition::parse).toList());
  }

  static void requireName(String what, String name) {
    require(
        name.matches(NAME),
        "%s must be letters, digits, '.', '_', '/' or '-', got '%s'",
        what,
        name);
  }

  public String text() {
    return conditions.isEmpty()
        ? space
        : conditions.stream()
            .map(Condition::text)
            .collect(Collectors.joining(",", space + "[", "]"));
  }
}
