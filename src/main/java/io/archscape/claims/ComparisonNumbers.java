package io.archscape.claims;

import io.archscape.stats.AdjustedDifference;
import io.archscape.stats.Bootstrap;
import io.archscape.stats.Equivalence;
import io.archscape.stats.KolmogorovSmirnov;
import io.archscape.stats.MannWhitney;
import io.archscape.stats.Statistic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** What is worth knowing of two groups of models beside the difference of their means. */
final class ComparisonNumbers {
  /** For what no verdict rests on. */
  private static final int FEWER_ROUNDS = 2_000;

  private final Comparison comparison;
  private final Group left;
  private final Group right;
  private final Rule rule;
  private final Family family;
  private final long seed;

  ComparisonNumbers(Comparison comparison, Family family, long seed) {
    this.comparison = comparison;
    this.left = comparison.left();
    this.right = comparison.right();
    this.rule = comparison.rule();
    this.family = family;
    this.seed = seed;
  }

  List<Measure> all() {
    return rule.isPaired() ? paired() : unpaired();
  }

  private List<Measure> unpaired() {
    double[] a = left.errorPercents();
    double[] b = right.errorPercents();
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
    numbers.add(bound());
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
  private List<Measure> paired() {
    double[] a = left.errorPercents();
    double[] b = right.errorPercents();
    double[] differences = comparison.a();
    Bootstrap bootstrap = new Bootstrap(FEWER_ROUNDS, seed, 1 - Family.ALPHA);
    List<Measure> numbers = new ArrayList<>();
    numbers.add(
        Measure.of(
            "median of the differences", "points", bootstrap.of(differences, Statistic.MEDIAN)));
    numbers.add(
        Measure.of(
            "difference of least errors", "points", Statistic.MIN.of(a) - Statistic.MIN.of(b)));
    atEqualFlops().ifPresent(numbers::add);
    numbers.add(bound());
    numbers.add(
        Measure.of("share of settings in which the first is better", "", shareBetter(differences)));
    numbers.add(Measure.of("Kolmogorov-Smirnov D", "", KolmogorovSmirnov.test(a, b).d()));
    return numbers;
  }

  private Measure bound() {
    return Measure.of(
        "no difference of means larger than (95 %" + family.before() + ")",
        "points",
        Equivalence.of(comparison.a(), comparison.b(), 1 - Family.ALPHA).bound());
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
            ? AdjustedDifference.ofPairs(
                left.errorPercents(), ours, right.errorPercents(), theirs, confidence)
            : AdjustedDifference.of(
                left.errorPercents(), ours, right.errorPercents(), theirs, confidence))
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
  private static double shareBetter(double[] differences) {
    return Arrays.stream(differences)
        .map(d -> d < 0 ? 1 : d == 0 ? 0.5 : 0)
        .average()
        .orElseThrow();
  }
}
