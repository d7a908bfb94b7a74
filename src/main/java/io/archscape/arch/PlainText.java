package io.archscape.arch;

import java.math.BigDecimal;

/** A number as people write it: {@code 4}, {@code 0.25}. */
final class PlainText {
  private PlainText() {}

  static String of(double value) {
    return new BigDecimal(String.valueOf(value)).stripTrailingZeros().toPlainString();
  }
}
