package io.archscape.cli;

import io.archscape.Resource;
import io.archscape.sweep.SweepSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A whole comparison of two spaces on built-in images. */
@Command(
    name = "quickstart",
    description = {
      "Sample two design spaces, train their models on built-in images, draw their error EDFs, and"
          + " answer which is better.",
      "Takes a few minutes; if interrupted, run the same command again to resume."
    },
    mixinStandardHelpOptions = true)
final class QuickstartCommand implements Callable<Integer> {
  private static final String EXPERIMENT = "/experiments/quickstart.yaml";

  @Spec CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "archscape-out/quickstart",
      description = "the sweep's folder (default ${DEFAULT-VALUE})")
  Path out;

  @Mixin SweepOptions options = new SweepOptions();

  @SuppressWarnings("NullAway.Init")
  QuickstartCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter print = spec.commandLine().getOut();
    SweepSummary summary =
        options.run(
            spec.commandLine().getErr(),
            "experiments/quickstart.yaml",
            Resource.text(EXPERIMENT),
            out);
    new SweepReport(print, out, options.clock).write();
    return summary.failed() > 0 ? ExitCode.FAILED : 0;
  }
}
