package io.archscape.cli;

import static io.archscape.Require.require;

import io.archscape.InputException;
import io.archscape.data.DataSource;
import io.archscape.data.Datasets;
import io.archscape.experiment.ClaimHistory;
import io.archscape.experiment.Experiment;
import io.archscape.experiment.Plan;
import io.archscape.experiment.Trial;
import io.archscape.graph.Graph;
import io.archscape.graph.Shape;
import io.archscape.machine.Device;
import io.archscape.machine.Engine;
import io.archscape.machine.WorkerSplit;
import io.archscape.store.StoredSweep;
import io.archscape.store.SweepTable;
import io.archscape.store.TrialStatus;
import io.archscape.store.WorkerEngine;
import io.archscape.sweep.ResultOrigin;
import io.archscape.sweep.Reused;
import io.archscape.sweep.RunSettings;
import io.archscape.sweep.Siblings;
import io.archscape.sweep.Sweep;
import io.archscape.sweep.SweepSummary;
import io.archscape.train.MemoryLimit;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs an experiment in worker processes of this program, until it is done or interrupted. */
final class SweepRunner {
  /** What a worker takes may be more than its estimate, but not by much. */
  private static final double MEMORY_SLACK = 1.5;

  private final PrintWriter err;
  private final SweepOptions options;
  private final Engine engine;
  private final MemoryLimit memory = MemoryLimit.ofThisMachine();

  SweepRunner(PrintWriter err, SweepOptions options) {
    options.workers.ifPresent(
        n -> require(n >= 1, "workers must be at least 1, got workers=%d", n));
    options.threads.ifPresent(
        n -> require(n >= 1, "threads must be at least 1, got threads=%d", n));
    require(
        !options.noReuse || options.reuse.isEmpty(),
        "sweep must have --reuse or --no-reuse, got both");
    this.err = err;
    this.options = options;
    this.engine = options.engine.resolve(err);
  }

  /** Trains what is left of an experiment. */
  SweepSummary run(String source, String text, Path folder) {
    Experiment asked = Experiment.parse(source, text);
    Experiment experiment = options.models.map(asked::withModels).orElse(asked);
    experiment.requireClaimsKnown(source);
    String yaml = options.models.isPresent() ? experiment.yaml(text) : text;
    long free = memory.free().getAsLong();
    options.limits(free, MEMORY_SLACK); // mistakes are told before anything is begun
    List<Path> donors = options.noReuse ? List.of() : Siblings.of(folder, named());
    Plan plan = experiment.plan();
    // with nothing left to train, neither the data nor the engine need be at hand
    Optional<SweepTable> begun = StoredSweep.begun(folder);
    boolean done = left(plan, begun) == 0;
    Optional<String> data = done ? Optional.empty() : Optional.of(dataChecksum(experiment));
    WorkerSplit split = split(plan, folder, free);
    String bits = new WorkerEngine(engine.bits(), split.threads()).text();
    String runs =
        begun
            .filter(listed -> done && options.threads.isEmpty())
            .map(listed -> listed.meta().getOrDefault("engine", bits))
            .orElse(bits);
    ResultOrigin origin = new ResultOrigin(Version.text(), runs, data);
    try (Sweep sweep = Sweep.open(folder, yaml, plan, origin, options.clock)) {
      return run(sweep, folder, experiment.models(), donors, split, free / split.workers());
    }
  }

  /** The sweeps that the user names. */
  private List<Path> named() {
    List<Path> named = new ArrayList<>();
    for (Path folder : options.reuse) {
      List<Path> found = Siblings.at(folder);
      if (found.isEmpty()) {
        throw new InputException(
            "%s: --reuse must name a sweep or a folder of sweeps, found none".formatted(folder));
      }
      named.addAll(found);
    }
    return named;
  }

  /** Reads the data, so that what is wrong with it is told before anything is begun. */
  private String dataChecksum(Experiment experiment) {
    return Datasets.open(experiment.data(), options.data.folders())
        .split(experiment.data())
        .sha256();
  }

  private SweepSummary run(
      Sweep sweep,
      Path folder,
      int models,
      List<Path> donors,
      WorkerSplit split,
      long memoryOfEach) {
    tellGrowth(folder, sweep.modelsBefore(), models);
    sweep.claimsChanged().ifPresent(change -> tellClaims(folder, change));
    if (options.retryFailed) {
      err.printf("%s: %d failed models will be tried again%n", folder, sweep.retryFailed());
    }
    reuse(sweep, folder, donors);
    SweepSummary before = sweep.summary();
    if (before.remaining() == 0) {
      err.printf("%s: nothing is left to train: %s%n", folder, ended(before));
      return before;
    }
    err.printf(
        "%s: %d models to train by %s, %s of memory each; may be interrupted, the same command"
            + " resumes%n",
        folder, before.remaining(), split.text(), MemoryLimit.gib(budget(memoryOfEach)));
    return run(sweep, split, memoryOfEach);
  }

