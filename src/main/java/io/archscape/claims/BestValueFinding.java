package io.archscape.claims;

import io.archscape.stats.BestValue;
import io.archscape.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * The best value of a parameter, asked twice: are models that have it better on average than the
 * others (permutation test), and do the best models have it (the empirical bootstrap of RegNet)?
 *
 * @param shares how often each value is that of the best of n/4 models drawn; what the claim's
 *     value covers is one of them, under {@code Value.text()}
 * @param best the same as an interval of the value; empty for a component
 * @param rival the value of lower mean error than the claim's, if there is one; empty if none
 */
record BestValueFinding(
    Claim.BestValue claim,
    Group all,
    Comparison comparison,
    Map<String, Double> shares,
    Optional<Interval> best,
    Optional<String> rival,
    long seed)
    implements Finding {
  private static final int ROUNDS = 10_000;
  private static final String OTHERS = "other values";

  /** A value of fewer models is no rival: its mean is chance. */
  private static final int RIVAL = 5;

  /** In fewer rounds the claim's value is not among the best. */
  private static final double SELDOM = 0.05;

  static BestValueFinding of(Claim.BestValue claim, Group group, Rule rule, long seed) {
    String key = claim.parameter();
    Group all = group.only(group.label(), drawn -> Selection.text(drawn, key).isPresent());
    if (all.n() > 0 && !Selection.differs(all, key)) {
      throw new UnansweredException(
          "all models of %s have %s = %s"
              .formatted(
                  group.label(),
                  key,
                  Selection.text(all.models().get(0).drawn(), key).orElseThrow()));
    }
    Predicate<Evidence.Drawn> has =
        new Condition(key, Condition.Relation.EQUAL, claim.value())::holds;
    String value = claim.value().text();
    Group with = all.narrowed(key + "=" + value, has);
    Group others = all.narrowed(key + "!=" + value, has.negate());
    requireSome(claim, all, with);
    List<String> classes = classes(claim, all, has);
    return new BestValueFinding(
        claim,
        all,
        Comparison.of(with, others, rule, seed),
        BestValue.shares(all.errors(), classes, ROUNDS, seed),
        interval(all, key, seed),
        rival(all, classes, value, with.mean()),
        seed);
  }

  private static void requireSome(Claim.BestValue claim, Group all, Group with) {
    if (with.n() == 0 && all.n() > 0) {
      double[] numbers = all.numbers(claim.parameter());
      throw new UnansweredException(
          "no model of %s has %s = %s; %s"
              .formatted(
                  all.label(),
                  claim.parameter(),
                  claim.value().text(),
                  values(claim, all, numbers)));
    }
  }

  private static String values(Claim.BestValue claim, Group all, double[] numbers) {
    List<String> texts =
        all.models().stream()
            .flatMap(model -> Selection.text(model.drawn(), claim.parameter()).stream())
            .distinct()
            .sorted()
            .toList();
    if (numbers.length == 0 || texts.size() <= 8) {
      return "its values are " + String.join(", ", texts);
    }
    return "its values run from %s to %s, of which a claim may have a range as LOW..HIGH"
        .formatted(
            Value.plain(java.util.Arrays.stream(numbers).min().orElseThrow()),
            Value.plain(java.util.Arrays.stream(numbers).max().orElseThrow()));
  }

  /** The value of each model; all that the claim covers under one name, as the claim has it. */
  private static List<String> classes(
      Claim.BestValue claim, Group all, Predicate<Evidence.Drawn> has) {
    boolean range = claim.value() instanceof Value.Range;
    return all.models().stream()
        .map(Evidence.Model::drawn)
        .map(
            drawn ->
                has.test(drawn)
                    ? claim.value().text()
                    : range ? OTHERS : Selection.text(drawn, claim.parameter()).orElseThrow())
        .toList();
  }

  private static Optional<Interval> interval(Group all, String key, long seed) {
    double[] numbers = all.numbers(key);
    return numbers.length == all.n()
        ? Optional.of(BestValue.of(all.errors(), numbers, ROUNDS, seed))
        : Optional.empty();
  }

  private static Optional<String> rival(
      Group all, List<String> classes, String value, double mean) {
    Map<String, List<Double>> errors = new java.util.TreeMap<>();
    for (int i = 0; i < classes.size(); i++) {
      errors
          .computeIfAbsent(classes.get(i), name -> new ArrayList<>())
          .add(all.models().get(i).error());
    }
    return errors.entrySet().stream()
        .filter(entry -> !entry.getKey().equals(value) && !entry.getKey().equals(OTHERS))
        .filter(entry -> entry.getValue().size() >= RIVAL && mean(entry.getValue()) < mean)
        .min(java.util.Comparator.comparingDouble(entry -> mean(entry.getValue())))
        .map(Map.Entry::getKey);
  }

  private static double mean(List<Double> errors) {
    return errors.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  @Override
  public OptionalDouble p() {
    return OptionalDouble.of(comparison.decision().p());
  }

  private double share(String value) {
    return shares.getOrDefault(value, 0.0);
  }

  private double share() {
    return share(claim.value().text());
  }

  private double prevalence() {
    return comparison.left().n() / (double) all.n();
  }

  private String mostOften() {
    return shares.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElseThrow();
  }

  /** Why the best models do not bear the means out; empty if they do. */
  private Optional<String> objection(Verdict ofMeans) {
    String value = claim.value().text();
    if (ofMeans == Verdict.SUPPORTED && !mostOften().equals(value)) {
      return Optional.of(
          "but the best models more often have %s (%s)"
              .formatted(named(mostOften()), Wording.percent(share(mostOften()))));
    }
    if (ofMeans == Verdict.SUPPORTED && rival.isPresent()) {
      return Optional.of("but those with %s have a lower one".formatted(named(rival.get())));
    }
    if (ofMeans == Verdict.CONTRADICTED && share() >= SELDOM) {
      return Optional.of("but the best models have it too often to exclude it");
    }
    return Optional.empty();
  }

  private String named(String value) {
    return value.equals(OTHERS) ? OTHERS : claim.parameter() + " = " + value;
  }

  private Verdict both(Verdict ofMeans) {
    return objection(ofMeans).isPresent() ? Verdict.UNDECIDED : ofMeans;
  }

  @Override
  public Answer conclude(Family family) {
    double[] a = comparison.left().errors();
    double[] b = comparison.right().errors();
    Verdict ofMeans = comparison.verdict(family);
    Verdict verdict = both(ofMeans);
    OptionalInt needed = comparison.rule().needed(a, b, family.level());
    return new Answer(
        claim,
        all.label(),
        verdict,
        comparison.groups(),
        Optional.of(comparison.effect()),
        Optional.of(comparison.test(family)),
        OptionalDouble.of(comparison.rule().power(a, b, family.level())),
        needed,
        numbers(),
        comparison.cautions(verdict, comparison.worstVerdict(family).map(this::both)),
        sentence(ofMeans, family, needed));
  }

  private List<Measure> numbers() {
    List<Measure> numbers = new ArrayList<>();
    best.ifPresent(
        value -> numbers.add(Measure.of("best " + claim.parameter() + " (bootstrap)", "", value)));
    numbers.add(Measure.of("share of " + claimed() + " among the best", "", share()));
    numbers.add(Measure.of("share of " + claimed() + " among all models", "", prevalence()));
    numbers.addAll(comparison.numbers(seed));
    return numbers;
  }

  private String claimed() {
    return claim.parameter()
        + (claim.value() instanceof Value.Range ? " in " : " = ")
        + claim.value().text();
  }

  private String sentence(Verdict ofMeans, Family family, OptionalInt needed) {
    Optional<String> objection = objection(ofMeans);
    String means =
        comparison
            .rule()
            .statement(
                "models with "
                    + claimed()
                    + (comparison.difference().estimate() == 0 ? "" : " have"),
                "the others",
                comparison.difference(),
                ofMeans);
    String text =
        "%s: in %s, %s (%s)%s; among the best of n/4 models drawn %s have it, among all %s%s"
            .formatted(
                both(ofMeans).word(),
                all.label(),
                means,
                comparison.numbersInWords(family),
                objection.map(why -> ", " + why).orElse(""),
                Wording.percent(share()),
                Wording.percent(prevalence()),
                best.map(this::inWords).orElse(""));
    return ofMeans == Verdict.UNDECIDED
        ? text + "; " + Wording.needed(needed, " of each kind") + "."
        : text + ".";
  }

  private String inWords(Interval value) {
    return ", and the best value is %s (95 %% %s to %s)"
        .formatted(
            Value.plain(value.estimate()), Value.plain(value.low()), Value.plain(value.high()));
  }
}
