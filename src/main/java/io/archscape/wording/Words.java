package io.archscape.wording;

import io.archscape.Decimals;
import io.archscape.stats.Interval;
import io.archscape.stats.Repeatability;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/** Numbers as readers are shown them, the same in every country. */
public final class Words {
  static final double SMALLEST_P = 1e-4;

  /** A dash as wide as digits. */
  private static final String MINUS = "\u2212";

  private static final int LEAST_IN_MINUTES = 90; // seconds
  private static final double[] UNITS = {1e12, 1e9, 1e6, 1e3};
  private static final String LETTERS = "TBMk";

  private Words() {}

  /** {@code 43.21}: two decimals. */
  public static String two(double value) {
    return Decimals.fixed(value, 2).replace("-", MINUS);
  }

  public static String percent(double value) {
    return two(value) + " %";
  }

  /** {@code 1.21 points}, of a distance in percentage points. */
  public static String points(double value) {
    return two(value) + (Math.abs(value) == 1 ? " point" : " points");
  }

  /** {@code 40.12 to 45.30}. */
  public static String range(Interval interval) {
    return two(interval.low()) + " to " + two(interval.high());
  }

  /** {@code p = 0.013}: two digits that count. */
  public static String p(double p) {
    return p(p, digits(p, 2));
  }

  /** {@code p = 0.010}: the same with both digits, for columns and terminals. */
  public static String paddedP(double p) {
    return p(p, Decimals.padded(p, 2));
  }

  private static String p(double p, String digits) {
    return p < SMALLEST_P ? "p < 0.0001" : "p = " + digits;
  }

  /**
   * The same; {@code p \u2264 0.0015}, rounded up, of one that is as small as random splits give.
   */
  public static String p(double p, boolean floor) {
    return floor && p >= SMALLEST_P
        ? "p \u2264 " + Decimals.significant(BigDecimal.valueOf(p), 2, RoundingMode.UP)
        : p(p);
  }

  /** {@code 1.53M}: three digits that count. */
  public static String amount(double value) {
    for (int i = 0; i < UNITS.length; i++) {
      if (Math.abs(value) >= UNITS[i]) {
        return digits(value / UNITS[i], 3) + LETTERS.charAt(i);
      }
    }
    return digits(value, 3);
  }

  /** At most so many digits that count, without zeros at the end. */
  public static String digits(double value, int digits) {
    return Decimals.significant(BigDecimal.valueOf(value), digits, RoundingMode.HALF_UP)
        .replace("-", MINUS);
  }

  /** Of what took so long: {@code 2 h 5 min}, {@code 3 min}, {@code 12 s}. */
  public static String time(double seconds) {
    return seconds < 60
        ? digits(seconds, 2) + " s"
        : duration(Math.round(seconds / 60), "%d h %d min");
  }

  /**
   * Of what is still to come: rounded up to seconds, from 90 seconds on to minutes, and two digits
   * of these, as the line is shown again and again: {@code 2 h 05 min}.
   */
  public static String timeLeft(double seconds) {
    long whole = (long) Math.ceil(seconds);
    return whole < LEAST_IN_MINUTES
        ? whole + " s"
        : duration((long) Math.ceil(seconds / 60), "%d h %02d min");
  }

  private static String duration(long minutes, String hours) {
    return minutes < 60
        ? minutes + " min"
        : String.format(Locale.ROOT, hours, minutes / 60, minutes % 60);
  }

  /** {@code 12 345}. */
  public static String whole(long number) {
    return String.format(Locale.ROOT, "%,d", number).replace(',', '\u202F');
  }

  /** For pages: a number stays on the line of its unit, and a p on that of its number. */
  public static String unbroken(String text) {
    return text.replaceAll("(?<=\\d) (?=(%|points?\\b|models?\\b))", "\u00A0")
        .replaceAll("\\bp ([=<]) (?=\\d)", "p\u00A0$1\u00A0");
  }

  /**
   * What trainings of one network with other seeds say of chance.
   *
   * @param deviations of the networks, the least first
   */
  public static String spread(Repeatability all, List<Double> deviations) {
    String alike =
        all.unlike()
            ? ", an average of networks whose chance is not alike (%s to %s)"
                .formatted(points(deviations.get(0)), points(deviations.get(deviations.size() - 1)))
            : all.within().estimate() == 0
                ? ""
                : ", so that two of them differ by less than %s in 95 of 100 cases"
                    .formatted(points(all.leastDifference()));
    String others =
        all.groups() == 1
            ? ""
            : "; the networks' own differences have one of " + points(all.between());
    return "%s trained %d times in all, with other seeds: trainings of one network have a standard deviation of %s (95 %% interval %s)%s%s."
        .formatted(
            counted(all.groups(), "network"),
            all.values(),
            points(all.within().estimate()),
            range(all.within()),
            alike,
            others);
  }

  public static String counted(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
