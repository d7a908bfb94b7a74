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
      defaultValue = "0",
      description = "processes that train, one thread each (default: one a core; one on a GPU)")
  int workers;

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
    return new SweepRunner(err, data, engine, workers)
        .run(source, yaml, models, folder, retryFailed);
  }
}
