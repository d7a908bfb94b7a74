package io.archscape;

import com.google.errorprone.annotations.FormatMethod;

/** States what must hold of a value, in the positive form, so that NaN fails too. */
public final class Require {
  private Require() {}

  /**
   * Throws {@link RequirementException} unless {@code holds}. The message says what must hold, then
   * what was got: {@code "regnet w0 must be a positive multiple of 8, got w0=13"}.
   */
  @FormatMethod
  public static void require(boolean holds, String format, Object... args) {
    if (!holds) {
      throw new RequirementException(String.format(java.util.Locale.ROOT, format, args));
    }
  }
}
