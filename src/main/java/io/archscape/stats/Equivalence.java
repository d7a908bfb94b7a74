package io.archscape.stats;

import static io.archscape.Require.require;

/**
 * What can be said where no difference is seen: {@code |mean(a) - mean(b)|} is at most {@code
 * bound}, by two one-sided Welch tests (TOST; Schuirmann, doi:10.1007/BF01068419).
 *
 * <p>{@code bound = |difference| + t(confidence, df) se}: the smallest margin at which both tests
 * reject at level 1 - confidence. A margin must have been chosen before looking if a claim is made
 * of it; the bound itself may be told always.
 *
 * @param difference mean(a) - mean(b)
 */
public record Equivalence(double difference, double bound, double confidence) {
  /** Of at least two values each. Without any spread the bound is the difference itself. */
  public static Equivalence of(double[] a, double[] b, double confidence) {
    Interval.requireConfidence(confidence);
    Welch welch = Welch.of(a, b);
    double size = Math.abs(welch.difference());
    // below 50 % the quantile is negative: a bound under the difference seen makes no sense
    double t = Math.max(0, welch.quantile(confidence));
    return new Equivalence(welch.difference(), size + t * welch.standardError(), confidence);
  }

  /** p of TOST: small if the means are shown to differ by less than {@code margin}. */
  public static double pValue(double[] a, double[] b, double margin) {
    requireMargin(margin);
    Welch welch = Welch.of(a, b);
    return welch.below(Math.abs(welch.difference()) - margin);
  }

  /**
   * One-sided p of non-inferiority: small if mean(a) is shown to be less than {@code margin} above
   * mean(b); its hypothesis is {@code mean(a) - mean(b) >= margin}. A margin of 0 asks for better.
   */
  public static double pNotWorse(double[] a, double[] b, double margin) {
    requireMargin(margin);
    Welch welch = Welch.of(a, b);
    return welch.below(welch.difference() - margin);
  }

  static void requireMargin(double margin) {
    require(
        margin >= 0 && Double.isFinite(margin), "a margin must not be negative, got %s", margin);
  }
}
