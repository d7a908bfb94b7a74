package io.archscape.claims;

import io.archscape.stats.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Two groups of models under a rule: the test, and what is worth knowing beside it.
 *
 * @param decision on the models that have an error
 * @param worst the same with those left out counted as the worst; empty if none are
 * @param uncounted what of the sides, in words, has no part in either decision
 */
record Comparison(
    Group left,
    Group right,
    Rule rule,
    Decision decision,
    Optional<Decision> worst,
    List<String> uncounted) {

  /**
   * Of at least two models each; of pairs, where the sides were made of the same draws. Models of a
   * pair whose other has no error are left out of it.
   */
  static Comparison of(Group left, Group right, Rule rule) {
    Optional<Pairs> pairs = Pairs.of(left, right);
    if (pairs.isPresent()) {
      return of(left, right, pairs.get(), rule.paired());
    }
    requireTwo(left);
    requireTwo(right);
    requireApart(left, right);
    double[] a = left.errorPercents();
    double[] b = right.errorPercents();
    if (!rule.canTest(a, b)) {
      throw new UnansweredException(
          "all models of %s have the same error, and no spread is no certainty: train more"
              .formatted(same(left) ? left.label() : right.label()));
    }
    return new Comparison(
        left, right, rule, rule.decide(a, b), WorstCase.of(left, right, rule), List.of());
  }

  private static Comparison of(Group left, Group right, Pairs pairs, Rule rule) {
    Group first = left.with(pairs.left(), paired(left, right));
    Group second = right.with(pairs.right(), paired(right, left));
    if (pairs.n() < 2) {
      throw new UnansweredException(
          "%s and %s have one setting with an error on both sides, and a spread takes two"
              .formatted(left.label(), right.label()));
    }
    double[] differences = pairs.differences();
    double[] none = new double[differences.length];
    if (!rule.canTest(differences, none)) {
      throw new UnansweredException(
          "all pairs of %s and %s differ by the same, and no spread is no certainty: train more"
              .formatted(left.label(), right.label()));
    }
    List<String> uncounted = new ArrayList<>();
    uncounted(left, right).ifPresent(uncounted::add);
    uncounted(right, left).ifPresent(uncounted::add);
    return new Comparison(
        first,
        second,
        rule,
        rule.decide(differences, none),
        WorstCase.of(left, right, rule, pairs),
        uncounted);
  }

  /** What a side leaves out of settings that the other has. */
  private static List<Evidence.LeftOut> paired(Group side, Group other) {
    Set<String> there = Pairs.settings(other.models(), other.leftOut());
    return side.leftOut().stream()
        .filter(trial -> there.contains(trial.drawn().setting()))
        .toList();
  }

  /** Trials of a side whose setting the other side has not at all, as yet or ever. */
  private static Optional<String> uncounted(Group side, Group other) {
    Set<String> there = Pairs.settings(other.models(), other.leftOut());
    long models =
        side.models().stream().filter(model -> !there.contains(model.drawn().setting())).count();
    long leftOut =
        side.leftOut().stream().filter(trial -> !there.contains(trial.drawn().setting())).count();
    return models + leftOut == 0
        ? Optional.empty()
        : Optional.of(
            "%d models of %s, and %d left out, have no partner in %s: not compared"
                .formatted(models, side.label(), leftOut, other.label()));
  }

  /**
   * What the rule is asked about: the errors of the first side; of pairs, their differences, and
   * for the second side as many zeros.
   */
  double[] a() {
    return rule.isPaired()
        ? new Pairs(left.models(), right.models()).differences()
        : left.errorPercents();
  }

  double[] b() {
    return rule.isPaired() ? new double[right.n()] : right.errorPercents();
  }

  private static boolean same(Group group) {
    return Arrays.stream(group.errorPercents()).distinct().count() == 1;
  }

  /** Samples that share most of a side say what the rest of the other side says. */
  private static void requireApart(Group left, Group right) {
    long both = Cautions.shared(left, right);
    if (2 * both > Math.min(left.n(), right.n())) {
      throw new UnansweredException(
          "%d of the models are on both sides, which are %d and %d: compare parts that share none"
              .formatted(both, left.n(), right.n()));
    }
  }

  Interval difference() {
    return decision.difference();
  }

  static void requireTwo(Group group) {
    if (group.n() < 2) {
      String missing = group.leftOut().isEmpty() ? "" : " (" + group.endings() + ")";
      throw new UnansweredException(
          group.n() == 0
              ? "%s has no finished model%s".formatted(group.label(), missing)
              : "%s has one finished model%s, and a spread takes two"
                  .formatted(group.label(), missing));
    }
  }

  Verdict verdict(Family family) {
    return decision.at(family.adjusted(decision.p()));
  }

  Answer.Test test(Family family) {
    return new Answer.Test(
        decision.test(), decision.p(), family.adjusted(decision.p()), family.size());
  }

  Measure effect() {
    return Measure.of("difference of mean errors", "points", difference());
  }

  List<Answer.Group> groups() {
    return List.of(left.count(), right.count());
  }

  /** {@code 95 % interval 0.9 to 3.3, n = 100 and 100, permutation test p = 0.0004}. */
  String numbersInWords(Family family) {
    return "%s%s, %s, %s"
        .formatted(
            rule.inWords(difference()),
            family.before(),
            rule.isPaired() ? "n = " + left.n() + " pairs" : Wording.counts(left, right),
            Wording.test(test(family)));
  }

  /** Beside the difference of means. */
  List<Measure> numbers(Family family, long seed) {
    return new ComparisonNumbers(this, family, seed).all();
  }

  /**
   * Beside those of {@link Cautions}: what is left out, and what the verdict would be with it.
   *
   * @param verdict that the models with an error come to
   * @param worstVerdict that all come to
   */
  List<String> cautions(Verdict verdict, Optional<Verdict> worstVerdict) {
    List<String> cautions = new ArrayList<>(Cautions.of(left, right, rule.isPaired()));
    worstVerdict.ifPresent(
        other ->
            cautions.add(
                verdict == Verdict.UNDECIDED || other == verdict
                    ? "left out: %s; counted as the worst model seen, the claim would %s %s"
                        .formatted(leftOut(), other == verdict ? "still be" : "be", other.word())
                    : "left out: %s; without them the claim would be %s, counted as the worst model seen %s"
                        .formatted(leftOut(), verdict.word(), other.word())));
    cautions.addAll(uncounted);
    return cautions;
  }

  private String leftOut() {
    return Stream.of(left, right)
        .filter(group -> !group.leftOut().isEmpty())
        .map(group -> group.endings() + " of " + group.label())
        .collect(Collectors.joining(", "));
  }

  /** Why a verdict does not stand, although its models bear it out; empty if it does. */
  Optional<String> turned(Verdict verdict, Optional<Verdict> worstVerdict) {
    return verdict != Verdict.UNDECIDED
            && worstVerdict.filter(other -> other != verdict).isPresent()
        ? Optional.of(
            "it would be %s, but those left out (%s), counted as the worst model seen, undo it: more"
                    .formatted(verdict.word(), leftOut())
                + " models do not decide it while so many end without an error")
        : Optional.empty();
  }

  Optional<Verdict> worstVerdict(Family family) {
    return worst.map(other -> other.at(family.adjusted(other.p())));
  }
}
