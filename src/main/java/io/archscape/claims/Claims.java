package io.archscape.claims;

import io.archscape.InputException;
import io.archscape.RequirementException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Answers claims. All that are asked together share one error level: Holm's correction is over
 * every answer that has a p. A claim that nothing can be said of costs the others nothing.
 */
public final class Claims {
  /** Of a permutation test; p is then 0.00005 at least. */
  static final int ROUNDS = 20_000;

  private Claims() {}

  /**
   * A claim and what it is answered by.
   *
   * @param cautions warnings of every answer to it, as that it was made after looking
   */
  public record Question(Claim claim, Evidence evidence, List<String> cautions) {
    public Question {
      cautions = List.copyOf(cautions);
    }
  }

  /**
   * The claims in lines of text.
   *
   * @throws InputException naming the first line, from 1, that is none
   */
  public static List<Claim> parse(List<String> lines) {
    return parse("claims", lines);
  }

  /** The same, where lines stand under a key of another name. */
  public static List<Claim> parse(String key, List<String> lines) {
    List<Claim> claims = new ArrayList<>();
    for (String line : lines) {
      try {
        claims.add(Claim.parse(line));
      } catch (InputException | RequirementException e) {
        throw new InputException(
            "%s item %d: %s".formatted(key, claims.size() + 1, e.getMessage()), e);
      }
    }
    return claims;
  }

  /**
   * Demands that claims are about these spaces, as far as names tell.
   *
   * @param key that they stand under
   * @throws InputException naming the first claim, from 1, that is not
   */
  public static void requireSpaces(String key, List<Claim> claims, List<String> spaces) {
    new Vocabulary(spaces).require(key, claims);
  }

  /**
   * Demands that claims are about these spaces, their parameters and components.
   *
   * @param key that they stand under
   * @throws InputException naming the first claim, from 1, that is not
   */
  public static void requireKnown(String key, List<Claim> claims, List<Coordinates> spaces) {
    new Vocabulary(spaces.stream().map(Coordinates::space).toList(), spaces).require(key, claims);
  }

  /** Answers in the order of the claims; one that holds for several spaces has several. */
  public static List<Answer> answer(List<Claim> claims, Evidence evidence, long seed) {
    return answer(
        claims.stream().map(claim -> new Question(claim, evidence, List.of())).toList(), seed);
  }

  /** The same for claims that have evidence of their own each. */
  public static List<Answer> answer(List<Question> questions, long seed) {
    List<UniqueQuestion> asked = questions.stream().map(UniqueQuestion::of).distinct().toList();
    // each has draws of its own: in parallel they come to the same
    List<List<Finding>> findings = asked.parallelStream().map(each -> each.findings(seed)).toList();
    List<List<Answer>> answers = conclude(findings);
    return questions.stream()
        .flatMap(
            question ->
                answers.get(asked.indexOf(UniqueQuestion.of(question))).stream()
                    .map(answer -> answer.warned(question.cautions())))
        .toList();
  }

  /** What was asked; asked twice, it is answered twice and counts once. */
  private record UniqueQuestion(Claim claim, Evidence evidence) {
    static UniqueQuestion of(Question question) {
      return new UniqueQuestion(question.claim(), question.evidence());
    }

    List<Finding> findings(long seed) {
      return claim.findings(new Selection(evidence), seed);
    }
  }

  private static List<List<Answer>> conclude(List<List<Finding>> findings) {
    List<Double> ps = new ArrayList<>();
    findings.forEach(each -> each.forEach(finding -> finding.p().ifPresent(ps::add)));
    List<List<Supplier<Answer>>> answers = new ArrayList<>();
    int index = 0;
    for (List<Finding> each : findings) {
      List<Supplier<Answer>> own = new ArrayList<>();
      for (Finding finding : each) {
        Family family = new Family(ps, index);
        own.add(() -> finding.conclude(family));
        index += finding.p().isPresent() ? 1 : 0;
      }
      answers.add(own);
    }
    return answers.parallelStream().map(own -> own.stream().map(Supplier::get).toList()).toList();
  }
}
