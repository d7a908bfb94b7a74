package io.archscape.cli;

import static io.archscape.Require.require;

import io.archscape.data.DataFolders;
import io.archscape.data.DataSource;
import io.archscape.data.Datasets;
import io.archscape.graph.Graph;
import io.archscape.graph.Shape;
import io.archscape.sweep.Experiment;
import io.archscape.sweep.LocalRunner;
import io.archscape.sweep.Plan;
import io.archscape.sweep.Sweep;
import io.archscape.sweep.SweepResults;
import io.archscape.sweep.SweepSummary;
import io.archscape.sweep.Trial;
import io.archscape.sweep.TrialResult;
import io.archscape.sweep.TrialStatus;
import io.archscape.sweep.TrialStore;
import io.archscape.sweep.WorkerEngine;
import io.archscape.sweep.WorkerSplit;
import io.archscape.train.MemoryLimit;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs an experiment in worker processes of this program, until it is done or interrupted. */
final class SweepRunner {
  private static final int ATTEMPTS = 2;

  private final PrintWriter err;
  private final DataOptions data;
  private final Engine engine;
  private final Optional<Integer> workers;
  private final Optional<Integer> threads;
  private final MemoryLimit memory = MemoryLimit.ofThisMachine();

  SweepRunner(
      PrintWriter err,
      DataOptions data,
      EngineOptions engine,
      Optional<Integer> workers,
      Optional<Integer> threads) {
    workers.ifPresent(n -> require(n >= 1, "workers must be at least 1, got workers=%d", n));
    threads.ifPresent(n -> require(n >= 1, "threads must be at least 1, got threads=%d", n));
    this.err = err;
    this.data = data;
    this.engine = engine.resolve(err);
    this.workers = workers;
    this.threads = threads;
  }

  /**
   * Trains what is left of an experiment.
   *
   * @param models of each space instead of the experiment's own number
   * @param retryFailed whether failed models get all their attempts again
   */
  SweepSummary run(
      String source, String text, Optional<Integer> models, Path folder, boolean retryFailed) {
    Experiment asked = Experiment.parse(source, text);
    Experiment experiment = models.map(asked::withModels).orElse(asked);
    String yaml = models.isPresent() ? Experiment.documents().yaml(experiment) : text;
    DataFolders folders = data.folders();
    Datasets.open(experiment.data(), folders).split(experiment.data());
    Plan plan = experiment.plan();
    long free = memory.free().getAsLong();
    WorkerSplit split = split(plan, folder, retryFailed, free);
    String bits = new WorkerEngine(engine.label(), split.threads()).text();
    try (Sweep sweep = Sweep.open(folder, yaml, plan, Main.Version.text(), bits)) {
      if (retryFailed) {
        err.printf("%s: %d failed models will be tried again%n", folder, sweep.retryFailed());
      }
      SweepSummary before = sweep.summary();
      if (before.remaining() == 0) {
        err.printf("%s: nothing is left to train: %s%n", folder, ended(before));
        return before;
      }
      err.printf(
          "%s: %d models to train by %s; interrupt at will, the same command goes on%n",
          folder, before.remaining(), split.text());
      return run(sweep, split, free / split.workers());
    }
  }

  /** A sweep goes on with the number of threads that it began with: another gives other bits. */
  private WorkerSplit split(Plan plan, Path folder, boolean retryFailed, long free) {
    Optional<SweepResults> begun = TrialStore.begun(folder);
    Optional<Integer> before =
        begun
            .flatMap(results -> Optional.ofNullable(results.meta().get("engine")))
            .map(text -> WorkerEngine.parse(text).threads());
    int left = plan.size() - begun.map(results -> ended(results, retryFailed)).orElse(0);
    Need largest = largest(plan, free);
    WorkerSplit.Supply supply =
        new WorkerSplit.Supply(
            Runtime.getRuntime().availableProcessors(),
            free,
            largest.bytes,
            largest.stepMacs,
            Math.max(0, left));
    // several would share one card
    Optional<Integer> asked =
        engine.device() == Device.GPU ? workers.or(() -> Optional.of(1)) : workers;
    return WorkerSplit.choose(supply, asked, threads.or(() -> before));
  }

  /** What a training takes: bytes of memory, and multiply-adds for a batch forward. */
  private record Need(long bytes, long stepMacs) {
    static final Need NONE = new Need(1, 0);
  }

  private static int ended(SweepResults results, boolean retryFailed) {
    return (int)
        results.trials().stream()
            .filter(trial -> trial.status().ended())
            .filter(trial -> !retryFailed || trial.status() != TrialStatus.FAILED)
            .map(TrialResult::trialId)
            .distinct()
            .count();
  }

  /** Of the networks that fit at all: the others are refused, and recorded so. */
  private Need largest(Plan plan, long free) {
    return plan.trials().stream()
        .map(trial -> need(trial.trial()))
        .filter(need -> need.bytes <= free)
        .max(Comparator.comparingLong(Need::bytes))
        .orElse(Need.NONE);
  }

  private Need need(Trial trial) {
    DataSource source = DataSource.named(trial.data().name());
    Shape image = new Shape(trial.data().image(), trial.data().image(), source.channels());
    Graph graph = trial.network().graph(image, source.classes().size());
    int batch = trial.recipe().batch();
    return new Need(memory.estimate().bytes(graph, batch), batch * graph.cost().flops());
  }

  private static String ended(SweepSummary summary) {
    String failed =
        summary.failed() == 0
            ? ""
            : ", %d failed (--retry-failed tries them again)".formatted(summary.failed());
    String diverged = summary.diverged() == 0 ? "" : ", %d diverged".formatted(summary.diverged());
    return "all %d models are trained already".formatted(summary.done()) + diverged + failed;
  }

  private SweepSummary run(Sweep sweep, WorkerSplit split, long memoryOfEach) {
    ProgressPrinter progress = new ProgressPrinter(err);
    Thread stop = new Thread(sweep::stop, "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      return sweep.run(
          new LocalRunner.Settings(
              command(memoryOfEach), environment(split.threads()), split.workers(), ATTEMPTS),
          progress);
    } finally {
      progress.end();
      try {
        Runtime.getRuntime().removeShutdownHook(stop);
      } catch (IllegalStateException e) {
        err.println("interrupted; what is finished is kept, the same command goes on");
      }
    }
  }

  private List<String> command(long memoryOfEach) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx2g", "-XX:+UseSerialGC", "-Djava.awt.headless=true"));
    // native memory is the engine's affair: JavaCPP would count all of the process against -Xmx
    command.add("-Dorg.bytedeco.javacpp.maxbytes=0");
    command.add("-Dorg.bytedeco.javacpp.maxphysicalbytes=0");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    // told once: what is free later depends on the other workers
    command.addAll(List.of("worker", "--memory", Long.toString(memoryOfEach)));
    command.addAll(engine.arguments());
    command.addAll(data.arguments());
    return command;
  }

  private static Map<String, String> environment(int threads) {
    String number = Integer.toString(threads);
    return Map.of("OMP_NUM_THREADS", number, "OPENBLAS_NUM_THREADS", number);
  }
}
