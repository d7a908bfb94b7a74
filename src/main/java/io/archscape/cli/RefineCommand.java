package io.archscape.cli;

import io.archscape.InputException;
import io.archscape.claims.Answer;
import io.archscape.study.Study;
import io.archscape.study.StudyClaims;
import io.archscape.sweep.AnswerLog;
import io.archscape.sweep.Experiment;
import io.archscape.sweep.SweepSummary;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
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
      "The same command again goes on where it was left; with nothing left to train it only"
          + " answers.",
      "A claim that is contradicted or undecided is a result too: the exit code is 0 unless a"
          + " model failed (1).",
      "Answers, EDFs and a report are left in the sweep's folder."
    },
    mixinStandardHelpOptions = true)
final class RefineCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "EXPERIMENT.yaml", description = "what to train, with its claims")
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
    String yaml = SweepCommand.read(experiment);
    Experiment asked = Experiment.parse(experiment.toString(), yaml);
    if (asked.claims().isEmpty()) {
      throw new InputException(
          experiment
              + ": claims must be at least one, got none; a line as 'claims: [a better-than b]'"
              + " makes one");
    }
    Path folder = out.orElseGet(() -> Path.of("archscape-out", asked.name()));
    SweepSummary summary =
        options.run(spec.commandLine().getErr(), experiment.toString(), yaml, folder);
    tell(spec.commandLine().getOut(), folder, options.clock);
    return summary.failed() > 0 ? Main.FAILED : 0;
  }

  /** Errors, distributions, answers and the report of a sweep: printed, and left in its folder. */
  static void tell(PrintWriter out, Path folder, Clock clock) {
    List<Results.OfSpace> spaces = Results.read(List.of(folder));
    new ErrorTable(out).print(spaces.stream().map(Results.OfSpace::row).toList());
    if (spaces.stream().anyMatch(space -> !space.errors().isEmpty())) {
      for (String name : List.of("edf.svg", "edf.png")) {
        Path file = folder.resolve(name);
        EdfCommand.draw(spaces, file, Optional.empty(), false, false);
        out.println("plot: " + file.toAbsolutePath().normalize());
      }
    }
    Study study = Study.read(List.of(folder));
    List<Answer> answers = StudyClaims.answers(study, StudyClaims.SEED);
    AnswerLog.note(folder, StudyClaims.models(study, study.sweeps().get(0)));
    List<Answer> explored = StudyClaims.explored(study, StudyClaims.SEED);
    AnswerFiles.write(folder, answers, explored);
    out.println();
    out.print(AnswerText.of(answers));
    if (!explored.isEmpty()) {
      out.println();
      out.println("explored besides, with an error level of its own");
      out.print(AnswerText.of(explored));
    }
    out.println("answers: " + folder.resolve(AnswerFiles.JSON).toAbsolutePath().normalize());
    out.println("report: " + report(study, folder, clock).toAbsolutePath().normalize());
    out.flush();
  }

  private static Path report(Study study, Path folder, Clock clock) {
    Path file = folder.resolve("report.html");
    Page.save(Page.of(study, "archscape analyze " + folder + " -o " + file, clock), file);
    return file;
  }
}
