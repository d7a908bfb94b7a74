package io.archscape.cli;

import io.archscape.sweep.SweepSummary;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a sweep is run, whatever its experiment. */
final class SweepOptions {
  @Option(
      names = "--workers",
      paramLabel = "N",
      description =
          "processes that train (default: one a core, fewer where memory is short; one on a GPU)")
  Optional<Integer> workers = Optional.empty();

  @Option(
      names = "--threads",
      paramLabel = "T",
      description =
          "threads of each (default: 1, more with fewer workers than cores; a sweep keeps the"
              + " number that it began with)")
  Optional<Integer> threads = Optional.empty();

  @Option(
      names = "--models",
      paramLabel = "N",
      description = "models of each space (default: what the experiment says)")
  Optional<Integer> models = Optional.empty();

  @Option(
      names = "--retry-failed",
      description = "give models that failed all their attempts again")
  boolean retryFailed;

  @Mixin EngineOptions engine = new EngineOptions();

  @Mixin DataOptions data = new DataOptions();

  /**
   * Trains what is left of an experiment.
   *
   * @param source the name that errors give
   */
  SweepSummary run(PrintWriter err, String source, String yaml, Path folder) {
    return new SweepRunner(err, data, engine, workers, threads)
        .run(source, yaml, models, folder, retryFailed);
  }
}
