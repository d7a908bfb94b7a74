package io.archscape.sweep;

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
import io.archscape.experiment.Prune;
import io.archscape.experiment.Trial;
import io.archscape.graph.Shape;
import io.archscape.train.EpochMetrics;
import io.archscape.train.Optimizer;
import io.archscape.train.Outcome;
import io.archscape.train.Recipe;
import io.archscape.train.Schedule;
import io.archscape.worker.Limits;
import io.archscape.worker.TrialRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trials that need no training, and what they give. */
public final class Fakes {
  static final int EPOCHS = 3;
  static final int IMAGES = 100;

  static final ResultOrigin ORIGIN = new ResultOrigin("test", "fake", Optional.empty());

  private Fakes() {}

  /** An experiment whose plan is never asked for: tests bring their own. */
  public static String experiment(int models) {
    return """
        name: test
        description: "" # of no sense
        spaces: [cifar-anynetx-c]
        models: %d
        band: {flops: ..400k}
        data: {name: shapes, train: 128, validation: 64, image: 16, seed: 1}
        recipe: {epochs: 3, batch: 32}
        seed: 3
        """
        .formatted(models);
  }

  public static Sweep open(Path folder, Plan plan) {
    return open(folder, experiment(1), plan);
  }

  public static Sweep open(Path folder, String experiment, Plan plan) {
    return Sweep.open(folder, experiment, plan, ORIGIN, Clock.systemUTC());
  }

  public static RunSettings workers(Path notes, int count) {
    return workers(notes, count, Limits.DEFAULT);
  }

  static RunSettings workers(Path notes, int count, Limits limits) {
    return new RunSettings(FakeWorker.command(notes), Map.of(), count, 2, limits);
  }

  /** The command of a coordinator of its own process. */
  public static List<String> coordinator(Path folder) {
    return FakeWorker.command(FakeCoordinator.class, folder);
  }

  public static TrialRequest request(Trial trial) {
    return TrialRequest.of(trial, Path.of("none.ckpt"), Prune.NEVER);
  }

  public static Network network(int width) {
    Block block = new Block.Bottleneck(1, 8, new Attention.SqueezeExcite(0.25));
    return new Network(
        new Stem(Stem.Type.SIMPLE, 8), List.of(new Stage(2, width, 2, block)), Head.PLAIN);
  }

  /** The seed says what the fake worker does with it. */
  public static Trial trial(long seed) {
    Recipe recipe =
        new Recipe(
            EPOCHS, 64, Optimizer.Sgd.DEFAULT, Schedule.Cosine.DEFAULT, 0.1, new Augment(true, 2));
    return new Trial(network(16), recipe, new DataSpec("shapes", IMAGES, 50, 16, 1), seed);
  }

  public static PlannedTrial planned(String space, int index, long seed) {
    Trial trial = trial(seed);
    Map<String, Double> parameters = new LinkedHashMap<>();
    parameters.put("width", 16.0);
    parameters.put("depth", 2.0);
    return new PlannedTrial(
        space, index, trial, parameters, Map.of(), trial.network().cost(Shape.image(16), 10));
  }

  /** One space of trials with these seeds. */
  public static Plan plan(String space, long... seeds) {
    List<PlannedTrial> trials = new ArrayList<>();
    for (long seed : seeds) {
      trials.add(planned(space, trials.size(), seed));
    }
    return new Plan(trials);
  }

  public static EpochMetrics epoch(Trial trial, int epoch) {
    double error = (trial.rngSeed() >>> 11) * 0x1p-53 / epoch;
    return new EpochMetrics(epoch, 0.1 / epoch, 2 * error, error, 3 * error, error, 0.5, IMAGES);
  }

  public static Outcome outcome(Trial trial) {
    List<EpochMetrics> epochs = new ArrayList<>();
    for (int e = 1; e <= trial.recipe().epochs(); e++) {
      epochs.add(epoch(trial, e));
    }
    return new Outcome(epochs, trial.id());
  }
}
