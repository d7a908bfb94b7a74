package io.archscape;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as digits, the same in every country; a minus is that of the keyboard. */
public final class Decimals {
  private Decimals() {}

  /** {@code 43.20}: so many digits behind the point; a zero has no sign. */
  public static String fixed(double value, int decimals) {
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    return text.matches("-0\\.?0*") ? text.substring(1) : text;
  }

  /** {@code 0.01}: so many digits that count, without zeros at the end. */
  public static String significant(BigDecimal value, int digits, RoundingMode rounding) {
    return value.round(new MathContext(digits, rounding)).stripTrailingZeros().toPlainString();
  }

  /** {@code 0.010}: so many digits that count, rounded to the nearest, all of them shown. */
  public static String padded(double value, int digits) {
    BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(digits));
    int decimals = rounded.scale() + digits - rounded.precision();
    return rounded.setScale(Math.max(0, decimals), RoundingMode.UNNECESSARY).toPlainString();
  }
}
