package io.archscape.claims;

import io.archscape.stats.AdjustedDifference;
import io.archscape.stats.Bootstrap;
import io.archscape.stats.Equivalence;
import io.archscape.stats.Interval;
import io.archscape.stats.KolmogorovSmirnov;
import io.archscape.stats.MannWhitney;
import io.archscape.stats.Statistic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
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

  /** For what no verdict rests on. */
  private static final int FEWER_ROUNDS = 2_000;

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
    double[] a = left.errors();
    double[] b = right.errors();
    if (!rule.canTest(a, b)) {
      throw new UnansweredException(
          "all models of %s have the same error, and no spread is no certainty: train more"
              .formatted(same(left) ? left.label() : right.label()));
    }
    return new Comparison(
        left, right, rule, rule.decide(a, b), withWorst(left, right, rule), List.of());
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
        withWorst(left, right, rule, pairs),
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
    return rule.isPaired() ? new Pairs(left.models(), right.models()).differences() : left.errors();
  }

  double[] b() {
    return rule.isPaired() ? new double[right.n()] : right.errors();
  }

  private static boolean same(Group group) {
    return Arrays.stream(group.errors()).distinct().count() == 1;
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

  private static Optional<Decision> withWorst(Group left, Group right, Rule rule) {
    if (left.leftOut().isEmpty() && right.leftOut().isEmpty()) {
      return Optional.empty();
    }
    double error = Math.max(left.worst(), right.worst());
    return Optional.of(rule.decide(left.errors(error), right.errors(error)));
  }

  /**
   * With the settings of which a side has no error, as if it had the worst that was seen; where
   * neither has one, both have it and differ by nothing.
   */
  private static Optional<Decision> withWorst(Group left, Group right, Rule rule, Pairs pairs) {
    double error = Math.max(left.worst(), right.worst());
    List<Double> differences = new ArrayList<>();
    for (double difference : pairs.differences()) {
      differences.add(difference);
    }
    int paired = differences.size();
    differences.addAll(broken(left, right, error, 1));
    differences.addAll(broken(right, left, error, -1));
    Set<String> brokenThere = Pairs.settings(List.of(), right.leftOut());
    left.leftOut().stream()
        .filter(trial -> brokenThere.contains(trial.drawn().setting()))
        .forEach(trial -> differences.add(0.0));
    if (differences.size() == paired) {
      return Optional.empty();
    }
    double[] all = differences.stream().mapToDouble(Double::doubleValue).toArray();
    return Optional.of(rule.decide(all, new double[all.length]));
  }

  /** Of settings without an error on the first of two sides: the worst less the other's error. */
  private static List<Double> broken(Group side, Group other, double worst, int sign) {
    List<Double> differences = new ArrayList<>();
    for (Evidence.LeftOut trial : side.leftOut()) {
      String setting = trial.drawn().setting();
      other.models().stream()
          .filter(model -> !setting.isEmpty() && model.drawn().setting().equals(setting))
          .forEach(model -> differences.add(sign * (worst - model.error())));
    }
    return differences;
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
    String interval =
        rule instanceof Rule.Better
            ? Wording.interval(difference())
            : Wording.signedInterval(difference());
    return "%s%s, %s, %s"
        .formatted(
            interval,
            family.before(),
            rule.isPaired() ? "n = " + left.n() + " pairs" : Wording.counts(left, right),
            Wording.test(test(family)));
  }

  /** Beside the difference of means. */
  List<Measure> numbers(Family family, long seed) {
    return rule.isPaired() ? pairedNumbers(family, seed) : unpairedNumbers(family, seed);
  }

  private List<Measure> unpairedNumbers(Family family, long seed) {
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
    atEqualFlops().ifPresent(numbers::add);
    numbers.add(bound(family));
    numbers.add(
        Measure.of(
            "chance that a model of the first is better than one of the second",
            "",
            MannWhitney.test(a, b).superiority()));
    numbers.add(Measure.of("Kolmogorov-Smirnov D", "", distance.d()));
    numbers.add(Measure.of("Kolmogorov-Smirnov p", "", distance.p()));
    return numbers;
  }

  /** Without the p of a test, and intervals of a bootstrap, that take the sides as independent. */
  private List<Measure> pairedNumbers(Family family, long seed) {
    double[] a = left.errors();
    double[] b = right.errors();
    Bootstrap bootstrap = new Bootstrap(FEWER_ROUNDS, seed, 1 - Family.ALPHA);
    List<Measure> numbers = new ArrayList<>();
    numbers.add(
        Measure.of("median of the differences", "points", bootstrap.of(a(), Statistic.MEDIAN)));
    numbers.add(
        Measure.of(
            "difference of least errors", "points", Statistic.MIN.of(a) - Statistic.MIN.of(b)));
    atEqualFlops().ifPresent(numbers::add);
    numbers.add(bound(family));
    numbers.add(Measure.of("share of settings in which the first is better", "", shareBetter()));
    numbers.add(Measure.of("Kolmogorov-Smirnov D", "", KolmogorovSmirnov.test(a, b).d()));
    return numbers;
  }

  private Measure bound(Family family) {
    return Measure.of(
        "no difference of means larger than (95 %" + family.before() + ")",
        "points",
        Equivalence.of(a(), b(), 1 - Family.ALPHA).bound());
  }

  /**
   * What would remain if larger models did not err less. Not where multiply-adds are unknown, nor
   * where the median of either side lies outside the range of the other: a line is not to be drawn
   * so far.
   */
  private Optional<Measure> atEqualFlops() {
    double[] ours = logarithms(left.numbers("flops"));
    double[] theirs = logarithms(right.numbers("flops"));
    boolean known =
        ours.length == left.n()
            && theirs.length == right.n()
            && DoubleStream.concat(DoubleStream.of(ours), DoubleStream.of(theirs))
                .allMatch(Double::isFinite);
    if (!known || !meet(ours, theirs)) {
      return Optional.empty();
    }
    double confidence = 1 - Family.ALPHA;
    return (rule.isPaired()
            ? AdjustedDifference.ofPairs(left.errors(), ours, right.errors(), theirs, confidence)
            : AdjustedDifference.of(left.errors(), ours, right.errors(), theirs, confidence))
        .map(at -> Measure.of("difference of means at equal multiply-adds", "points", at));
  }

  private static boolean meet(double[] a, double[] b) {
    return within(Statistic.MEDIAN.of(a), b) && within(Statistic.MEDIAN.of(b), a);
  }

  private static boolean within(double value, double[] range) {
    return Statistic.MIN.of(range) <= value
        && value <= DoubleStream.of(range).max().orElse(Double.NEGATIVE_INFINITY);
  }

  private static double[] logarithms(double[] values) {
    return Arrays.stream(values).map(StrictMath::log).toArray();
  }

  /** Ties count half. */
  private double shareBetter() {
    return Arrays.stream(a()).map(d -> d < 0 ? 1 : d == 0 ? 0.5 : 0).average().orElseThrow();
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
