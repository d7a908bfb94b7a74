package io.archscape.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a rule decides if those without an error had the worst that was seen; empty if all have one.
 */
final class WorstCase {
  private WorstCase() {}

  /** Of two sides. */
  static Optional<Decision> of(Group left, Group right, Rule rule) {
    if (left.leftOut().isEmpty() && right.leftOut().isEmpty()) {
      return Optional.empty();
    }
    double error = Math.max(left.worst(), right.worst());
    return Optional.of(rule.decide(left.errorPercents(error), right.errorPercents(error)));
  }

  /**
   * Of pairs: with the settings of which a side has no error, as if it had the worst that was seen;
   * where neither has one, both have it and differ by nothing.
   */
  static Optional<Decision> of(Group left, Group right, Rule rule, Pairs pairs) {
    double error = Math.max(left.worst(), right.worst());
    List<Double> differences = new ArrayList<>();
    for (double difference : pairs.differences()) {
      differences.add(difference);
    }
    int paired = differences.size();
    differences.addAll(broken(left, right, error, 1));
    differences.addAll(broken(right, left, error, -1));
    Set<String> brokenThere = Pairs.settings(List.of(), right.leftOut());
    left.leftOut().stream()
        .filter(trial -> brokenThere.contains(trial.drawn().setting()))
        .forEach(trial -> differences.add(0.0));
    if (differences.size() == paired) {
      return Optional.empty();
    }
    double[] all = differences.stream().mapToDouble(Double::doubleValue).toArray();
    return Optional.of(rule.decide(all, new double[all.length]));
  }

  /** Of settings without an error on the first of two sides: the worst less the other's error. */
  private static List<Double> broken(Group side, Group other, double worst, int sign) {
    List<Double> differences = new ArrayList<>();
    for (Evidence.LeftOut trial : side.leftOut()) {
      String setting = trial.drawn().setting();
      other.models().stream()
          .filter(model -> !setting.isEmpty() && model.drawn().setting().equals(setting))
          .forEach(model -> differences.add(sign * (worst - model.errorPercent())));
    }
    return differences;
  }
}
