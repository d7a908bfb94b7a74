package io.archscape.claims;

import io.archscape.stats.Summary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What makes a comparison of two groups of models less sure than its numbers. */
final class Cautions {
  /** Medians of multiply-adds that differ by more than this share are told. */
  private static final double TOLERANCE = 0.05;

  /** Below it intervals of a bootstrap are too narrow. */
  static final int FEW = 10;

  private Cautions() {}

  /**
   * @param paired the sides are made of the same draws: then nothing is said of models that are on
   *     both
   */
  static List<String> of(Group left, Group right, boolean paired) {
    List<String> cautions = new ArrayList<>();
    unlike("recipes", left.space().recipes(), right.space().recipes(), cautions);
    unlike("data", left.space().data(), right.space().data(), cautions);
    complexities(left, right, cautions);
    if (!paired) {
      shared(left, right, cautions);
    }
    few(List.of(left, right), cautions);
    return cautions;
  }

  private static void unlike(
      String what, Set<String> left, Set<String> right, List<String> cautions) {
    Set<String> all = new HashSet<>(left);
    all.addAll(right);
    if (all.size() > 1) {
      cautions.add(
          "not a fair comparison: the models were trained with %d different %s"
              .formatted(all.size(), what));
    }
  }

  private static void complexities(Group left, Group right, List<String> cautions) {
    double[] a = left.numbers("flops");
    double[] b = right.numbers("flops");
    if (a.length == 0 || b.length == 0) {
      return;
    }
    double one = Summary.of(a).median();
    double other = Summary.of(b).median();
    if (Math.max(one, other) > (1 + TOLERANCE) * Math.min(one, other)) {
      cautions.add(
          String.format(
              Locale.ROOT,
              "complexities differ: the median model of %s has %s multiply-adds, that of %s %s",
              left.label(),
              millions(one),
              right.label(),
              millions(other)));
    }
  }

  private static String millions(double flops) {
    return String.format(Locale.ROOT, "%.3gM", flops / 1e6);
  }

  private static void shared(Group left, Group right, List<String> cautions) {
    long both = shared(left, right);
    if (both > 0) {
      cautions.add(
          ("%d models are on both sides: the samples are not independent, as the test takes them"
                  + " to be")
              .formatted(both));
    }
    int settings = Pairs.shared(left, right);
    if (settings > both) {
      cautions.add(
          ("%d settings are on both sides, other models have no partner there: compared as if the"
                  + " samples were independent")
              .formatted(settings));
    }
  }

  /** How many models are on both sides. */
  static long shared(Group left, Group right) {
    Set<String> ids = new HashSet<>(left.ids().toList());
    return right.ids().filter(ids::contains).count();
  }

  static void few(List<Group> groups, List<String> cautions) {
    for (Group group : groups) {
      if (group.n() < FEW) {
        cautions.add(
            "%s has only %d models: intervals are too narrow".formatted(group.label(), group.n()));
      }
    }
  }
}
