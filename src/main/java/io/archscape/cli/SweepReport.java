package io.archscape.cli;

import io.archscape.claims.Answer;
import io.archscape.exchange.AnswerFiles;
import io.archscape.figures.ErrorCurves;
import io.archscape.store.AnswerLog;
import io.archscape.study.Results;
import io.archscape.study.Study;
import io.archscape.study.StudyClaims;
import io.archscape.wording.AnswerText;
import io.archscape.wording.ErrorTable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Prints the errors, distributions, answers and page of a sweep and writes them to its folder.
 *
 * @param clock of the page
 */
record SweepReport(PrintWriter out, Path folder, Clock clock) {
  void write() {
    errors();
    Study study = Study.read(List.of(folder));
    answers(study);
    out.println("report: " + page(study).toAbsolutePath().normalize());
    out.flush();
  }

  private void errors() {
    List<Results.OfSpace> spaces = Results.read(List.of(folder));
    ErrorTable.lines(Results.rows(spaces)).forEach(out::println);
    out.flush();
    ErrorCurves.of(spaces).ifPresent(this::draw);
  }

  private void draw(ErrorCurves curves) {
    for (String name : List.of("edf.svg", "edf.png")) {
      Path file = folder.resolve(name);
      curves.figure(Optional.empty(), false).save(file);
      out.println("plot: " + file.toAbsolutePath().normalize());
    }
  }

  private void answers(Study study) {
    List<Answer> answers = StudyClaims.answers(study, StudyClaims.SEED);
    AnswerLog.note(folder, StudyClaims.models(study, study.sweeps().get(0)));
    List<Answer> explored = StudyClaims.explored(study, StudyClaims.SEED);
    AnswerFiles.write(folder, answers, explored);
    out.println();
    out.print(AnswerText.of(answers));
    if (!explored.isEmpty()) {
      out.println();
      out.println("also explored, with an error level of its own");
      out.print(AnswerText.of(explored));
    }
    out.println("answers: " + folder.resolve(AnswerFiles.JSON).toAbsolutePath().normalize());
  }

  private Path page(Study study) {
    Path file = folder.resolve("report.html");
    SweepPage.save(SweepPage.of(study, "archscape analyze " + folder + " -o " + file, clock), file);
    return file;
  }
}
