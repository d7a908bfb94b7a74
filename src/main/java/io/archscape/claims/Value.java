package io.archscape.claims;

import static io.archscape.Require.require;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a parameter is compared with: a number, a range with both ends, or a component's word. */
public sealed interface Value {
  /** As it is written in a claim. */
  String text();

  boolean matches(double number);

  /** Whether a component is meant: {@code se} is {@code se 0.25} too. */
  boolean matches(String word);

  /** The number; empty if it is none. */
  OptionalDouble exact();

  /** Itself, if it is a range. */
  Optional<Range> range();

  /** Whether it is said of numbers, not of a component's words. */
  boolean isNumeric();

  /** That a parameter has it: {@code g = 1}, {@code d in 18..22}. */
  String of(String parameter);

  /** A number; {@code k}, {@code M} and {@code G} are thousands, millions, billions. */
  record Exact(double number) implements Value {
    private static final double NEAR = 1e-9;

    public Exact {
      require(Double.isFinite(number), "value must be finite, got %s", number);
    }

    @Override
    public String text() {
      return plain(number);
    }

    @Override
    public OptionalDouble exact() {
      return OptionalDouble.of(number);
    }

    @Override
    public Optional<Range> range() {
      return Optional.empty();
    }

    @Override
    public boolean isNumeric() {
      return true;
    }

    @Override
    public String of(String parameter) {
      return parameter + " = " + text();
    }

    @Override
    public boolean matches(double other) {
      return Math.abs(other - number) <= NEAR * Math.max(Math.abs(other), Math.abs(number));
    }

    @Override
    public boolean matches(String word) {
      OptionalDouble first = Numbers.parse(firstOf(word));
      return first.isPresent() && matches(first.getAsDouble());
    }
  }

  /** {@code 18..22}. */
  record Range(double low, double high) implements Value {
    public Range {
      require(
          low < high && Double.isFinite(low) && Double.isFinite(high),
          "range must run from a lower to a higher number, got %s..%s",
          low,
          high);
    }

    @Override
    public String text() {
      return plain(low) + ".." + plain(high);
    }

    @Override
    public OptionalDouble exact() {
      return OptionalDouble.empty();
    }

    @Override
    public Optional<Range> range() {
      return Optional.of(this);
    }

    @Override
    public boolean isNumeric() {
      return true;
    }

    @Override
    public String of(String parameter) {
      return parameter + " in " + text();
    }

    @Override
    public boolean matches(double number) {
      return low <= number && number <= high;
    }

    @Override
    public boolean matches(String word) {
      return false;
    }
  }

  /** A component, as {@code se}, or with its settings, as {@code se 0.25}. */
  record Word(String text) implements Value {
    public Word {
      require(
          text.matches("[^\\[\\],=<>!\\s]+( [^\\[\\],=<>!\\s]+)*"),
          "value must be a number, a range as 18..22 or a word, got '%s'",
          text);
    }

    @Override
    public OptionalDouble exact() {
      return OptionalDouble.empty();
    }

    @Override
    public Optional<Range> range() {
      return Optional.empty();
    }

    @Override
    public boolean isNumeric() {
      return false;
    }

    @Override
    public String of(String parameter) {
      return parameter + " = " + text();
    }

    @Override
    public boolean matches(double number) {
      return false;
    }

    @Override
    public boolean matches(String word) {
      return word.equals(text) || firstOf(word).equals(text);
    }
  }

  /** The value in a text. */
  static Value parse(String text) {
    int dots = text.indexOf("..");
    if (dots > 0) {
      OptionalDouble low = Numbers.parse(text.substring(0, dots));
      OptionalDouble high = Numbers.parse(text.substring(dots + 2));
      if (low.isPresent() && high.isPresent()) {
        return new Range(low.getAsDouble(), high.getAsDouble());
      }
    }
    OptionalDouble number = Numbers.parse(text);
    return number.isPresent() ? new Exact(number.getAsDouble()) : new Word(text);
  }

  /** Without an exponent or needless zeros. */
  static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  private static String firstOf(String word) {
    return word.split(" ", 2)[0];
  }

  /** How numbers are written. */
  final class Numbers {
    private static final Pattern FORM =
        Pattern.compile("([-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?)([kKMG]?)");

    private Numbers() {}

    static OptionalDouble parse(String text) {
      Matcher form = FORM.matcher(text);
      if (!form.matches()) {
        return OptionalDouble.empty();
      }
      String digits = Optional.ofNullable(form.group(1)).orElseThrow();
      String suffix = Optional.ofNullable(form.group(2)).orElse("");
      double number = Double.parseDouble(digits) * factor(suffix);
      return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    }

    private static double factor(String suffix) {
      return switch (suffix) {
        case "k", "K" -> 1e3;
        case "M" -> 1e6;
        case "G" -> 1e9;
        default -> 1;
      };
    }
  }
}
