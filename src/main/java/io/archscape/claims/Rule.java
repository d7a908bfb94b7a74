package io.archscape.claims;

import io.archscape.stats.Equivalence;
import io.archscape.stats.Interval;
import io.archscape.stats.PermutationTest;
import io.archscape.stats.Power;
import io.archscape.stats.Statistic;
import io.archscape.stats.Welch;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * What is to be shown of the difference of two mean errors, {@code mean(a) - mean(b)} in points.
 *
 * <p>A rule has two sides, the claim and its opposite, each with a test of level 0.05 against the
 * other; p is that of the side that the difference seen lies on. Only one of two opposites can be
 * shown falsely, so each may have the whole level.
 *
 * <p>A paired rule takes the differences of pairs for a, and as many zeros for b: Welch's se and df
 * of these are {@code sd(d)/sqrt(n)} and n - 1, so that all that is made of them is Student's
 * paired t. Its permutations are the signs of the differences.
 */
sealed interface Rule {
  /** The chance that a sweep of the size proposed decides. */
  double ENOUGH_POWER = 0.8;

  Decision decide(double[] a, double[] b);

  /** Of the side that is leant to. */
  double power(double[] a, double[] b, double alpha);

  /**
   * Models of each; empty if no number would do.
   *
   * @param p that the models there are came to
   */
  OptionalInt needed(double[] a, double[] b, double p, double alpha);

  /** Whether there is anything to tell chance by. */
  boolean canTest(double[] a, double[] b);

  /** The same of pairs. */
  Rule paired();

  boolean isPaired();

  /**
   * What is said of two sides, for a verdict.
   *
   * @param has the verb that goes with the left one: one space has, models of one have
   */
  String statement(String left, String has, String right, Interval difference, Verdict verdict);

  /** The interval of the difference in words; with its sign where that is not said otherwise. */
  String inWords(Interval difference);

  /** What can be said although nothing is decided; empty if nothing. */
  String leastTrue(double[] a, double[] b);

  private static boolean varies(double[] errors) {
    return Arrays.stream(errors).anyMatch(error -> error != errors[0]);
  }

  private static double difference(double[] a, double[] b) {
    return Statistic.MEAN.of(a) - Statistic.MEAN.of(b);
  }

  private static double[] raised(double[] errors, double points) {
    return Arrays.stream(errors).map(error -> error + points).toArray();
  }

  /**
   * A's mean is lower. Two-sided studentised permutation test of the difference of means.
   *
   * @param rounds of the test
   */
  record Better(int rounds, long seed, boolean isPaired) implements Rule {
    Better(int rounds, long seed) {
      this(rounds, seed, false);
    }

    @Override
    public Rule paired() {
      return new Better(rounds, seed, true);
    }

    @Override
    public Decision decide(double[] a, double[] b) {
      return decide(a, b, Family.ALPHA);
    }

    /** With an interval for a test at another level. */
    Decision decide(double[] a, double[] b, double alpha) {
      PermutationTest test =
          isPaired
              ? PermutationTest.ofPairs(a, rounds, seed, 1 - alpha)
              : PermutationTest.ofMeans(a, b, rounds, seed, 1 - alpha);
      String name =
          (test.exact() ? "exact " : "") + (isPaired ? "paired " : "") + "permutation test";
      return new Decision(name, test.p(), test.difference() < 0, test.interval());
    }

    @Override
    public boolean canTest(double[] a, double[] b) {
      return varies(a) || varies(b);
    }

    @Override
    public double power(double[] a, double[] b, double alpha) {
      double least =
          isPaired
              ? PermutationTest.leastPOfPairs(a.length)
              : PermutationTest.leastP(a.length, b.length);
      return least < alpha ? Power.ofMeans(a, b, alpha) : 0;
    }

    @Override
    public OptionalInt needed(double[] a, double[] b, double p, double alpha) {
      OptionalInt planned = Power.modelsNeeded(a, b, alpha, ENOUGH_POWER);
      return isPaired
          ? Power.pairsToDecide(planned, a.length, p, alpha, ENOUGH_POWER)
          : Power.modelsToDecide(planned, a.length, b.length, p, alpha, ENOUGH_POWER);
    }

    @Override
    public String statement(
        String left, String has, String right, Interval difference, Verdict verdict) {
      double points = difference.estimate();
      if (points == 0) {
        return "%s and %s have the same mean error".formatted(left, right);
      }
      return "%s a mean error %s %s than %s"
          .formatted(
              left + " " + has,
              Wording.points(Math.abs(points), difference),
              points < 0 ? "lower" : "higher",
              right);
    }

    @Override
    public String inWords(Interval difference) {
      return Wording.interval(difference);
    }

    @Override
    public String leastTrue(double[] a, double[] b) {
      double bound = Equivalence.of(a, b, 1 - Family.ALPHA).bound();
      return "at 95 %% there is no difference larger than %s".formatted(Wording.upTo(bound));
    }
  }

  /** A's mean is less than {@code margin} above B's. One-sided Welch tests (non-inferiority). */
  record NotWorse(double margin, boolean isPaired) implements Rule {
    NotWorse(double margin) {
      this(margin, false);
    }

