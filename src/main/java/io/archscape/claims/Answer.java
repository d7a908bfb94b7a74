package io.archscape.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What the models say of a claim in one space, or about two.
 *
 * @param about the space, or the sides of the comparison
 * @param groups that were compared, with their numbers of models; empty if unanswered
 * @param effect the number that the verdict is about; empty if unanswered
 * @param test empty if unanswered
 * @param power of the test at these numbers of models, if the effect and the spreads seen are the
 *     true ones; at the level that the claim's test has among all claims
 * @param modelsNeeded of each group for a power of 0.8, likewise; empty if beyond a million, or if
 *     there is no effect
 * @param numbers more that is worth knowing
 * @param warnings what makes the answer less sure than it looks, a sentence each
 * @param sentence the answer in plain words, beginning with the verdict
 */
public record Answer(
    Claim claim,
    String about,
    Verdict verdict,
    List<Group> groups,
    Optional<Measure> effect,
    Optional<Test> test,
    OptionalDouble power,
    OptionalInt modelsNeeded,
    List<Measure> numbers,
    List<String> warnings,
    String sentence) {
  public Answer {
    groups = List.copyOf(groups);
    numbers = List.copyOf(numbers);
    warnings = List.copyOf(warnings);
  }

  /** Models that were compared with others: what they are and how many. */
  public record Group(String label, int n) {}

  /**
   * The test behind the verdict.
   *
   * @param name of the test
   * @param p of this claim alone
   * @param adjusted p after Holm, among all claims answered together that have a p
   * @param claims how many those are
   */
  public record Test(String name, double p, double adjusted, int claims) {}

  /** The same with more warnings. */
  Answer warned(List<String> more) {
    List<String> all = new ArrayList<>(warnings);
    all.addAll(more);
    return new Answer(
        claim, about, verdict, groups, effect, test, power, modelsNeeded, numbers, all, sentence);
  }

  static Answer unanswered(Claim claim, String about, String reason) {
    return without(claim, about, "cannot be answered: " + reason + ".");
  }

  /** Of a claim that nobody tests: the sentence says why. */
  public static Answer without(Claim claim, String about, String sentence) {
    return new Answer(
        claim,
        about,
        Verdict.UNANSWERED,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalInt.empty(),
        List.of(),
        List.of(),
        sentence);
  }
}
