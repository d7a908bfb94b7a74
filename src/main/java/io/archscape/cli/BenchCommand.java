package io.archscape.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Measures speed on this machine. */
@Command(
    name = "bench",
    description = "Measure speed on this machine; prints one JSON object per line.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      BenchSampleCommand.class,
      BenchTrainCommand.class,
      BenchSweepCommand.class,
      BenchFallbacksCommand.class,
      BenchStepCommand.class
    })
final class BenchCommand implements Runnable {
  @Spec CommandSpec spec;

  @SuppressWarnings("NullAway.Init")
  BenchCommand() {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
