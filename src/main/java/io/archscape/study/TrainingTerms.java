package io.archscape.study;

import io.archscape.stats.Statistic;
import io.archscape.wording.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The terms on which a space's models were trained: what makes two spaces comparable.
 *
 * @param data that they were trained on, in canonical JSON
 * @param recipes by which, likewise
 */
public record TrainingTerms(Set<String> data, Set<String> recipes) {
  /** Medians of complexity that differ by more than this share are no equal terms. */
  private static final double TOLERANCE = 0.05;

  public TrainingTerms {
    data = Set.copyOf(data);
    recipes = Set.copyOf(recipes);
  }

  static TrainingTerms of(Study study, SpaceStudy space) {
    Set<String> data = new HashSet<>();
    Set<String> recipes = new HashSet<>();
    study.sweeps().stream()
        .filter(sweep -> space.sweeps().contains(sweep.name()))
        .forEach(
            sweep -> {
              data.addAll(sweep.data());
              recipes.addAll(sweep.recipes());
            });
    return new TrainingTerms(data, recipes);
  }

  /** What a difference between two spaces may come from besides the spaces; empty if nothing. */
  public static List<String> unequal(Ranking.Row one, Ranking.Row other) {
    List<String> unequal = new ArrayList<>();
    several("data sets", one.terms().data(), other.terms().data(), unequal);
    several("recipes", one.terms().recipes(), other.terms().recipes(), unequal);
    double flops = flops(one);
    double others = flops(other);
    if (Math.max(flops, others) > (1 + TOLERANCE) * Math.min(flops, others)) {
      unequal.add(
          String.format(
              Locale.ROOT,
              "the median model of %s has %sM multiply-adds, that of %s %sM",
              one.label(),
              Words.digits(flops / 1e6, 3),
              other.label(),
              Words.digits(others / 1e6, 3)));
    }
    return unequal;
  }

  private static void several(
      String what, Set<String> one, Set<String> other, List<String> unequal) {
    Set<String> all = new HashSet<>(one);
    all.addAll(other);
    if (all.size() > 1) {
      unequal.add("the models were trained with %d %s".formatted(all.size(), what));
    }
  }

  private static double flops(Ranking.Row row) {
    return Statistic.MEDIAN.of(row.space().costs(Complexity.FLOPS));
  }
}
