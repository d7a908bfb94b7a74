package io.archscape.cli;

import io.archscape.InputException;
import io.archscape.claims.Answer;
import io.archscape.exchange.AnswerFiles;
import io.archscape.exchange.SpaceTable;
import io.archscape.experiment.Experiment;
import io.archscape.figures.FigureFolder;
import io.archscape.figures.FigureInput;
import io.archscape.figures.StudyFigures;
import io.archscape.plot.Format;
import io.archscape.plot.PictureFile;
import io.archscape.report.Report;
import io.archscape.store.StoredSweep;
import io.archscape.study.SpaceStudy;
import io.archscape.study.Study;
import io.archscape.study.StudyClaims;
import io.archscape.study.SweepNames;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Redraws the pages and figures of stored sweeps. */
@Command(
    name = "redraw",
    description = {
      "Redraw the pages and figures of sweeps from their results; nothing is trained.",
      "Writes for each sweep DIR/NAME.html, and in DIR/NAME the figures that its experiment lists"
          + " (if none: edf or spread), as pictures and as tables, spaces.csv, and the answers to its"
          + " claims. Experiments that train networks more than once get no page and no"
          + " spaces.csv."
    },
    mixinStandardHelpOptions = true)
final class RedrawCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "SWEEP", arity = "1..*", description = "folders of sweeps")
  List<Path> sweeps;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = "folder to write pages and figures to")
  Path folder;

  Clock clock = Clock.systemUTC();

  @SuppressWarnings("NullAway.Init")
  RedrawCommand() {}

  /** All that is drawn of one sweep. */
  private record Drawn(
      String name,
      Study study,
      Optional<Report> report,
      StudyFigures figures,
      List<String> missing) {}

  @Override
  public Integer call() {
    FigureFolder.require(folder);
    List<String> names = SweepNames.of(sweeps);
    List<Drawn> all = new ArrayList<>(); // what cannot be drawn is told before anything is written
    for (int i = 0; i < names.size(); i++) {
      all.add(drawn(names.get(i), sweeps.get(i)));
    }
    all.forEach(this::write);
    return 0;
  }

  /**
   * Of a sweep that is not finished, or of which no model has an error, figures may be missing; of
   * another, a name of none that its experiment lists is a mistake.
   */
  private Drawn drawn(String name, Path sweep) {
    Study study = Study.read(List.of(sweep));
    List<String> listed =
        study.sweeps().get(0).experiment().map(Experiment::figures).orElse(List.of());
    String usual = study.retrained().isEmpty() ? "edf" : "spread";
    List<String> asked = listed.isEmpty() ? List.of(usual) : listed;
    String command = ShellWords.command("redraw", sweep.toString(), "-o", folder.toString());
    Optional<Report> report =
        study.retrained().isEmpty()
            ? Optional.of(SweepPage.of(study, command, clock))
            : Optional.empty();
    StudyFigures figures =
        StudyFigures.of(
            FigureInput.of(study, StudyClaims.SEED)
                .withInfluences(report.map(Report::influences).orElse(List.of()))
                .withAttempts(List.of(StoredSweep.attempts(sweep))));
    boolean open = study.spaces().stream().mapToInt(SpaceStudy::open).sum() > 0;
    List<String> missing =
        open || listed.isEmpty() || study.finished().isEmpty() ? figures.missing(asked) : List.of();
    List<String> there = asked.stream().filter(figure -> !missing.contains(figure)).toList();
    return new Drawn(name, study, report, figures.only(there), missing);
  }

  private void write(Drawn drawn) {
    Path own = folder.resolve(drawn.name());
    FigureFolder.require(own);
    Path page = own.resolveSibling(own.getFileName() + ".html");
    drawn.report().ifPresent(report -> SweepPage.save(report, page));
    List<Path> files = new ArrayList<>();
    for (Format format : List.of(Format.SVG, Format.CSV)) {
      files.addAll(drawn.figures().save(own, format));
    }
    if (drawn.report().isPresent()) { // trainings of one network are no models of a space
      Path table = own.resolve("spaces.csv");
      PictureFile.save(table, SpaceTable.csv(drawn.study()).getBytes(StandardCharsets.UTF_8));
      files.add(table);
    }
    List<Answer> answers = StudyClaims.answers(drawn.study(), StudyClaims.SEED);
    AnswerFiles.write(own, answers, StudyClaims.explored(drawn.study(), StudyClaims.SEED));
    PrintWriter out = spec.commandLine().getOut();
    int figures = drawn.figures().list().size();
    out.printf(
        "%s: %s%d %s in %s%n",
        drawn.name(),
        drawn.report().map(r -> "page " + page.toAbsolutePath().normalize() + ", ").orElse(""),
        figures,
        figures == 1 ? "figure" : "figures",
        own.toAbsolutePath().normalize());
    if (!drawn.missing().isEmpty()) {
      out.printf(
          "%s: too few models have finished for %s%n",
          drawn.name(), String.join(", ", drawn.missing()));
    }
    List<String> old = others(own, files);
    if (!old.isEmpty()) {
      out.printf(
          "%s: left from an earlier run, no longer drawn: %s%n",
          drawn.name(), String.join(", ", old));
    }
    out.flush();
  }

  /** Pictures and tables of a folder that are none of these, by name. */
  private static List<String> others(Path folder, List<Path> drawn) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> !drawn.contains(file))
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".svg") || name.endsWith(".csv"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new InputException("%s: folder must be readable, got %s".formatted(folder, e), e);
    }
  }
}
