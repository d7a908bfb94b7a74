package io.archscape.cli;

import io.archscape.bench.BenchEffort;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How much is measured. */
final class BenchEffortOptions {
  private static final int WARMUP = 10;
  private static final int STEPS = 15;
  private static final int ROUNDS = 3;
  private static final int QUICK_WARMUP = 4;
  private static final int QUICK_STEPS = 7;
  private static final int QUICK_ROUNDS = 2;
  private static final String OR_QUICK = ", with --quick ";

  @Option(
      names = "--quick",
      description =
          "an answer in about two minutes for a handful of networks: fewer steps and rounds, only"
              + " mode Nx1, and of PyTorch only channels_last with an allocator that keeps memory")
  boolean quick;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "64",
      description = "images per step (default ${DEFAULT-VALUE})")
  int batch;

  @Option(
      names = "--warmup",
      paramLabel = "N",
      description =
          "untimed steps at the start of each process (default "
              + WARMUP
              + OR_QUICK
              + QUICK_WARMUP
              + ")")
  Optional<Integer> warmup = Optional.empty();

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "timed steps per round (default " + STEPS + OR_QUICK + QUICK_STEPS + ")")
  Optional<Integer> steps = Optional.empty();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description =
          "rounds, in each of which every contender has a turn (default "
              + ROUNDS
              + OR_QUICK
              + QUICK_ROUNDS
              + ")")
  Optional<Integer> rounds = Optional.empty();

  /** Refuses numbers that cannot be. */
  BenchEffort effort() {
    return new BenchEffort(
        batch,
        warmup.orElse(quick ? QUICK_WARMUP : WARMUP),
        steps.orElse(quick ? QUICK_STEPS : STEPS),
        rounds.orElse(quick ? QUICK_ROUNDS : ROUNDS));
  }
}
