package io.archscape.space;

import static io.archscape.Require.require;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.archscape.InputException;
import java.math.BigDecimal;
import java.util.Locale;

/**
 * From low to high, both included; 0 is no bound on that side. As text: {@code 360M..400M}, {@code
 * ..400M}, {@code 2e6..}, {@code ..} for none.
 */
public record Bounds(long low, long high) {
  public static final Bounds NONE = new Bounds(0, 0);

  public Bounds {
    require(low >= 0 && high >= 0, "bounds must not be negative, got low=%d high=%d", low, high);
    require(high == 0 || low <= high, "bounds low must be at most high, got %d..%d", low, high);
  }

  /** Reads the text form; k, M and G stand for thousands, millions and billions. */
  public static Bounds parse(String text) {
    int dots = text.indexOf("..");
    if (dots < 0) {
      throw malformed(text);
    }
    try {
      return new Bounds(number(text.substring(0, dots)), number(text.substring(dots + 2)));
    } catch (NumberFormatException | ArithmeticException e) {
      throw malformed(text);
    } catch (IllegalArgumentException e) {
      throw new InputException(e.getMessage() + " from '" + text + "'", e);
    }
  }

  private static InputException malformed(String text) {
    return new InputException(
        "bounds must be LOW..HIGH, as 360M..400M, ..400M or 2e6.., in whole numbers, got '"
            + text
            + "'");
  }

  private static long number(String text) {
    String digits = text.strip();
    if (digits.isEmpty()) {
      return 0;
    }
    int power =
        switch (digits.charAt(digits.length() - 1)) {
          case 'k', 'K' -> 3;
          case 'M' -> 6;
          case 'G' -> 9;
          default -> 0;
        };
    String mantissa = power == 0 ? digits : digits.substring(0, digits.length() - 1);
    return new BigDecimal(mantissa).movePointRight(power).longValueExact();
  }

  public boolean contains(long value) {
    return value >= low && (high == 0 || value <= high);
  }

  /** 1 inside; outside, the factor by which the value misses the nearer bound. */
  double factor(long value) {
    if (contains(value)) {
      return 1;
    }
    return value < low ? (double) low / Math.max(1, value) : (double) value / high;
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Bounds of(Object value) {
    return parse(String.valueOf(value));
  }

  @JsonValue
  @Override
  public String toString() {
    return text(low) + ".." + text(high);
  }

  private static String text(long value) {
    if (value == 0) {
      return "";
    }
    int power = value >= 1_000_000_000 ? 9 : value >= 1_000_000 ? 6 : value >= 1_000 ? 3 : 0;
    String suffix = power == 9 ? "G" : power == 6 ? "M" : power == 3 ? "k" : "";
    BigDecimal scaled = BigDecimal.valueOf(value).movePointLeft(power).stripTrailingZeros();
    return String.format(Locale.ROOT, "%s%s", scaled.toPlainString(), suffix);
  }
}
