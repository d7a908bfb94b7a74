package io.archscape.exchange;

import io.archscape.InputException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A condition on a column of a listing: {@code flops<1.5M}, {@code error<=45%}, {@code block=x}. A
 * trial without the value does not meet it, whatever it is.
 */
public record RowFilter(String column, Relation relation, String value) {
  private static final Pattern FORM = Pattern.compile("\\s*([^<>=!\\s]+)\\s*(<=|>=|!=|=|<|>)(.+)");
  private static final Pattern NUMBER =
      Pattern.compile("([-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?)([kKMG%]?)");

  /** How a cell and a value stand to each other. */
  enum Relation {
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

    private static Relation of(String sign) {
      for (Relation relation : values()) {
        if (relation.sign.equals(sign)) {
          return relation;
        }
      }
      throw new IllegalArgumentException("no relation has the sign " + sign);
    }

    private boolean holds(int comparison) {
      return switch (this) {
        case LESS -> comparison < 0;
        case AT_MOST -> comparison <= 0;
        case EQUAL -> comparison == 0;
        case OTHER -> comparison != 0;
        case AT_LEAST -> comparison >= 0;
        case GREATER -> comparison > 0;
      };
    }
  }

  /**
   * Reads one.
   *
   * @throws InputException if it is none, with a text that belongs behind the condition's name
   */
  public static RowFilter parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new InputException(
          "must be COLUMN, one of < <= = != >= >, and a value, as in 'flops<1.5M', got '"
              + text
              + "'");
    }
    return new RowFilter(
        String.valueOf(form.group(1)),
        Relation.of(String.valueOf(form.group(2))),
        String.valueOf(form.group(3)).strip());
  }

  /**
   * Demands a value that numbers can be compared with.
   *
   * @return this one
   * @throws InputException if it is none, with a text that belongs behind the condition's name
   */
  public RowFilter requireNumber() {
    number(value);
    return this;
  }

  public boolean test(ListedTrial trial) {
    Optional<Object> cell = trial.value(column);
    return cell.isPresent() && relation.holds(compare(cell.get()));
  }

  private int compare(Object cell) {
    if (cell instanceof Number number) {
      return Double.compare(number.doubleValue(), number(value));
    }
    return cell.toString().compareTo(value);
  }

  private double number(String text) {
    Matcher number = NUMBER.matcher(text);
    try {
      if (number.matches()) {
        return Double.parseDouble(number.group(1)) * factor(String.valueOf(number.group(2)));
      }
    } catch (NumberFormatException e) {
      throw wrong(text, e);
    }
    throw wrong(text, new NumberFormatException(text));
  }

  private static double factor(String suffix) {
    return switch (suffix) {
      case "k", "K" -> 1e3;
      case "M" -> 1e6;
      case "G" -> 1e9;
      case "%" -> 1e-2;
      default -> 1;
    };
  }

  private InputException wrong(String text, NumberFormatException e) {
    return new InputException(
        "%s must be compared with a number (such as 12, 1.5M or 45%%), got '%s'"
            .formatted(column, text),
        e);
  }
}
