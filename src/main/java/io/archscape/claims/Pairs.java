package io.archscape.claims;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Models of two sides that were made of one draw each: settings of a space trained with and without
 * a component. What differs between settings falls out of their differences.
 *
 * @param left models of the first side, in its order
 * @param right those made of the same draws, in the same order
 */
record Pairs(List<Evidence.Model> left, List<Evidence.Model> right) {
  /** Errors are shares of images in percent: what differs by less is rounding. */
  private static final double DIGITS = 1e9;

  Pairs {
    left = List.copyOf(left);
    right = List.copyOf(right);
  }

  /**
   * Empty if the sides are one space, if less than half of the smaller side's models have a partner
   * on the other, or if conditions keep a model of one side and leave out its partner: pairs alone
   * would then be no answer about the sides that were named.
   */
  static Optional<Pairs> of(Group left, Group right) {
    if (left.space().equals(right.space())) {
      return Optional.empty();
    }
    Map<String, Evidence.Model> others = new LinkedHashMap<>();
    right.models().stream()
        .filter(model -> !model.drawn().setting().isEmpty())
        .forEach(model -> others.put(model.drawn().setting(), model));
    List<Evidence.Model> first = new ArrayList<>();
    List<Evidence.Model> second = new ArrayList<>();
    for (Evidence.Model model : left.models()) {
      Evidence.Model other = others.get(model.drawn().setting());
      if (other != null) {
        first.add(model);
        second.add(other);
      }
    }
    boolean enough = 2 * first.size() >= Math.max(1, Math.min(left.n(), right.n()));
    return enough && !parted(left, right) && !parted(right, left)
        ? Optional.of(new Pairs(first, second))
        : Optional.empty();
  }

  /** Whether the partner of a model is in the other side's space, and conditions leave it out. */
  private static boolean parted(Group side, Group other) {
    Set<String> there = settings(other.models(), other.leftOut());
    Set<String> excluded =
        settings(other.space().models(), other.space().leftOut()).stream()
            .filter(setting -> !there.contains(setting))
            .collect(Collectors.toSet());
    return side.models().stream().anyMatch(model -> excluded.contains(model.drawn().setting()));
  }

  /** How many settings both sides have. */
  static int shared(Group left, Group right) {
    Set<String> shared = new HashSet<>(settings(left.models(), List.of()));
    shared.retainAll(settings(right.models(), List.of()));
    return shared.size();
  }

  static Set<String> settings(List<Evidence.Model> models, List<Evidence.LeftOut> leftOut) {
    return Stream.concat(
            models.stream().map(Evidence.Model::drawn),
            leftOut.stream().map(Evidence.LeftOut::drawn))
        .map(Evidence.Drawn::setting)
        .filter(setting -> !setting.isEmpty())
        .collect(Collectors.toSet());
  }

  int n() {
    return left.size();
  }

  /** Of the errors, first minus second. */
  double[] differences() {
    double[] differences = new double[n()];
    for (int i = 0; i < differences.length; i++) {
      double difference = left.get(i).errorPercent() - right.get(i).errorPercent();
      differences[i] = Math.rint(difference * DIGITS) / DIGITS;
    }
    return differences;
  }
}
