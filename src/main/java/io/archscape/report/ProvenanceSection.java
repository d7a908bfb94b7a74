package io.archscape.report;

import io.archscape.experiment.Experiment;
import io.archscape.store.AnswerLog;
import io.archscape.study.RepeatedTrainings;
import io.archscape.study.Study;
import io.archscape.study.SweepEffort;
import io.archscape.study.SweepFacts;
import io.archscape.wording.Words;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;

/** How the page and its sweeps were made, so that both can be made again. */
record ProvenanceSection(Study study, ReportOptions options) {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  Html html() {
    Html html = new Html().open("dl");
    fact(html, "Page made", DATE.format(options.made()) + " by archscape " + options.version());
    html.tag("dt", "Command").open("dd").tag("code", options.command()).close();
    fact(html, "Seed of bootstraps and permutations", String.valueOf(options.seed()));
    RepeatedTrainings.of(study)
        .ifPresent(
            spread ->
                fact(html, "Chance", Words.spread(spread.repeatability(), spread.deviations())));
    html.close();
    study.sweeps().forEach(sweep -> sweep(html, sweep));
    return html;
  }

  private static void fact(Html html, String name, String value) {
    html.tag("dt", name).tag("dd", value);
  }

  private void sweep(Html html, SweepFacts sweep) {
    html.open("section").tag("h3", "Sweep " + sweep.name()).open("dl");
    fact(html, "Training and evaluation", Words.time(sweep.seconds()));
    if (sweep.effort().ended() > 0) {
      fact(html, "Took", effort(sweep.effort()));
    }
    new TreeMap<>(sweep.meta())
        .forEach(
            (name, value) -> {
              if (!AnswerLog.isBookkeeping(name)) { // what it says stands with the answers
                fact(html, name, value);
              }
            });
    html.close();
    sweep
        .experiment()
        .ifPresentOrElse(
            experiment -> experiment(html, experiment),
            () -> {
              values(html, "Recipe", sweep.recipes());
              values(html, "Data", sweep.data());
            });
    html.close();
  }

  private static String effort(SweepEffort effort) {
    String attempts =
        "%s that ended, %d failed, %d interrupted, %d results from other sweeps"
            .formatted(
                Words.counted(effort.ended(), "attempt"),
                effort.failed(),
                effort.interrupted(),
                effort.reused());
    return effort.seconds() == 0
        ? attempts
        : "%s; %s of work by all workers together, in %s: %s models an hour"
            .formatted(
                attempts,
                Words.time(effort.workerSeconds()),
                Words.time(effort.seconds()),
                Words.digits(effort.modelsAnHour(), 3));
  }

  private static void experiment(Html html, Experiment experiment) {
    text(html, "Experiment", Experiment.documents().yaml(experiment));
    text(html, "The whole recipe", Experiment.documents().wholeYaml(experiment.recipe()));
  }

  private static void values(Html html, String name, Set<String> values) {
    values.stream().sorted().forEach(value -> text(html, name, value));
  }

  private static void text(Html html, String name, String text) {
    html.open("details").tag("summary", name).tag("pre", text, "tabindex", "0").close();
  }
}
