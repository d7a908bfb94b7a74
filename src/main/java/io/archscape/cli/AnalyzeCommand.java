package io.archscape.cli;

import io.archscape.InputException;
import io.archscape.figures.FigureFolder;
import io.archscape.figures.FigureInput;
import io.archscape.figures.StudyFigures;
import io.archscape.plot.Format;
import io.archscape.report.Report;
import io.archscape.report.ReportOptions;
import io.archscape.store.StoredSweep;
import io.archscape.study.Study;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a report. */
@Command(
    name = "analyze",
    description = {
      "Write a report on one or more sweeps: which space is better, by how much, how certainly.",
      "The report is one self-contained HTML file. The same sweeps and seed give the same numbers."
    },
    mixinStandardHelpOptions = true)
final class AnalyzeCommand implements Callable<Integer> {
  private static final int TITLE_SWEEPS = 3;

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "SWEEP",
      arity = "1..*",
      description = "folders of sweeps, finished or running")
  List<Path> sweeps;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE.html",
      description = "file to write the report to")
  Path file;

  @Option(names = "--title", description = "title of the report (default: the names of the sweeps)")
  Optional<String> title = Optional.empty();

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "seed of bootstraps and permutations (default ${DEFAULT-VALUE})")
  long seed;

  @Option(
      names = "--best",
      paramLabel = "K",
      defaultValue = "3",
      description = "best models of each space to show in full (default ${DEFAULT-VALUE})")
  int best;

  @Option(
      names = "--claim",
      paramLabel = "TEXT",
      description = "a claim to answer in addition to the experiments' own; repeatable")
  List<String> claims = new ArrayList<>();

  @Option(
      names = "--separate",
      description = {
        "keep samples of one space from several sweeps apart",
        "(by default they are merged if recipe, data and cost band agree)"
      })
  boolean separate;

  @Option(
      names = "--figures",
      paramLabel = "DIR",
      description = "folder to write every figure to as a separate file as well")
  Optional<Path> figures = Optional.empty();

  @Option(
      names = "--format",
      defaultValue = "svg",
      description =
          "format of the figures, one of ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE})")
  Format format;

  Clock clock = Clock.systemUTC();

  @SuppressWarnings("NullAway.Init")
  AnalyzeCommand() {}

  @Override
  public Integer call() {
    requireHtml(file); // before anything is read
    figures.ifPresent(FigureFolder::require);
    Study read = Study.read(sweeps);
    Study study = separate ? read : read.pooled();
    Report report = Report.of(study, options(study));
    SweepPage.save(report, file);
    PrintWriter out = spec.commandLine().getOut();
    report.answer().forEach(out::println);
    study.warnings().forEach(warning -> out.println("warning: " + warning));
    out.println("report: " + file.toAbsolutePath().normalize());
    figures.ifPresent(folder -> draw(study, report, folder, out));
    return 0;
  }

  private void draw(Study study, Report report, Path folder, PrintWriter out) {
    List<Path> files =
        StudyFigures.of(
                FigureInput.of(study, seed)
                    .withInfluences(report.influences())
                    .withAttempts(sweeps.stream().map(StoredSweep::attempts).toList()))
            .save(folder, format);
    out.printf("figures: %d in %s%n", files.size(), folder.toAbsolutePath().normalize());
  }

  private static void requireHtml(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (!name.matches(".+\\.html?")) {
      throw new InputException("report file must end in .html, got " + file);
    }
  }

  private ReportOptions options(Study study) {
    return new ReportOptions(
        title.orElseGet(() -> titleOf(study)),
        seed,
        best,
        claims,
        command(),
        Version.text(),
        clock.instant());
  }

  private static String titleOf(Study study) {
    List<String> names = study.sweeps().stream().map(sweep -> sweep.name()).toList();
    int more = names.size() - TITLE_SWEEPS;
    return String.join(", ", names.stream().limit(TITLE_SWEEPS).toList())
        + (more > 0 ? " and " + more + " more" : "");
  }

  /** What was typed, as a shell reads it. */
  private String command() {
    return ShellWords.command(
        spec.commandLine().getParent().getParseResult().originalArgs().toArray(String[]::new));
  }
}
