package io.archscape.claims;

import io.archscape.stats.Interval;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Two sides compared. */
record OfTwoFinding(Claim claim, Comparison comparison, long seed) implements Finding {
  @Override
  public OptionalDouble p() {
    return OptionalDouble.of(comparison.decision().p());
  }

  @Override
  public Answer conclude(Family family) {
    double[] a = comparison.left().errors();
    double[] b = comparison.right().errors();
    Verdict verdict = comparison.verdict(family);
    OptionalInt needed = comparison.rule().needed(a, b, family.level());
    return new Answer(
        claim,
        comparison.left().label() + " and " + comparison.right().label(),
        verdict,
        comparison.groups(),
        Optional.of(comparison.effect()),
        Optional.of(comparison.test(family)),
        OptionalDouble.of(comparison.rule().power(a, b, family.level())),
        needed,
        comparison.numbers(seed),
        comparison.cautions(verdict, comparison.worstVerdict(family)),
        sentence(verdict, family, needed));
  }

  private String sentence(Verdict verdict, Family family, OptionalInt needed) {
    String text =
        "%s: %s (%s)"
            .formatted(verdict.word(), statement(verdict), comparison.numbersInWords(family));
    if (verdict == Verdict.UNDECIDED) {
      text += "; %s; %s".formatted(leastTrue(), Wording.needed(needed, " of each"));
    }
    return text + ".";
  }

  /** Alone, the claim may have been decided. */
  private String leastTrue() {
    String least =
        comparison.rule().leastTrue(comparison.left().errors(), comparison.right().errors());
    return comparison.decision().p() < Family.ALPHA ? least + ", before the correction" : least;
  }

  private String statement(Verdict verdict) {
    Interval difference = comparison.difference();
    String left = comparison.left().label();
    boolean named = comparison.rule() instanceof Rule.Better && difference.estimate() != 0;
    return comparison
        .rule()
        .statement(named ? left + " has" : left, comparison.right().label(), difference, verdict);
  }
}
