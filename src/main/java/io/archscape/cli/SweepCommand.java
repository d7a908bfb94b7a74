package io.archscape.cli;

import io.archscape.experiment.Experiment;
import io.archscape.study.Results;
import io.archscape.sweep.SweepSummary;
import io.archscape.wording.ErrorTable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains the models of an experiment. */
@Command(
    name = "sweep",
    description = {
      "Train the models of an experiment. If interrupted, run the same command again to resume."
    },
    mixinStandardHelpOptions = true)
final class SweepCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "EXPERIMENT.yaml", description = "experiment to run")
  Path experiment;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "the sweep's folder (default: archscape-out/NAME)")
  Optional<Path> out = Optional.empty();

  @Mixin SweepOptions options = new SweepOptions();

  @SuppressWarnings("NullAway.Init")
  SweepCommand() {}

  @Override
  public Integer call() {
    String yaml = ExperimentFile.read(experiment);
    String name = Experiment.parse(experiment.toString(), yaml).name();
    Path folder = out.orElseGet(() -> Path.of("archscape-out", name));
    SweepSummary summary =
        options.run(spec.commandLine().getErr(), experiment.toString(), yaml, folder);
    PrintWriter out = spec.commandLine().getOut();
    ErrorTable.lines(Results.rows(Results.read(List.of(folder)))).forEach(out::println);
    out.flush();
    return summary.failed() > 0 ? ExitCode.FAILED : 0;
  }
}
