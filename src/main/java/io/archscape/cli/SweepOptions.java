package io.archscape.cli;

import static io.archscape.Require.require;

import io.archscape.sweep.SweepSummary;
import io.archscape.worker.Limits;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a sweep is run, whatever its experiment. */
final class SweepOptions {
  private static final double SECONDS_A_MINUTE = 60;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description =
          "training processes (default: one per core, fewer if memory is short; one on a GPU)")
  Optional<Integer> workers = Optional.empty();

  @Option(
      names = "--threads",
      paramLabel = "T",
      description =
          "threads per worker (default: 1, more with fewer workers than cores; a resumed sweep"
              + " keeps its number)")
  Optional<Integer> threads = Optional.empty();

  @Option(
      names = "--models",
      paramLabel = "N",
      description = "models of each space (default: as in the experiment)")
  Optional<Integer> models = Optional.empty();

  @Option(
      names = "--retry-failed",
      description = "try failed models again, with all their attempts")
  boolean retryFailed;

  @Option(
      names = "--attempts",
      paramLabel = "N",
      defaultValue = "2",
      description = "attempts a model gets before it counts as failed (default ${DEFAULT-VALUE})")
  int attempts = 2;

  @Option(
      names = "--heartbeat",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "replace a worker that is silent or idle this long (default ${DEFAULT-VALUE})")
  double heartbeat = 60;

  @Option(
      names = "--trial-minutes",
      paramLabel = "M",
      description = "minutes after which an attempt counts as failed (default: no limit)")
  Optional<Double> trialMinutes = Optional.empty();

  @Option(
      names = "--worker-memory",
      paramLabel = "SIZE",
      converter = MemorySize.Converter.class,
      description =
          "replace a worker that uses more memory than this, such as 1.5G (default: 1.5 times its"
              + " share of the memory free at the start)")
  Optional<MemorySize> workerMemory = Optional.empty();

  @Option(
      names = "--reuse",
      paramLabel = "DIR",
      arity = "1..*",
      description =
          "sweeps, or folders of sweeps, from which to reuse results of identical models; sweeps"
              + " next to this one's folder are always used")
  List<Path> reuse = new ArrayList<>();

  @Option(
      names = "--no-reuse",
      description = "train every model, even if another sweep has its result")
  boolean noReuse;

  @Mixin EngineOptions engine = new EngineOptions();

  @Mixin DataOptions data = new DataOptions();

  /** Dates what is written down; nothing else depends on it. */
  Clock clock = Clock.systemUTC();

  /**
   * Trains what is left of an experiment.
   *
   * @param source the name that errors give
   */
  SweepSummary run(PrintWriter err, String source, String yaml, Path folder) {
    return new SweepRunner(err, this).run(source, yaml, folder);
  }

  /**
   * What a worker is allowed.
   *
   * @param share of the free memory, in bytes
   * @param slack that its estimate may be wrong by
   */
  Limits limits(long share, double slack) {
    require(attempts >= 1, "attempts must be at least 1, got attempts=%d", attempts);
    return new Limits(
        Duration.ofMillis((long) (1000 * heartbeat)),
        trialMinutes.map(m -> Duration.ofMillis((long) (1000 * SECONDS_A_MINUTE * m))),
        OptionalLong.of(workerMemory.map(MemorySize::bytes).orElse((long) (slack * share))));
  }
}
