package io.archscape.claims;

import io.archscape.Decimals;
import io.archscape.stats.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.OptionalInt;

/** Numbers as sentences have them. */
final class Wording {
  private static final double SMALLEST_P = 1e-6;

  private static final String AGAIN =
      "; train them anew, with another seed, and ask them alone: a second look at the same models"
          + " errs more often than its p says";

  private Wording() {}

  /** As many decimals as the interval's width makes sense of, one at least. */
  static String rounded(double number, Interval interval) {
    double width = interval.high() - interval.low();
    int decimals = width >= 1 || width == 0 ? 1 : width >= 0.1 ? 2 : 3;
    return Decimals.fixed(number, decimals);
  }

  static String points(double number, Interval interval) {
    return rounded(number, interval) + " points";
  }

  /** A margin as it was given. */
  static String margin(double points) {
    return Value.plain(points) + (points == 1 ? " point" : " points");
  }

  /** Rounded up, so that what is said of it stays true. */
  static String upTo(double bound) {
    return new BigDecimal(bound).round(new MathContext(2, RoundingMode.UP)).toPlainString()
        + " points";
  }

  /** {@code = 0.0004}: two digits; or {@code < 0.000001}. */
  static String p(double p) {
    if (p < SMALLEST_P) {
      return "< 0.000001";
    }
    return "= " + number(p);
  }

  /**
   * Two digits of the very number: answers are stored, so that ties must not come out otherwise.
   */
  static String number(double number) {
    return Decimals.significant(new BigDecimal(number), 2, RoundingMode.HALF_UP);
  }

  static String percent(double share) {
    return Math.round(100 * share) + " %";
  }

  /** {@code permutation test p = 0.0004, Holm-adjusted 0.002 for 5 claims}. */
  static String test(Answer.Test test) {
    String own = test.name() + " p " + p(test.p());
    return test.claims() == 1
        ? own
        : own
            + ", Holm-adjusted %s for %d claims"
                .formatted(p(test.adjusted()).replaceFirst("^= ", ""), test.claims());
  }

  /** Of how much lower or higher something is: {@code 95 % interval 0.9 to 3.3}. */
  static String interval(Interval difference) {
    double low = difference.low();
    double high = difference.high();
    if (low < 0 && high > 0) {
      return "%s interval from %s lower to %s higher"
          .formatted(
              percent(difference.confidence()),
              rounded(-low, difference),
              rounded(high, difference));
    }
    return "%s interval %s to %s"
        .formatted(
            percent(difference.confidence()),
            rounded(Math.min(Math.abs(low), Math.abs(high)), difference),
            rounded(Math.max(Math.abs(low), Math.abs(high)), difference));
  }

  /** {@code difference -0.3 points, 95 % interval -1.1 to 0.5}. */
  static String signedInterval(Interval difference) {
    return "difference %s, %s interval %s to %s"
        .formatted(
            points(difference.estimate(), difference),
            percent(difference.confidence()),
            rounded(difference.low(), difference),
            rounded(difference.high(), difference));
  }

  /** A number of models in two digits, rounded up. */
  static String atLeast(int models) {
    return Decimals.significant(new BigDecimal(models), 2, RoundingMode.UP);
  }

  /** What a sweep should have to decide. */
  static String needed(OptionalInt number, String ofWhat) {
    return number.isPresent()
        ? "about %s %s would decide it (80 %% power at the observed difference)%s"
            .formatted(atLeast(number.getAsInt()), ofWhat, AGAIN)
        : "no number of models that could be trained would decide it at the observed difference";
  }

  /** {@code n = 100 and 98}. */
  static String counts(Group left, Group right) {
    return "n = %d and %d".formatted(left.n(), right.n());
  }
}
