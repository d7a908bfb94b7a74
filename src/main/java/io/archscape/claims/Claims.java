package io.archscape.claims;

import io.archscape.InputException;
import io.archscape.RequirementException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.LongFunction;
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
    List<Asked> asked = questions.stream().map(Asked::of).distinct().toList();
    // each has draws of its own: in parallel they come to the same
    List<List<Finding>> findings =
        asked.parallelStream().map(each -> findings(each, seed)).toList();
    List<List<Answer>> answers = conclude(findings);
    return questions.stream()
        .flatMap(
            question ->
                answers.get(asked.indexOf(Asked.of(question))).stream()
                    .map(answer -> answer.warned(question.cautions())))
        .toList();
  }

  /** What was asked; asked twice, it is answered twice and counts once. */
  private record Asked(Claim claim, Evidence evidence) {
    static Asked of(Question question) {
      return new Asked(question.claim(), question.evidence());
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

  private static List<Finding> findings(Asked question, long seed) {
    Claim claim = question.claim();
    Selection selection = new Selection(question.evidence());
    if (claim instanceof Claim.OfTwo two) {
      String about = two.left().text() + " and " + two.right().text();
      return List.of(attempt(claim, about, seed, own -> compare(two, selection, seed, own)));
    }
    if (claim instanceof Claim.BestValue best) {
      return each(
          claim,
          () -> selection.groupsWith(best.parameter(), best.where()),
          seed,
          (group, own) -> BestValueFinding.of(best, group, new Rule.Better(ROUNDS, own), own));
    }
    Claim.Follows follows = (Claim.Follows) claim;
    return each(
        claim,
        () -> selection.groups(follows.where()),
        seed,
        (group, own) -> FollowsFinding.of(follows, group, own));
  }

  /**
   * @param seed of the test, the same for all: two means have one p, wherever they are compared
   */
  private static Finding compare(Claim.OfTwo claim, Selection selection, long seed, long own) {
    List<Group> sides =
        claim instanceof Claim.Improves improves
            ? selection.improvement(improves)
            : List.of(selection.group(claim.left()), selection.group(claim.right()));
    return new OfTwoFinding(
        claim, Comparison.of(sides.get(0), sides.get(1), rule(claim, seed)), own);
  }

  private static Rule rule(Claim.OfTwo claim, long seed) {
    if (claim instanceof Claim.NotWorse notWorse) {
      return new Rule.NotWorse(notWorse.within());
    }
    return claim instanceof Claim.Same same
        ? new Rule.Same(same.within())
        : new Rule.Better(ROUNDS, seed);
  }

  private static List<Finding> each(
      Claim claim,
      Supplier<List<Group>> groups,
      long seed,
      BiFunction<Group, Long, Finding> finding) {
    List<Group> found;
    try {
      found = groups.get();
    } catch (UnansweredException e) {
      return List.of(Finding.of(Answer.unanswered(claim, "", e.reason())));
    }
    return found.stream()
        .map(group -> attempt(claim, group.label(), seed, own -> finding.apply(group, own)))
        .toList();
  }

  /** Each answer has draws of its own, so that it is the same whatever else is asked. */
  private static Finding attempt(
      Claim claim, String about, long seed, LongFunction<Finding> finding) {
    try {
      return finding.apply(
          new SplittableRandom(seed ^ (claim.text() + " " + about).hashCode()).nextLong());
    } catch (UnansweredException e) {
      return Finding.of(Answer.unanswered(claim, about, e.reason()));
    }
  }
}
