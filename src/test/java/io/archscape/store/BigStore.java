package io.archscape.store;

import io.archscape.arch.Attention;
import io.archscape.arch.Block;
import io.archscape.arch.Head;
import io.archscape.arch.Network;
import io.archscape.arch.Stage;
import io.archscape.arch.Stem;
import io.archscape.data.Augment;
import io.archscape.data.DataSpec;
import io.archscape.experiment.Plan;
import io.archscape.experiment.PlannedTrial;
import io.archscape.experiment.Trial;
import io.archscape.graph.Cost;
import io.archscape.train.EpochMetrics;
import io.archscape.train.Optimizer;
import io.archscape.train.Outcome;
import io.archscape.train.Recipe;
import io.archscape.train.Schedule;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Fills a store of any size through its own methods: trials of two spaces, trained by nobody. */
public final class BigStore {
  private static final int STAGES = 4;

  private BigStore() {}

  /** Every hundredth trial diverges, every other hundredth is pruned; the others are done. */
  public static void fill(Path folder, int trials, int epochs) {
    SplittableRandom random = new SplittableRandom(1);
    Plan plan = plan(random, trials, epochs);
    try (TrialStore store = TrialStore.open(folder, Clock.systemUTC())) {
      store.note(Map.of("archscape", "test", "engine", "fake"));
      store.session("test", "fake", 1);
      store.together(
          () -> {
            store.plan(plan);
            plan.trials().forEach(trial -> train(store, trial.id(), random, epochs));
          });
    }
  }

  private static Plan plan(SplittableRandom random, int trials, int epochs) {
    List<PlannedTrial> planned = new ArrayList<>();
    for (int i = 0; i < trials; i++) {
      planned.add(planned(i % 2 == 0 ? "even" : "odd", i / 2, random, epochs, i));
    }
    return new Plan(planned);
  }

  private static PlannedTrial planned(
      String space, int index, SplittableRandom random, int epochs, long seed) {
    List<Stage> stages = new ArrayList<>();
    Map<String, Double> parameters = new LinkedHashMap<>();
    for (int i = 1; i <= STAGES; i++) {
      int depth = random.nextInt(1, 9);
      int width = 8 * random.nextInt(1, 17);
      Block block = new Block.Bottleneck(1, 8, new Attention.SqueezeExcite(0.25));
      stages.add(new Stage(depth, width, 2, block));
      parameters.put("d" + i, (double) depth);
      parameters.put("w" + i, (double) width);
    }
    Recipe recipe =
        new Recipe(
            epochs, 64, Optimizer.Sgd.DEFAULT, Schedule.Cosine.DEFAULT, 0.1, new Augment(true, 4));
    Trial trial =
        new Trial(
            new Network(new Stem(Stem.Type.SIMPLE, 16), stages, Head.PLAIN),
            recipe,
            new DataSpec("cifar10", 20_000, 5_000, 32, 1),
            seed);
    Cost cost =
        new Cost(
            random.nextLong(1_000_000, 50_000_000),
            random.nextLong(10_000, 1_000_000),
            random.nextLong(10_000, 500_000));
    return new PlannedTrial(space, index, trial, parameters, Map.of("block", "x"), cost);
  }

  private static void train(TrialStore store, String id, SplittableRandom random, int epochs) {
    store.begin(id, 1, 4711);
    List<EpochMetrics> metrics = new ArrayList<>();
    for (int e = 1; e <= epochs; e++) {
      double error = random.nextDouble(0.2, 0.9);
      metrics.add(new EpochMetrics(e, 0.1, 2 * error, error, 2 * error, error, 1.5, 20_000));
    }
    int fate = random.nextInt(100);
    if (fate > 1) {
      store.finish(id, new Outcome(metrics, id));
      return;
    }
    metrics.subList(0, Math.max(1, epochs / 2)).forEach(metric -> store.epoch(id, metric));
    if (fate == 0) {
      store.diverge(id, "loss must be a number, got NaN in epoch " + (epochs / 2 + 1));
    } else {
      store.prune(id, "worse than half of the trials before it");
    }
  }
}
