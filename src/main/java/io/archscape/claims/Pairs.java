package io.archscape.claims;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Models of two sides that were made of one draw each: settings of a space trained with and without
 * a component. What differs between settings falls out of their differences.
 *
 * @param left models of the first side, in its order
 * @param right those made of the same draws, in the same order
 */
record Pairs(List<Evidence.Model> left, List<Evidence.Model> right) {
  Pairs {
    left = List.copyOf(left);
    right = List.copyOf(right);
  }

  /**
   * Empty if the sides share less than half of the settings of the smaller one, or are one space.
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
    return 2 * first.size() >= Math.max(1, Math.min(left.n(), right.n()))
        ? Optional.of(new Pairs(first, second))
        : Optional.empty();
  }

  int n() {
    return left.size();
  }

  /** Of the errors, first minus second. */
  double[] differences() {
    double[] differences = new double[n()];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = left.get(i).error() - right.get(i).error();
    }
    return differences;
  }
}
