package io.archscape.claims;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Two sides compared. */
record TwoSideFinding(Claim claim, Comparison comparison, long seed) implements Finding {
  /**
   * @param seed of the test, the same for all: two means have one p, wherever they are compared
   * @param own of what stands beside it
   */
  static TwoSideFinding of(Claim.TwoSided claim, Selection selection, long seed, long own) {
    List<Group> sides = claim.sides(selection);
    return new TwoSideFinding(
        claim, Comparison.of(sides.get(0), sides.get(1), claim.rule(seed)), own);
  }

  @Override
  public OptionalDouble p() {
    return OptionalDouble.of(comparison.decision().p());
  }

  @Override
  public Answer conclude(Family family) {
    double[] a = comparison.a();
    double[] b = comparison.b();
    Verdict found = comparison.verdict(family);
    Optional<Verdict> worst = comparison.worstVerdict(family);
    Optional<String> turned = comparison.turned(found, worst);
    Verdict verdict = turned.isPresent() ? Verdict.UNDECIDED : found;
    OptionalInt needed =
        turned.isPresent()
            ? OptionalInt.empty()
            : comparison.rule().needed(a, b, comparison.decision().p(), family.level());
    return new Answer(
        claim,
        comparison.left().label() + " and " + comparison.right().label(),
        verdict,
        comparison.groups(),
        Optional.of(comparison.effect()),
        Optional.of(comparison.test(family)),
        OptionalDouble.of(comparison.rule().power(a, b, family.level())),
        needed,
        comparison.numbers(family, seed),
        comparison.cautions(found, worst),
        sentence(
            verdict,
            family,
            turned.orElseGet(
                () ->
                    leastTrue(family)
                        + "; "
                        + Wording.needed(
                            needed, comparison.rule().isPaired() ? "pairs" : "models of each"))));
  }

  /** With what remains to be said if it is undecided. */
  private String sentence(Verdict verdict, Family family, String rest) {
    return "%s: %s (%s)%s."
        .formatted(
            verdict.word(),
            statement(verdict),
            comparison.numbersInWords(family),
            verdict == Verdict.UNDECIDED ? "; " + rest : "");
  }

  private String leastTrue(Family family) {
    String least = comparison.rule().leastTrue(comparison.a(), comparison.b());
    return least + family.before();
  }

  private String statement(Verdict verdict) {
    return comparison
        .rule()
        .statement(
            comparison.left().label(),
            "has",
            comparison.right().label(),
            comparison.difference(),
            verdict);
  }
}
