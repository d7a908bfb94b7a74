package io.archscape.store;

import io.archscape.arch.Stage;
import io.archscape.experiment.Experiment;
import io.archscape.experiment.Plan;
import io.archscape.experiment.PlannedTrial;
import io.archscape.train.EpochMetrics;
import io.archscape.train.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The sweep of an experiment as if it had been trained: the models that it draws, with errors that
 * follow from their parameters and chance. For measurements of reports, and to look at them.
 */
public final class PlausibleStore {
  /** 6 spaces, 500 models each. */
  public static final String SIX_SPACES =
      """
      name: six-spaces
      description: Six spaces of 500 models, trained by nobody
      spaces:
        - cifar-anynetx-a
        - cifar-anynetx-b
        - cifar-anynetx-c
        - cifar-anynetx-d
        - cifar-anynetx-e
        - cifar-regnety
      models: 500
      band: {flops: 1M..4M}
      data: {name: cifar10, train: 20000, validation: 5000, image: 32, seed: 1}
      recipe:
        epochs: 5
        batch: 64
      seed: 3
      claims:
        - cifar-anynetx-d better-than cifar-anynetx-c
        - cifar-anynetx-b not-worse-than cifar-anynetx-a within 1.0
        - cifar-regnety better-than cifar-anynetx-e
        - "b: best-value 1 in cifar-anynetx-c"
      """;

  private PlausibleStore() {}

  /** {@code FOLDER [EXPERIMENT.yaml]}: of the experiment, or of six spaces. */
  public static void main(String[] args) throws IOException {
    fill(Path.of(args[0]), args.length > 1 ? Files.readString(Path.of(args[1])) : SIX_SPACES);
  }

  /** Two of a hundred trials diverge or are pruned. */
  public static void fill(Path folder, String experiment) throws IOException {
    fill(folder, experiment, Integer.MAX_VALUE);
  }

  /** As a sweep that still runs: so many trials have ended, one is being trained. */
  public static void fill(Path folder, String experiment, int ended) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("experiment.yaml"), experiment);
    Experiment asked = Experiment.parse("experiment.yaml", experiment);
    Plan plan = asked.plan();
    try (TrialStore store = TrialStore.open(folder, Clock.systemUTC())) {
      store.note(Map.of("archscape", "test", "engine", "fake"));
      store.session("test", "fake", 1);
      store.together(
          () -> {
            store.plan(plan);
            plan.trials().stream()
                .limit(ended)
                .forEach(trial -> train(store, trial, asked.recipe().epochs()));
            plan.trials().stream()
                .skip(ended)
                .limit(1)
                .forEach(trial -> store.begin(trial.id(), 1, 4711));
          });
    }
  }

  /** As a coordinator that opens the sweep at that time, after the one before it was killed. */
  public static void comeBack(Path folder, Instant now) {
    try (TrialStore store = TrialStore.open(folder, Clock.fixed(now, ZoneOffset.UTC))) {
      store.session("test", "fake", 1);
    }
  }

  private static void train(TrialStore store, PlannedTrial planned, int epochs) {
    String id = planned.id();
    SplittableRandom random = new SplittableRandom(id.hashCode());
    store.begin(id, 1, 4711);
    int fate = random.nextInt(100);
    List<EpochMetrics> metrics = epochs(error(planned, random), epochs, random);
    if (fate > 1) {
      store.finish(id, new Outcome(metrics, id));
      return;
    }
    store.epoch(id, metrics.get(0));
    if (fate == 0) {
      store.diverge(id, "loss must be a number, got NaN in epoch 2");
    } else {
      store.prune(id, "error after epoch 1 must be at most 0.9, got 0.91");
    }
  }

  /** Deep, even or falling networks do worse; so do very narrow groups and large kernels. */
  private static double error(PlannedTrial planned, SplittableRandom random) {
    List<Stage> stages = planned.trial().network().stages();
    double error = 0.42 - 0.03 * Math.log(planned.cost().flops() / 2e6);
    for (int i = 1; i < stages.size(); i++) {
      double growth = Math.log((double) stages.get(i).width() / stages.get(i - 1).width());
      error += 0.012 * Math.abs(growth - 0.6);
    }
    int depth = stages.stream().mapToInt(stage -> stage.depth()).sum();
    error += 0.004 * Math.abs(depth - 14);
    error += 0.01 * Math.abs(planned.parameters().getOrDefault("b", 1.0) - 1);
    error += 0.03 * Math.abs(planned.parameters().getOrDefault("kernel", 3.0) - 3);
    return Math.min(0.95, error - 0.03 * Math.log(1 - random.nextDouble()));
  }

  private static List<EpochMetrics> epochs(double error, int epochs, SplittableRandom random) {
    List<EpochMetrics> metrics = new ArrayList<>();
    for (int e = 1; e <= epochs; e++) {
      double left = (epochs - e) / (double) epochs;
      double now = Math.min(0.9, error + 0.35 * left * left + 0.01 * left * random.nextDouble());
      metrics.add(new EpochMetrics(e, 0.1, 2 * now, now, 2 * now, now, 4 + 2 * left, 20_000));
    }
    return metrics;
  }
}
