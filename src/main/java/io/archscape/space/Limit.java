package io.archscape.space;

import static io.archscape.Require.require;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.archscape.InputException;
import io.archscape.graph.Cost;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bounds on one of a network's costs, of which the upper one may follow the network's own flops: as
 * text {@code 360M..400M}, {@code ..3+5.5F} or {@code ..6.5 sqrt(F)}, where F is in billions of
 * multiply-adds and the result in millions (arXiv:2003.13678, section 4).
 *
 * @param bounds that are numbers
 * @param constant in millions
 * @param factor of F or its root, in millions; 0 where the upper bound is a number, never in a
 *     formula
 * @param root whether the factor is of the root of F
 */
public record Limit(Bounds bounds, double constant, double factor, boolean root) {
  public static final Limit NONE = new Limit(Bounds.NONE, 0, 0, false);
  private static final Pattern FORMULA =
      Pattern.compile("(?:([0-9.eE]+)\\s*\\+\\s*)?([0-9.eE]+)\\s*\\*?\\s*(F|sqrt\\(F\\))");

  public Limit {
    require(
        constant >= 0 && factor >= 0 && constant < 1e9 && factor < 1e9,
        "a limit's numbers must lie in [0,1e9), got %s and %s",
        constant,
        factor);
  }

  /** Reads the text form. */
  public static Limit parse(String text) {
    int dots = text.indexOf("..");
    String high = dots < 0 ? "" : text.substring(dots + 2).strip();
    if (!high.contains("F")) {
      Bounds bounds = text.strip().equals("..") ? Bounds.NONE : Bounds.parse(text);
      return new Limit(bounds, 0, 0, false);
    }
    Matcher formula = FORMULA.matcher(high);
    try {
      if (!formula.matches()) {
        throw new NumberFormatException(high);
      }
      String constant = formula.group(1);
      double factor = Double.parseDouble(formula.group(2));
      if (factor == 0) {
        throw new NumberFormatException(high);
      }
      return new Limit(
          Bounds.parse(text.substring(0, dots) + ".."),
          constant == null ? 0 : Double.parseDouble(constant),
          factor,
          formula.group(3).startsWith("sqrt"));
    } catch (NumberFormatException e) {
      throw new InputException(
          "an upper limit must be a number, A+B F or B sqrt(F) with B above 0, as in ..3+5.5F, got '"
              + text
              + "'",
          e);
    }
  }

  /** Whether {@code value} of a network with this cost is within the limit. */
  boolean allows(long value, Cost cost) {
    return bounds.contains(value) && (factor == 0 || value / 1e6 <= highest(cost));
  }

  /** 1 within the limit; outside, the factor by which the value misses it. */
  double factor(long value, Cost cost) {
    double over = factor == 0 ? 1 : value / 1e6 / highest(cost);
    return Math.max(bounds.factor(value), over);
  }

  private double highest(Cost cost) {
    double flops = cost.flops() / 1e9;
    return constant + factor * (root ? Math.sqrt(flops) : flops);
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Limit of(Object value) {
    return parse(String.valueOf(value));
  }

  @JsonValue
  @Override
  public String toString() {
    if (factor == 0) {
      return bounds.toString();
    }
    String first = constant == 0 ? "" : number(constant) + "+";
    String last = root ? number(factor) + " sqrt(F)" : number(factor) + "F";
    return bounds + first + last;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%s", PlainNumber.of(value));
  }
}
