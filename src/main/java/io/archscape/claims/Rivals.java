package io.archscape.claims;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The models that have a claim's value against those of each other value (of a range: those below
 * it, and those above it), not against all of them together: a mixture of bad values and one better
 * one has a worse mean than the second best.
 *
 * <p>Best is what is better than each rival: the hypothesis that some rival is as good is rejected
 * where each test rejects, so p is the largest (intersection-union; Berger,
 * doi:10.1080/00401706.1982.10487790). Not best is what some rival is better than: p is the least,
 * times the number of rivals (Bonferroni). The one test that decides is the binding one; effect,
 * interval, power and number of models are its own.
 *
 * @param comparison with the binding rival, p as above
 * @param strongest what the binding rival has
 * @param compared number of rivals
 * @param alone p of the binding comparison
 * @param fewer what rivals have that have too few models
 */
record Rivals(
    Comparison comparison, String strongest, int compared, double alone, List<String> fewer) {
  /** A rival of fewer models is not compared: its mean is chance. */
  static final int LEAST = 5;

  Rivals {
    fewer = List.copyOf(fewer);
  }

  private record Rival(String what, Group group) {}

  private record Judgement(int binding, double alone, Decision decision) {}

  static Rivals of(Claim.BestValue claim, Group all, Group with, Rule.Better rule) {
    Comparison.requireTwo(with);
    List<Rival> every = rivals(claim, all);
    List<Rival> rivals = every.stream().filter(rival -> rival.group().n() >= LEAST).toList();
    List<String> fewer =
        every.stream()
            .filter(rival -> rival.group().n() > 0 && rival.group().n() < LEAST)
            .map(Rival::what)
            .toList();
    double[] errors = with.errorPercents();
    if (rivals.stream().noneMatch(rival -> rule.canTest(errors, rival.group().errorPercents()))) {
      throw new UnansweredException(
          rivals.isEmpty()
              ? "no other value of %s in %s has %d models to compare with; of numbers, a claim may have a range as LOW..HIGH"
                  .formatted(claim.parameter(), all.label(), LEAST)
              : "all models of a value have the same error, and no spread is no certainty: train more");
    }
    Judgement judgement =
        judge(errors, rivals.stream().map(rival -> rival.group().errorPercents()).toList(), rule);
    Rival strongest = rivals.get(judgement.binding());
    return new Rivals(
        new Comparison(
            with,
            strongest.group(),
            rule,
            judgement.decision(),
            withWorst(with, rivals, rule),
            List.of()),
        strongest.what(),
        rivals.size(),
        judgement.alone(),
        fewer);
  }

  private static List<Rival> rivals(Claim.BestValue claim, Group all) {
    String key = claim.parameter();
    return claim
        .value()
        .range()
        .map(range -> beside(range, key, all))
        .orElseGet(() -> others(claim, all));
  }

  /** Those below a range, and those above it. */
  private static List<Rival> beside(Value.Range range, String key, Group all) {
    return Stream.of(
            new Condition(key, Condition.Relation.LESS, new Value.Exact(range.low())),
            new Condition(key, Condition.Relation.GREATER, new Value.Exact(range.high())))
        .map(
            condition ->
                new Rival(condition.text(), all.narrowed(condition.text(), condition::holds)))
        .toList();
  }

  private static List<Rival> others(Claim.BestValue claim, Group all) {
    String key = claim.parameter();
    Predicate<Evidence.Drawn> has =
        new Condition(key, Condition.Relation.EQUAL, claim.value())::holds;
    Group others = all.only(all.label(), has.negate());
    return values(others, key).stream()
        .map(
            value ->
                new Rival(
                    key + " = " + value,
                    others.narrowed(
                        key + "=" + value,
                        drawn -> Selection.text(drawn, key).filter(value::equals).isPresent())))
        .toList();
  }

  /** The values that models have; numbers as numbers are ordered, and before words. */
  static List<String> values(Group group, String key) {
    Comparator<String> asNumbers =
        Comparator.comparingDouble(
            text -> Value.Numbers.parse(text).orElse(Double.POSITIVE_INFINITY));
    return group.models().stream()
        .flatMap(model -> Selection.text(model.drawn(), key).stream())
        .distinct()
        .sorted(asNumbers.thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private static Judgement judge(double[] errors, List<double[]> rivals, Rule.Better rule) {
    List<Decision> tests = rivals.stream().map(rival -> rule.decide(errors, rival)).toList();
    boolean best = tests.stream().allMatch(test -> test.difference().estimate() <= 0);
    Comparator<Integer> byP = Comparator.comparingDouble(i -> tests.get(i).p());
    IntStream indices = IntStream.range(0, tests.size());
    int k = tests.size();
    if (best) {
      int binding = indices.boxed().max(byP).orElseThrow();
      Decision test = tests.get(binding);
      return new Judgement(
          binding,
          test.p(),
          new Decision(
              k == 1 ? test.test() : "largest of %d permutation tests,".formatted(k),
              test.p(),
              true,
              test.difference()));
    }
    int binding =
        indices
            .filter(i -> tests.get(i).difference().estimate() > 0)
            .boxed()
            .min(byP)
            .orElseThrow();
    Decision test = rule.decide(errors, rivals.get(binding), Family.ALPHA / k);
    return new Judgement(
        binding,
        test.p(),
        new Decision(
            k == 1 ? test.test() : "permutation test, times %d rivals,".formatted(k),
            Math.min(1, k * test.p()),
            false,
            test.difference()));
  }

  private static Optional<Decision> withWorst(Group with, List<Rival> rivals, Rule.Better rule) {
    List<Group> groups = new ArrayList<>(List.of(with));
    rivals.forEach(rival -> groups.add(rival.group()));
    if (groups.stream().allMatch(group -> group.leftOut().isEmpty())) {
      return Optional.empty();
    }
    double error = groups.stream().mapToDouble(Group::worst).max().orElseThrow();
    List<double[]> all = rivals.stream().map(rival -> rival.group().errorPercents(error)).toList();
    return Optional.of(judge(with.errorPercents(error), all, rule).decision());
  }

  /** Of the binding comparison alone. */
  private double level(Family family) {
    return comparison.decision().favours() ? family.level() : family.level() / compared;
  }

  double power(Family family) {
    return comparison
        .rule()
        .power(
            comparison.left().errorPercents(), comparison.right().errorPercents(), level(family));
  }

  /** Models of the claim's value, and of the binding rival. */
  OptionalInt needed(Family family) {
    return comparison
        .rule()
        .needed(
            comparison.left().errorPercents(),
            comparison.right().errorPercents(),
            alone,
            level(family));
  }

  /** Of all models, those of the rarer of the two. */
  double leastShare(int all) {
    return Math.min(comparison.left().n(), comparison.right().n()) / (double) all;
  }
}