    @Override
    public Rule paired() {
      return new NotWorse(margin, true);
    }

    @Override
    public Decision decide(double[] a, double[] b) {
      String test = isPaired ? "one-sided paired t test" : "one-sided Welch test";
      Interval interval = Welch.of(a, b).interval(1 - 2 * Family.ALPHA);
      return difference(a, b) < margin
          ? new Decision(test, Equivalence.pNotWorse(a, b, margin), true, interval)
          : new Decision(test, Equivalence.pNotWorse(raised(b, margin), a, 0), false, interval);
    }

    @Override
    public boolean canTest(double[] a, double[] b) {
      return varies(a) && (isPaired || varies(b));
    }

    @Override
    public double power(double[] a, double[] b, double alpha) {
      return difference(a, b) < margin
          ? Power.ofNotWorse(a, b, margin, alpha)
          : Power.ofNotWorse(raised(b, margin), a, 0, alpha);
    }

    @Override
    public OptionalInt needed(double[] a, double[] b, double p, double alpha) {
      return difference(a, b) < margin
          ? Power.modelsNeededNotWorse(a, b, margin, alpha, ENOUGH_POWER)
          : Power.modelsNeededNotWorse(raised(b, margin), a, 0, alpha, ENOUGH_POWER);
    }

    @Override
    public String statement(
        String left, String has, String right, Interval difference, Verdict verdict) {
      String within = Wording.margin(margin);
      return switch (verdict) {
        case SUPPORTED ->
            "the mean error of %s is less than %s above that of %s".formatted(left, within, right);
        case CONTRADICTED ->
            "the mean error of %s is more than %s above that of %s".formatted(left, within, right);
        default ->
            "the mean error of %s may be less than %s above that of %s, or more"
                .formatted(left, within, right);
      };
    }

    @Override
    public String inWords(Interval difference) {
      return Wording.signedInterval(difference);
    }

    @Override
    public String leastTrue(double[] a, double[] b) {
      double bound = Welch.of(a, b).interval(1 - 2 * Family.ALPHA).high();
      return bound > 0
          ? "at 95 %% it is no more than %s above".formatted(Wording.upTo(bound))
          : "at 95 % it is not above at all";
    }
  }

  /** The means are less than {@code margin} apart: two one-sided Welch tests (TOST). */
  record Same(double margin, boolean isPaired) implements Rule {
    Same(double margin) {
      this(margin, false);
    }

    @Override
    public Rule paired() {
      return new Same(margin, true);
    }

    @Override
    public Decision decide(double[] a, double[] b) {
      if (Math.abs(difference(a, b)) < margin) {
        return new Decision(
            isPaired ? "two one-sided paired t tests" : "two one-sided Welch tests",
            Equivalence.pValue(a, b, margin),
            true,
            Welch.of(a, b).interval(1 - 2 * Family.ALPHA));
      }
      boolean above = difference(a, b) > 0;
      double p = above ? pApart(a, b) : pApart(b, a);
      return new Decision(
          isPaired ? "paired t test of the margin" : "Welch test of the margin",
          Math.min(1, 2 * p),
          false,
          Welch.of(a, b).interval(1 - Family.ALPHA));
    }

    /** That the higher mean is more than the margin above the lower; one-sided. */
    private double pApart(double[] high, double[] low) {
      return Equivalence.pNotWorse(raised(low, margin), high, 0);
    }

    @Override
    public boolean canTest(double[] a, double[] b) {
      return varies(a) && (isPaired || varies(b));
    }

    @Override
    public double power(double[] a, double[] b, double alpha) {
      if (Math.abs(difference(a, b)) < margin) {
        return Power.ofSame(a, b, margin, alpha);
      }
      boolean above = difference(a, b) > 0;
      return Power.ofNotWorse(raised(above ? b : a, margin), above ? a : b, 0, alpha / 2);
    }

    @Override
    public OptionalInt needed(double[] a, double[] b, double p, double alpha) {
      if (Math.abs(difference(a, b)) < margin) {
        return Power.modelsNeededSame(a, b, margin, alpha, ENOUGH_POWER);
      }
      boolean above = difference(a, b) > 0;
      return Power.modelsNeededNotWorse(
          raised(above ? b : a, margin), above ? a : b, 0, alpha / 2, ENOUGH_POWER);
    }

    @Override
    public String statement(
        String left, String has, String right, Interval difference, Verdict verdict) {
      String within = Wording.margin(margin);
      return switch (verdict) {
        case SUPPORTED ->
            "the mean errors of %s and %s are less than %s apart".formatted(left, right, within);
        case CONTRADICTED ->
            "the mean errors of %s and %s are more than %s apart".formatted(left, right, within);
        default ->
            "the mean errors of %s and %s may be less than %s apart, or more"
                .formatted(left, right, within);
      };
    }

    @Override
    public String inWords(Interval difference) {
      return Wording.signedInterval(difference);
    }

    @Override
    public String leastTrue(double[] a, double[] b) {
      double bound = Equivalence.of(a, b, 1 - Family.ALPHA).bound();
      return "at 95 %% they are no more than %s apart".formatted(Wording.upTo(bound));
    }
  }
}
