package io.archscape.study;

import io.archscape.experiment.Experiment;
import io.archscape.space.Band;
import io.archscape.store.WorkerEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What makes a comparison between spaces unfair, in words. */
final class Fairness {
  /** Medians of complexity that differ by more than this share are told. */
  private static final double TOLERANCE = 0.05;

  private Fairness() {}

  static List<String> warnings(List<SpaceStudy> spaces, List<SweepFacts> sweeps) {
    List<String> warnings = new ArrayList<>();
    differ(sweeps, SweepFacts::recipes)
        .ifPresent(names -> warnings.add("models were trained by different recipes: " + names));
    differ(sweeps, SweepFacts::data)
        .ifPresent(names -> warnings.add("models were trained on different data: " + names));
    differ(sweeps, Fairness::engine)
        .ifPresent(names -> warnings.add("models were trained by different engines: " + names));
    differ(sweeps, Fairness::band)
        .ifPresent(
            names -> warnings.add("models were drawn within different bands of cost: " + names));
    for (SweepFacts sweep : sweeps) {
      int trainings = sweep.experiment().map(Experiment::trainings).orElse(1);
      if (trainings > 1) {
        warnings.add(
            "the models of %s are %d trainings of each network, which are no independent samples"
                .formatted(sweep.name(), trainings));
      }
    }
    sweeps.forEach(sweep -> drawnTogether(sweep, warnings));
    shared(spaces, warnings);
    complexities(spaces, warnings);
    for (SpaceStudy space : spaces) {
      if (!space.leftOut().isEmpty()) {
        warnings.add(space.label() + " leaves out " + space.endedWithoutError());
      }
    }
    open(spaces).ifPresent(warnings::add);
    return warnings;
  }

  private static void drawnTogether(SweepFacts sweep, List<String> warnings) {
    Map<String, List<String>> takers = new TreeMap<>();
    sweep
        .experiment()
        .map(Experiment::drawsOf)
        .orElse(Map.of())
        .forEach(
            (taker, drawn) -> takers.computeIfAbsent(drawn, d -> new ArrayList<>()).add(taker));
    takers.forEach(
        (drawn, by) ->
            warnings.add(
                "%s, %s are made of the same draws: claims compare them pair by pair, the comparison of all spaces takes them as independent"
                    .formatted(drawn, String.join(", ", by))));
  }

  private static Optional<String> open(List<SpaceStudy> spaces) {
    List<String> open =
        spaces.stream()
            .filter(space -> space.open() > 0)
            .map(space -> space.open() + " of " + space.label())
            .toList();
    return open.isEmpty()
        ? Optional.empty()
        : Optional.of("models not trained yet: " + String.join(", ", open));
  }

  private static Optional<String> differ(
      List<SweepFacts> sweeps, Function<SweepFacts, Set<String>> what) {
    Set<String> all = new LinkedHashSet<>();
    sweeps.forEach(sweep -> all.addAll(what.apply(sweep)));
    return all.size() > 1
        ? Optional.of(
            "%d of them in %s"
                .formatted(
                    all.size(),
                    String.join(
                        ", ",
                        sweeps.stream()
                            .filter(sweep -> !what.apply(sweep).isEmpty())
                            .map(SweepFacts::name)
                            .toList())))
        : Optional.empty();
  }

  /** Without its threads, which change bits alone; of an import nothing is known. */
  static Set<String> engine(SweepFacts sweep) {
    return Optional.ofNullable(sweep.meta().get("engine")).stream()
        .map(text -> WorkerEngine.parse(text).kernels())
        .collect(Collectors.toSet());
  }

  private static Set<String> band(SweepFacts sweep) {
    return sweep.experiment().stream()
        .flatMap(experiment -> experiment.spaces().stream().map(experiment::bandOf))
        .map(Band::toString)
        .collect(Collectors.toSet());
  }

  /** Models that are in two spaces, or in two sweeps. */
  private static void shared(List<SpaceStudy> spaces, List<String> warnings) {
    for (int i = 0; i < spaces.size(); i++) {
      Set<String> ids = new HashSet<>(ids(spaces.get(i)));
      for (SpaceStudy other : spaces.subList(i + 1, spaces.size())) {
        long both = ids(other).stream().filter(ids::contains).count();
        if (both > 0) {
          warnings.add(
              "%s and %s share %d %s, which are no independent samples"
                  .formatted(
                      spaces.get(i).label(), other.label(), both, both == 1 ? "model" : "models"));
        }
      }
    }
  }

  private static Set<String> ids(SpaceStudy space) {
    return space.models().stream().map(Model::trialId).collect(Collectors.toSet());
  }

  private static void complexities(List<SpaceStudy> spaces, List<String> warnings) {
    List<SpaceStudy> finished = spaces.stream().filter(s -> !s.models().isEmpty()).toList();
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    String low = "";
    String high = "";
    for (SpaceStudy space : finished) {
      double median = median(space.costs(Complexity.FLOPS));
      if (median < least) {
        least = median;
        low = space.label();
      }
      if (median > most) {
        most = median;
        high = space.label();
      }
    }
    if (most > (1 + TOLERANCE) * least) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "complexities differ: the median model of %s has %.3gM multiply-adds, that of %s"
                  + " %.3gM",
              low,
              least / 1e6,
              high,
              most / 1e6));
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }
}