  private void tellGrowth(Path folder, int before, int now) {
    if (before > now) {
      err.printf(
          "%s: has %d models of each space, of which only the first %d are trained (--models %d"
              + " trains all)%n",
          folder, before, now, before);
    } else if (0 < before && before < now) {
      err.printf("%s: grows from %d to %d models of each space%n", folder, before, now);
    }
  }

  private void tellClaims(Path folder, ClaimHistory.Change change) {
    tellClaims(folder, "added", change.added(), change.ended());
    tellClaims(folder, "withdrawn", change.withdrawn(), change.ended());
  }

  private void tellClaims(Path folder, String what, List<String> claims, int ended) {
    if (!claims.isEmpty()) {
      err.printf(
          "%s: %s %s after %d models had ended: %s%n",
          folder,
          claims.size() == 1 ? "a claim was" : claims.size() + " claims were",
          what,
          ended,
          String.join("; ", claims));
    }
  }

  private void reuse(Sweep sweep, Path folder, List<Path> donors) {
    for (Reused reused : sweep.reuse(donors)) {
      if (reused.trials() > 0) {
        err.printf(
            "%s: %d models reused from %s (--no-reuse trains them again)%n",
            folder, reused.trials(), reused.from());
      } else if (!options.reuse.isEmpty()) {
        reused.skipped().ifPresent(why -> err.printf("%s: nothing reused: %s%n", folder, why));
      }
    }
  }

  /** What a network may need: bytes. */
  private long budget(long memoryOfEach) {
    return options.workerMemory.map(MemorySize::bytes).orElse(memoryOfEach);
  }

  /** A sweep goes on with the number of threads that it began with: another gives other bits. */
  private WorkerSplit split(Plan plan, Path folder, long free) {
    Optional<SweepTable> begun = StoredSweep.begun(folder);
    Optional<Integer> before =
        begun
            .flatMap(listed -> Optional.ofNullable(listed.meta().get("engine")))
            .map(text -> WorkerEngine.parse(text).threads());
    Need largest = largest(plan, free);
    WorkerSplit.Supply supply =
        new WorkerSplit.Supply(
            Runtime.getRuntime().availableProcessors(),
            free,
            largest.bytes,
            largest.stepMacs,
            left(plan, begun));
    // several would share one card
    Optional<Integer> asked =
        engine.device() == Device.GPU ? options.workers.or(() -> Optional.of(1)) : options.workers;
    return WorkerSplit.choose(supply, asked, options.threads.or(() -> before));
  }

  /** What a training takes: bytes of memory, and multiply-adds for a batch forward. */
  private record Need(long bytes, long stepMacs) {
    static final Need NONE = new Need(1, 0);
  }

  /** How many of a plan's trials have not ended. */
  private int left(Plan plan, Optional<SweepTable> begun) {
    Set<String> left = new HashSet<>();
    plan.trials().forEach(trial -> left.add(trial.id()));
    begun.ifPresent(
        listed ->
            listed.rows().stream()
                .filter(trial -> trial.status().ended())
                .filter(trial -> !options.retryFailed || trial.status() != TrialStatus.FAILED)
                .forEach(trial -> left.remove(trial.trialId())));
    return left.size();
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
    return new Need(memory.estimate().bytes(graph, trial.recipe()), batch * graph.cost().flops());
  }

  private static String ended(SweepSummary summary) {
    String failed =
        summary.failed() == 0
            ? ""
            : ", %d failed (--retry-failed tries them again)".formatted(summary.failed());
    return "all %d models are trained already".formatted(summary.done())
        + some(summary.diverged(), "diverged")
        + some(summary.pruned(), "pruned")
        + failed;
  }

  private static String some(int count, String what) {
    return count == 0 ? "" : ", %d %s".formatted(count, what);
  }

  private SweepSummary run(Sweep sweep, WorkerSplit split, long memoryOfEach) {
    ProgressPrinter progress = new ProgressPrinter(err);
    Thread stop = new Thread(() -> stop(sweep), "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      return sweep.run(
          new RunSettings(
              command(budget(memoryOfEach)),
              environment(split.threads()),
              split.workers(),
              options.attempts,
              options.limits(memoryOfEach, MEMORY_SLACK)),
          progress);
    } finally {
      progress.end();
      try {
        Runtime.getRuntime().removeShutdownHook(stop);
      } catch (IllegalStateException e) {
        // it runs already, and has the last word once the sweep is closed
      }
    }
  }

  /** The hook: all threads end with it, so it waits for the one that closes the sweep. */
  private void stop(Sweep sweep) {
    err.println(
        sweep.stop()
            ? "interrupted; finished models are kept, the same command resumes"
            : "interrupted before the sweep was closed; the same command resumes");
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
    command.addAll(EngineOptions.arguments(engine));
    command.addAll(options.data.arguments());
    return command;
  }

  private static Map<String, String> environment(int threads) {
    String number = Integer.toString(threads);
    return Map.of("OMP_NUM_THREADS", number, "OPENBLAS_NUM_THREADS", number);
  }
}
