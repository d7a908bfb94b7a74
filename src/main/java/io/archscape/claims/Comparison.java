package io.archscape.claims;

import io.archscape.stats.Bootstrap;
import io.archscape.stats.Equivalence;
import io.archscape.stats.Interval;
import io.archscape.stats.KolmogorovSmirnov;
import io.archscape.stats.MannWhitney;
import io.archscape.stats.Statistic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Two groups of models under a rule: the test, and what is worth knowing beside it.
 *
 * @param decision on the models that have an error
 * @param worst the same with those left out counted as the worst; empty if none are
 */
record Comparison(
    Group left,
    Group right,
    Rule rule,
    Interval difference,
    Decision decision,
    Optional<Decision> worst) {

  /** For what no verdict rests on. */
  private static final int FEWER_ROUNDS = 2_000;

  /** Of at least two models each. */
  static Comparison of(Group left, Group right, Rule rule, long seed) {
    requireTwo(left);
    requireTwo(right);
    double[] a = left.errors();
    double[] b = right.errors();
    return new Comparison(
        left,
        right,
        rule,
        Bootstrap.standard(seed).difference(a, b, Statistic.MEAN),
        rule.decide(a, b),
        withWorst(left, right, rule));
  }

  private static void requireTwo(Group group) {
    if (group.n() < 2) {
      String missing = group.leftOut().isEmpty() ? "" : " (" + group.endings() + ")";
      throw new UnansweredException(
          group.n() == 0
              ? "%s has no finished model%s".formatted(group.label(), missing)
              : "%s has one finished model%s, and a spread takes two"
                  .formatted(group.label(), missing));
    }
  }

  private static Optional<Decision> withWorst(Group left, Group right, Rule rule) {
    if (left.leftOut().isEmpty() && right.leftOut().isEmpty()) {
      return Optional.empty();
    }
    double error = Math.max(left.worst(), right.worst());
    return Optional.of(rule.decide(left.errors(error), right.errors(error)));
  }

  Verdict verdict(Family family) {
    return decision.at(family.adjusted(decision.p()));
  }

  Answer.Test test(Family family) {
    return new Answer.Test(
        decision.test(), decision.p(), family.adjusted(decision.p()), family.size());
  }

  Measure effect() {
    return Measure.of("difference of mean errors", "points", difference);
  }

  List<Answer.Group> groups() {
    return List.of(left.count(), right.count());
  }

  /** {@code 95 % interval 0.9 to 3.3, n = 100 and 100, permutation test p = 0.0004}. */
  String numbersInWords(Family family) {
    String interval =
        rule instanceof Rule.Better
            ? Wording.interval(difference)
            : Wording.signedInterval(difference);
    return "%s, %s, %s"
        .formatted(interval, Wording.counts(left, right), Wording.test(test(family)));
  }

  /** Beside the difference of means. */
  List<Measure> numbers(long seed) {
    double[] a = left.errors();
    double[] b = right.errors();
    Bootstrap bootstrap = new Bootstrap(FEWER_ROUNDS, seed, 1 - Family.ALPHA);
    KolmogorovSmirnov distance = KolmogorovSmirnov.test(a, b);
    List<Measure> numbers = new ArrayList<>();
    numbers.add(
        Measure.of(
            "difference of median errors", "points", bootstrap.difference(a, b, Statistic.MEDIAN)));
    numbers.add(
        Measure.of(
            "difference of least errors", "points", bootstrap.difference(a, b, Statistic.MIN)));
    numbers.add(
        Measure.of(
            "no difference of means larger than (95 %)",
            "points", Equivalence.of(a, b, 1 - Family.ALPHA).bound()));
    numbers.add(
        Measure.of(
            "chance that a model of the first is better than one of the second",
            "",
            MannWhitney.test(a, b).superiority()));
    numbers.add(Measure.of("Kolmogorov-Smirnov D", "", distance.d()));
    numbers.add(Measure.of("Kolmogorov-Smirnov p", "", distance.p()));
    return numbers;
  }

  /**
   * Beside those of {@link Cautions}: what is left out, and what the verdict would be with it.
   *
   * @param worstVerdict the verdict that a decision comes to
   */
  List<String> cautions(Verdict verdict, Optional<Verdict> worstVerdict) {
    List<String> cautions = new ArrayList<>(Cautions.of(left, right));
    worstVerdict.ifPresent(
        other -> {
          String leftOut =
              Stream.of(left, right)
                  .filter(group -> !group.leftOut().isEmpty())
                  .map(group -> group.endings() + " of " + group.label())
                  .collect(Collectors.joining(", "));
          cautions.add(
              "left out: %s; counted as the worst model seen, the claim would %s %s"
                  .formatted(leftOut, other == verdict ? "still be" : "be", other.word()));
        });
    return cautions;
  }

  Optional<Verdict> worstVerdict(Family family) {
    return worst.map(other -> other.at(family.adjusted(other.p())));
  }
}
