package io.archscape.cli;

import io.archscape.plot.PictureFile;
import io.archscape.report.Report;
import io.archscape.report.ReportOptions;
import io.archscape.study.Study;
import io.archscape.study.StudyClaims;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** The page of one sweep with default settings. */
final class SweepPage {
  private static final int BEST_SHOWN = 3;

  private SweepPage() {}

  /**
   * Of the one sweep of a study.
   *
   * @param command that the page names as its own
   */
  static Report of(Study study, String command, Clock clock) {
    return Report.of(
        study,
        new ReportOptions(
            study.sweeps().get(0).name(),
            StudyClaims.SEED,
            BEST_SHOWN,
            List.of(),
            command,
            Version.text(),
            clock.instant()));
  }

  static void save(Report report, Path file) {
    PictureFile.save(file, report.html().getBytes(StandardCharsets.UTF_8));
  }
}
