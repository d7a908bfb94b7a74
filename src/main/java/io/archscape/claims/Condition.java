package io.archscape.claims;

import static io.archscape.Require.require;

import io.archscape.InputException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A condition on what was drawn, as {@code b<1} or {@code attention=se}. */
public record Condition(String key, Relation relation, Value value) {
  private static final Pattern FORM = Pattern.compile("([^<>=!]+)(<=|>=|!=|=|<|>)([^<>=!]+)");

  /** How a model's value stands to the one given. */
  public enum Relation {
    LESS("<"),
    AT_MOST("<="),
    EQUAL("="),
    OTHER("!="),
    AT_LEAST(">="),
    GREATER(">");

    private final String sign;

    Relation(String sign) {
      this.sign = sign;
    }

    private boolean orders() {
      return this != EQUAL && this != OTHER;
    }
  }

  public Condition {
    Side.requireName("condition's key", key);
    require(
        !relation.orders() || value.exact().isPresent(),
        "condition with '%s' must have a number, got '%s'",
        relation.sign,
        value.text());
  }

  static Condition parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new InputException(
          "condition must be KEY, one of < <= = != >= >, and a value, as in 'b<1', got '%s'"
              .formatted(text));
    }
    String sign = String.valueOf(form.group(2));
    Relation relation =
        Arrays.stream(Relation.values()).filter(r -> r.sign.equals(sign)).findFirst().orElseThrow();
    return new Condition(
        String.valueOf(form.group(1)).strip(),
        relation,
        Value.parse(String.valueOf(form.group(3)).strip()));
  }

  public String text() {
    return key + relation.sign + value.text();
  }

  /** Whether a model meets it; one without the key does not. */
  boolean holds(Evidence.Drawn drawn) {
    return Optional.ofNullable(drawn.numbers().get(key))
        .map(this::holds)
        .or(() -> Optional.ofNullable(drawn.words().get(key)).map(this::holds))
        .orElse(false);
  }

  private boolean holds(String word) {
    return switch (relation) {
      case EQUAL -> value.matches(word);
      case OTHER -> !value.matches(word);
      default -> false;
    };
  }

  private boolean holds(double number) {
    double bound = value.exact().orElse(Double.NaN);
    return switch (relation) {
      case LESS -> number < bound && !value.matches(number);
      case AT_MOST -> number < bound || value.matches(number);
      case EQUAL -> value.matches(number);
      case OTHER -> !value.matches(number);
      case AT_LEAST -> number > bound || value.matches(number);
      case GREATER -> number > bound && !value.matches(number);
    };
  }
}
