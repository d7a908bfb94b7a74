package io.archscape.study;

import io.archscape.InputException;
import io.archscape.experiment.Experiment;
import io.archscape.store.StoredSweep;
import io.archscape.store.SweepResults;
import io.archscape.store.TrialResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Several sweeps as one thing to look at.
 *
 * @param spaces of all sweeps, in the order given; those without a finished model too
 * @param sweeps how each was made
 * @param warnings a sentence for each thing that makes a comparison between the spaces unfair:
 *     other recipes, data, engines or bands, models in two spaces, other complexities, models left
 *     out, sweeps unfinished
 */
public record Study(List<SpaceStudy> spaces, List<SweepFacts> sweeps, List<String> warnings) {
  public Study {
    spaces = List.copyOf(spaces);
    sweeps = List.copyOf(sweeps);
    warnings = List.copyOf(warnings);
  }

  /** The spaces that have at least one finished model. */
  public List<SpaceStudy> finished() {
    return spaces.stream().filter(space -> !space.models().isEmpty()).toList();
  }

  /** The sweeps whose networks were trained more than once each. */
  public List<SweepFacts> retrained() {
    return sweeps.stream()
        .filter(sweep -> sweep.experiment().map(Experiment::trainings).orElse(1) > 1)
        .toList();
  }

  /**
   * Demands that each network was trained once: trainings of one network are no independent draws
   * of a space, and foretell each other.
   *
   * @param what needs it, as {@code predictions}
   * @throws InputException if a sweep has several trainings of each
   */
  public void requireTrainedOnce(String what) {
    for (SweepFacts sweep : retrained()) {
      throw new InputException(
          "%s must be of networks that were trained once each, got %d trainings of each in %s; 'archscape spread' compares those"
              .formatted(what, sweep.experiment().orElseThrow().trainings(), sweep.name()));
    }
  }

  /**
   * The same with samples of one space from several sweeps made one, under the space's plain name,
   * where recipe, data and band agree. Where they do not, each keeps its sweep in its label.
   */
  public Study pooled() {
    return PooledSamples.of(this);
  }

  /**
   * Reads sweeps, also while they run.
   *
   * @param folders of sweeps, or their {@code trials.db}
   * @throws InputException if one has no store, a damaged one or one of a newer version, if one
   *     comes twice, or if none of them has a trial
   */
  public static Study read(List<Path> folders) {
    List<String> names = SweepNames.of(folders);
    List<SweepFacts> sweeps = new ArrayList<>();
    List<SpaceStudy> spaces = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Set<String> doubled = new HashSet<>();
    List<SweepResults> all = folders.stream().map(StoredSweep::read).toList();
    all.stream()
        .flatMap(results -> results.spaces().stream())
        .filter(space -> !seen.add(space))
        .forEach(doubled::add);
    for (int i = 0; i < folders.size(); i++) {
      String sweep = names.get(i);
      SweepResults results = all.get(i);
      sweeps.add(facts(sweep, folders.get(i), results));
      Map<String, List<TrialResult>> bySpace = new LinkedHashMap<>();
      for (TrialResult trial : results.trials()) {
        bySpace.computeIfAbsent(trial.space(), space -> new ArrayList<>()).add(trial);
      }
      bySpace.forEach(
          (space, trials) -> {
            String label = doubled.contains(space) ? sweep + "/" + space : space;
            spaces.add(of(label, sweep, space, trials));
          });
    }
    if (spaces.isEmpty()) {
      throw new InputException("sweeps must have at least one trial, got none in " + folders);
    }
    return new Study(spaces, sweeps, Fairness.warnings(spaces, sweeps));
  }

  private static SpaceStudy of(String label, String sweep, String space, List<TrialResult> trials) {
    List<Model> models = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    int open = 0;
    for (TrialResult trial : trials) {
      if (trial.error().isPresent()) {
        models.add(model(sweep, trial));
      } else if (trial.status().ended()) {
        leftOut.add(
            new LeftOut(
                sweep,
                space,
                trial.index(),
                trial.trialId(),
                trial.status(),
                trial.reason(),
                trial.cost(),
                trial.parameters(),
                trial.choices()));
      } else {
        open++;
      }
    }
    return new SpaceStudy(label, sweep, space, models, leftOut, open);
  }

  private static Model model(String sweep, TrialResult trial) {
    return new Model(
        sweep,
        trial.space(),
        trial.index(),
        trial.trialId(),
        100 * trial.error().getAsDouble(),
        trial.cost(),
        trial.parameters(),
        trial.choices(),
        trial.network(),
        trial.epochs().stream()
            .map(epoch -> 100 * epoch.validationError())
            .filter(Double::isFinite)
            .toList(),
        trial.seconds());
  }

  private static SweepFacts facts(String name, Path folder, SweepResults results) {
    Set<String> recipes = new LinkedHashSet<>();
    Set<String> data = new LinkedHashSet<>();
    double seconds = 0;
    for (TrialResult trial : results.trials()) {
      recipes.add(trial.recipe());
      data.add(trial.data());
      seconds += trial.seconds().orElse(0);
    }
    SweepEffort effort = SweepEffort.of(StoredSweep.attempts(folder));
    return new SweepFacts(name, experiment(folder), recipes, data, results.meta(), seconds, effort);
  }

  private static Optional<Experiment> experiment(Path folder) {
    Path file =
        Files.isRegularFile(folder)
            ? folder.resolveSibling(Experiment.FILE)
            : folder.resolve(Experiment.FILE);
    try {
      return Files.isRegularFile(file)
          ? Optional.of(Experiment.parse(file.toString(), Files.readString(file)))
          : Optional.empty();
    } catch (IOException e) {
      throw new InputException(file + ": file must be readable, got " + e, e);
    }
  }
}
