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
 * The best value of a parameter, asked twice: are models that have it better on average than those
 * of each other value ({@link Rivals}), and do the best models have it (the empirical bootstrap of
 * RegNet)?
 *
 * @param shares how often each value is that of the best of n/4 models drawn; what the claim's
 *     value covers is one of them, under {@code Value.text()}
 * @param best the same as an interval of the value; empty for a component
 */
record BestValueFinding(
    Claim.BestValue claim,
    Group all,
    Rivals rivals,
    Map<String, Double> shares,
    Optional<Interval> best,
    long seed)
    implements Finding {
  private static final int ROUNDS = 10_000;
  private static final String OTHERS = "other values";

  /** In fewer rounds the claim's value is not among the best. */
  private static final double SELDOM = 0.05;

  static BestValueFinding of(Claim.BestValue claim, Group group, Rule.Better rule, long seed) {
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
    Group with = all.narrowed(key + "=" + claim.value().text(), has);
    requireSome(claim, all, with);
    return new BestValueFinding(
        claim,
        all,
        Rivals.of(claim, all, with, rule),
        BestValue.shares(all.errorPercents(), classes(claim, all, has), ROUNDS, seed),
        interval(all, key, seed),
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
    List<String> texts = Rivals.values(all, claim.parameter());
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
    boolean range = claim.value().range().isPresent();
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
        ? Optional.of(BestValue.of(all.errorPercents(), numbers, ROUNDS, seed))
        : Optional.empty();
  }

  @Override
  public OptionalDouble p() {
    return OptionalDouble.of(rivals.comparison().decision().p());
  }

  private double share(String value) {
    return shares.getOrDefault(value, 0.0);
  }

  private double share() {
    return share(claim.value().text());
  }

  private double prevalence() {
    return rivals.comparison().left().n() / (double) all.n();
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
    Comparison comparison = rivals.comparison();
    Verdict ofMeans = comparison.verdict(family);
    Optional<Verdict> worst = comparison.worstVerdict(family);
    Optional<String> turned = comparison.turned(ofMeans, worst);
    Verdict verdict = turned.isPresent() ? Verdict.UNDECIDED : both(ofMeans);
    boolean plans = turned.isEmpty() && objection(ofMeans).isEmpty();
    OptionalInt needed = plans ? rivals.needed(family) : OptionalInt.empty();
    return new Answer(
        claim,
        all.label(),
        verdict,
        comparison.groups(),
        Optional.of(comparison.effect()),
        Optional.of(comparison.test(family)),
        OptionalDouble.of(rivals.power(family)),
        needed,
        numbers(family, needed),
        cautions(ofMeans, worst),
        sentence(verdict, ofMeans, family, turned, needed));
  }

  private List<String> cautions(Verdict ofMeans, Optional<Verdict> worst) {
    List<String> cautions = new ArrayList<>(rivals.comparison().cautions(ofMeans, worst));
    if (!rivals.fewer().isEmpty()) {
      cautions.add(
          "not compared, with fewer than %d models each: %s"
              .formatted(Rivals.LEAST, String.join(", ", rivals.fewer())));
    }
    return cautions;
  }

  private List<Measure> numbers(Family family, OptionalInt needed) {
    List<Measure> numbers = new ArrayList<>();
    needed.ifPresent(
        each ->
            numbers.add(
                Measure.of("models of the space needed, at these shares", "", ofSpace(each))));
    best.ifPresent(
        value -> numbers.add(Measure.of("best " + claim.parameter() + " (bootstrap)", "", value)));
    numbers.add(Measure.of("share of " + claimed() + " among the best", "", share()));
    numbers.add(Measure.of("share of " + claimed() + " among all models", "", prevalence()));
    numbers.addAll(rivals.comparison().numbers(family, seed));
    return numbers;
  }

  private String claimed() {
    return claim.value().of(claim.parameter());
  }

  /** Models of the space, so that of either value there are so many. */
  private int ofSpace(int each) {
    return (int) Math.min(Integer.MAX_VALUE, Math.ceil(each / rivals.leastShare(all.n())));
  }

  private String sentence(
      Verdict verdict,
      Verdict ofMeans,
      Family family,
      Optional<String> turned,
      OptionalInt needed) {
    Comparison comparison = rivals.comparison();
    String means =
        comparison
            .rule()
            .statement(
                "models with " + claimed(),
                "have",
                "those with %s%s"
                    .formatted(
                        rivals.strongest(),
                        rivals.compared() > 1
                            ? ", the strongest of %d rivals".formatted(rivals.compared())
                            : ""),
                comparison.difference(),
                ofMeans);
    String text =
        "%s: in %s, %s (%s)%s; among the best of n/4 models drawn %s have it, among all %s%s"
            .formatted(
                verdict.word(),
                all.label(),
                means,
                comparison.numbersInWords(family),
                objection(ofMeans).map(why -> ", " + why).orElse(""),
                Wording.percent(share()),
                Wording.percent(prevalence()),
                best.map(this::inWords).orElse(""));
    return verdict == Verdict.UNDECIDED
        ? text + "; " + turned.orElseGet(() -> rest(ofMeans, needed)) + "."
        : text + ".";
  }

  private String rest(Verdict ofMeans, OptionalInt needed) {
    if (ofMeans != Verdict.UNDECIDED) {
      return "the means decide already, and no number of models is known at which the best agree";
    }
    return Wording.needed(
        needed,
        needed.isPresent()
            ? "models of each of the two, %s of the space at these shares,"
                .formatted(Wording.atLeast(ofSpace(needed.getAsInt())))
            : "models");
  }

  private String inWords(Interval value) {
    return ", and the best value is %s (95 %% %s to %s)"
        .formatted(
            Value.plain(value.estimate()), Value.plain(value.low()), Value.plain(value.high()));
  }
}
