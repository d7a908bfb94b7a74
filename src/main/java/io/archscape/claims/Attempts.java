package io.archscape.claims;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * Attempts to answer a claim by groups of models: each has draws of its own, so that its answer is
 * the same whatever else is asked, and one of which nothing can be said says why.
 */
record Attempts(Claim claim, long seed) {

  /** A finding of each group, if groups are found. */
  List<Finding> each(Supplier<List<Group>> groups, BiFunction<Group, Long, Finding> finding) {
    List<Group> found;
    try {
      found = groups.get();
    } catch (UnansweredException e) {
      return List.of(Finding.of(Answer.unanswered(claim, "", e.reason())));
    }
    return found.stream()
        .map(group -> one(group.label(), own -> finding.apply(group, own)))
        .toList();
  }

  /**
   * One finding.
   *
   * @param about what it is of, in words
   * @param finding for a seed of its own
   */
  Finding one(String about, LongFunction<Finding> finding) {
    try {
      return finding.apply(
          new SplittableRandom(seed ^ (claim.text() + " " + about).hashCode()).nextLong());
    } catch (UnansweredException e) {
      return Finding.of(Answer.unanswered(claim, about, e.reason()));
    }
  }
}
