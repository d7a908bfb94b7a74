package io.archscape.cli;

import io.archscape.InputException;
import io.archscape.experiment.Experiment;
import io.archscape.sweep.SweepSummary;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains the models of an experiment and answers its claims. */
@Command(
    name = "refine",
    description = {
      "Train the models of an experiment, then answer each of its claims.",
      "If interrupted, run the same command again to resume; with nothing left to train, it only"
          + " answers the claims.",
      "A contradicted or undecided claim is a result too: the exit code is 0 unless a model"
          + " failed (1).",
      "Answers, EDFs and a report are written to the sweep's folder."
    },
    mixinStandardHelpOptions = true)
final class RefineCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "EXPERIMENT.yaml", description = "experiment to run, with its claims")
  Path experiment;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "the sweep's folder (default: archscape-out/NAME)")
  Optional<Path> out = Optional.empty();

  @Mixin SweepOptions options = new SweepOptions();

  @SuppressWarnings("NullAway.Init")
  RefineCommand() {}

  @Override
  public Integer call() {
    String yaml = ExperimentFile.read(experiment);
    Experiment asked = Experiment.parse(experiment.toString(), yaml);
    if (asked.claims().isEmpty()) {
      throw new InputException(
          experiment
              + ": claims must be at least one, got none; add a line such as 'claims: [a better-than"
              + " b]'");
    }
    Path folder = out.orElseGet(() -> Path.of("archscape-out", asked.name()));
    SweepSummary summary =
        options.run(spec.commandLine().getErr(), experiment.toString(), yaml, folder);
    new SweepReport(spec.commandLine().getOut(), folder, options.clock).write();
    return summary.failed() > 0 ? ExitCode.FAILED : 0;
  }
}
