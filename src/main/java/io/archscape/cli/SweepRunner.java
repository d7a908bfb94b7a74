package io.archscape.cli;

import static io.archscape.Require.require;

import io.archscape.data.DataFolders;
import io.archscape.data.Datasets;
import io.archscape.sweep.Experiment;
import io.archscape.sweep.LocalRunner;
import io.archscape.sweep.Sweep;
import io.archscape.sweep.SweepSummary;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs an experiment in worker processes of this program, until it is done or interrupted. */
final class SweepRunner {
  private static final int ATTEMPTS = 2;

  private final PrintWriter err;
  private final DataOptions data;
  private final Engine engine;
  private final int workers;

  SweepRunner(PrintWriter err, DataOptions data, EngineOptions engine, int workers) {
    require(workers >= 0, "workers must be 0 (one a core) or more, got workers=%d", workers);
    this.err = err;
    this.data = data;
    this.engine = engine.resolve(err);
    this.workers = workers > 0 ? workers : usualWorkers(this.engine.device());
  }

  private static int usualWorkers(Device device) {
    return switch (device) {
      case CPU -> Runtime.getRuntime().availableProcessors();
      case GPU -> 1; // several would share one card
    };
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
    try (Sweep sweep =
        Sweep.open(folder, yaml, experiment.plan(), Main.Version.text(), engine.label())) {
      if (retryFailed) {
        err.printf("%s: %d failed models will be tried again%n", folder, sweep.retryFailed());
      }
      SweepSummary before = sweep.summary();
      if (before.remaining() == 0) {
        err.printf("%s: nothing is left to train: %s%n", folder, ended(before));
        return before;
      }
      err.printf(
          "%s: %d models to train, %d workers; interrupt at will, the same command goes on%n",
          folder, before.remaining(), workers);
      return run(sweep);
    }
  }

  private static String ended(SweepSummary summary) {
    String failed =
        summary.failed() == 0
            ? ""
            : ", %d failed (--retry-failed tries them again)".formatted(summary.failed());
    String diverged = summary.diverged() == 0 ? "" : ", %d diverged".formatted(summary.diverged());
    return "all %d models are trained already".formatted(summary.done()) + diverged + failed;
  }

  private SweepSummary run(Sweep sweep) {
    ProgressPrinter progress = new ProgressPrinter(err);
    Thread stop = new Thread(sweep::stop, "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      return sweep.run(
          new LocalRunner.Settings(command(), environment(), workers, ATTEMPTS), progress);
    } finally {
      progress.end();
      try {
        Runtime.getRuntime().removeShutdownHook(stop);
      } catch (IllegalStateException e) {
        err.println("interrupted; what is finished is kept, the same command goes on");
      }
    }
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx2g", "-XX:+UseSerialGC", "-Djava.awt.headless=true"));
    // native memory is the engine's affair: JavaCPP would count all of the process against -Xmx
    command.add("-Dorg.bytedeco.javacpp.maxbytes=0");
    command.add("-Dorg.bytedeco.javacpp.maxphysicalbytes=0");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.add("worker");
    command.addAll(engine.arguments());
    command.addAll(data.arguments());
    return command;
  }

  /** One thread a worker: sums are taken in one order, and cores do not wait for one another. */
  private static Map<String, String> environment() {
    return Map.of("OMP_NUM_THREADS", "1", "OPENBLAS_NUM_THREADS", "1");
  }
}
