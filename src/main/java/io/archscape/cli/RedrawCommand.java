package io.archscape.cli;

import io.archscape.claims.Answer;
import io.archscape.plot.Format;
import io.archscape.report.Report;
import io.archscape.report.StudyFigures;
import io.archscape.study.Study;
import io.archscape.study.StudyClaims;
import io.archscape.study.SweepNames;
import io.archscape.sweep.Experiment;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws again what belongs to sweeps that are kept. */
@Command(
    name = "redraw",
    description = {
      "Draw the pages and figures of sweeps again from their results; nothing is trained.",
      "Of each: DIR/NAME.html, and in DIR/NAME the figures that its experiment lists (edf if it"
          + " lists none), as pictures and as tables, and the answers to its claims."
    },
    mixinStandardHelpOptions = true)
final class RedrawCommand implements Callable<Integer> {
  private static final List<String> WITHOUT_A_LIST = List.of("edf");

  @Spec CommandSpec spec;

  @Parameters(paramLabel = "SWEEP", arity = "1..*", description = "folders of sweeps")
  List<Path> sweeps;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = "where pages and figures go")
  Path folder;

  Clock clock = Clock.systemUTC();

  @SuppressWarnings("NullAway.Init")
  RedrawCommand() {}

  @Override
  public Integer call() {
    List<String> names = SweepNames.of(sweeps);
    List<Study> studies = sweeps.stream().map(sweep -> Study.read(List.of(sweep))).toList();
    PrintWriter out = spec.commandLine().getOut();
    for (int i = 0; i < names.size(); i++) {
      Study study = studies.get(i);
      Report report = Page.of(study, command(i), clock);
      StudyFigures figures = figures(study, report); // refuses before anything is written
      Path own = folder.resolve(names.get(i));
      AnalyzeCommand.requireFolder(own);
      Path page = own.resolveSibling(own.getFileName() + ".html");
      Page.save(report, page);
      for (Format format : List.of(Format.SVG, Format.CSV)) {
        figures.save(own, format);
      }
      List<Answer> answers = StudyClaims.answers(study, StudyClaims.SEED);
      if (!answers.isEmpty()) {
        AnswerFiles.write(own, answers);
      }
      out.printf(
          "%s: page %s, %d figures in %s%n",
          names.get(i),
          page.toAbsolutePath().normalize(),
          figures.list().size(),
          own.toAbsolutePath().normalize());
      out.flush();
    }
    return 0;
  }

  private String command(int sweep) {
    return "archscape redraw " + sweeps.get(sweep) + " -o " + folder;
  }

  private static StudyFigures figures(Study study, Report report) {
    List<String> listed =
        study.sweeps().get(0).experiment().map(Experiment::figures).orElse(List.of());
    return StudyFigures.of(study, StudyClaims.SEED)
        .withImportances(report.influences())
        .only(listed.isEmpty() ? WITHOUT_A_LIST : listed);
  }
}
