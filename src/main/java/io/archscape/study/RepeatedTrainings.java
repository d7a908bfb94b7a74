package io.archscape.study;

import io.archscape.arch.Network;
import io.archscape.experiment.Experiment;
import io.archscape.stats.Repeatability;
import io.archscape.stats.Statistic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The networks of a study that were trained more than once: by one recipe on the same data, with
 * other seeds, by one engine. A trial that is in several spaces or sweeps counts once. Of sweeps
 * without their experiment, as imports, too little is known: they are left out.
 *
 * @param networks at least one, in the study's order
 * @param repeatability of their errors, in points
 */
public record RepeatedTrainings(List<Retrained> networks, Repeatability repeatability) {
  public RepeatedTrainings {
    networks = List.copyOf(networks);
  }

  /**
   * One network.
   *
   * @param space the label of the first space that has it
   * @param index of its draw there, from 0
   * @param errorPercents of its trainings
   */
  public record Retrained(String space, int index, List<Double> errorPercents) {
    public Retrained {
      errorPercents = List.copyOf(errorPercents);
    }

    public double mean() {
      return Statistic.MEAN.of(values());
    }

    /** Standard deviation, in points. */
    public double deviation() {
      return Repeatability.deviation(values());
    }

    private double[] values() {
      return errorPercents.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }

  /** The standard deviations of all networks, in points, the least first. */
  public List<Double> deviations() {
    return networks.stream().map(Retrained::deviation).sorted().toList();
  }

  private static int draw(Model model, Map<String, SweepFacts> sweeps) {
    int trainings =
        Optional.ofNullable(sweeps.get(model.sweep()))
            .flatMap(SweepFacts::experiment)
            .map(Experiment::trainings)
            .orElse(1);
    return model.index() / trainings;
  }

  private record Key(
      Network network, Set<String> recipes, Set<String> data, Set<String> engine, String images) {
    static Key of(Network network, SweepFacts sweep) {
      return new Key(
          network,
          sweep.recipes(),
          sweep.data(),
          Fairness.engine(sweep),
          sweep.meta().getOrDefault("data_sha256", ""));
    }
  }

  /** Empty where no network was trained more than once. */
  public static Optional<RepeatedTrainings> of(Study study) {
    Map<String, SweepFacts> sweeps = new LinkedHashMap<>();
    study.sweeps().forEach(sweep -> sweeps.put(sweep.name(), sweep));
    Map<Key, List<Model>> trainings = new LinkedHashMap<>();
    Map<Key, String> spaces = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    for (SpaceStudy space : study.spaces()) {
      for (Model model : space.models()) {
        SweepFacts sweep = sweeps.get(model.sweep());
        if (sweep != null
            && sweep.experiment().isPresent()
            && model.network().isPresent()
            && seen.add(model.trialId())) {
          Key key = Key.of(model.network().get(), sweep);
          trainings.computeIfAbsent(key, k -> new ArrayList<>()).add(model);
          spaces.putIfAbsent(key, space.label());
        }
      }
    }
    List<Retrained> retrained = new ArrayList<>();
    trainings.forEach(
        (key, models) -> {
          if (models.size() > 1) {
            retrained.add(
                new Retrained(
                    spaces.getOrDefault(key, ""),
                    draw(models.get(0), sweeps),
                    models.stream().map(Model::errorPercent).toList()));
          }
        });
    return retrained.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new RepeatedTrainings(
                retrained, Repeatability.of(retrained.stream().map(Retrained::values).toList())));
  }
}
