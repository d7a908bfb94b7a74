package io.archscape.report;

import io.archscape.study.LeftOut;
import io.archscape.study.SpaceStudy;
import io.archscape.study.Study;
import io.archscape.wording.Words;
import java.util.List;

/** The trials that have no error to compare, and why. */
record LeftOutTables(Study study) {

  Html html() {
    Html html = new Html();
    List<LeftOut> all = study.spaces().stream().flatMap(space -> space.leftOut().stream()).toList();
    int open = study.spaces().stream().mapToInt(SpaceStudy::open).sum();
    html.tag("p", summary(all.size(), open));
    if (all.isEmpty()) {
      return html;
    }
    html.scrolling("Trials without an error").open("table");
    html.head(List.of("Space", "Draw", "Ended as", "Reason", "Trial"));
    html.open("tbody");
    for (SpaceStudy space : study.spaces()) {
      for (LeftOut trial : space.leftOut()) {
        html.open("tr").tag("th", space.label(), "scope", "row");
        html.tag("td", String.valueOf(trial.index()), "class", "number");
        html.tag("td", trial.status().key());
        html.tag("td", trial.reason().isEmpty() ? "\u2013" : trial.reason());
        html.open("td").tag("code", trial.trialId(), "class", "id").close().close();
      }
    }
    return html.close().close().close();
  }

  private static String summary(int leftOut, int open) {
    String ended =
        leftOut == 0
            ? "No trial failed, diverged or was pruned."
            : Words.counted(leftOut, "trial")
                + " ended without an error. They are in no distribution and no test: a space that"
                + " loses its bad models looks better than it is.";
    return open == 0 ? ended : ended + " " + Words.counted(open, "trial") + " not trained yet.";
  }
}
