package io.archscape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.sweep.Experiment;
import io.archscape.sweep.PlannedTrial;
import io.archscape.sweep.SweepResults;
import io.archscape.sweep.TrialResult;
import io.archscape.sweep.TrialStatus;
import io.archscape.sweep.TrialStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The committed results: whole, of the experiments they say, and what the figures show. */
class ReferenceRunsTest {
  private static final Path EXPERIMENTS = Path.of("experiments");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"cifar10-first", "cifar10-second"})
  void areOfTheExperimentThatStandsBesideThem(String name) throws IOException {
    Path sweep = EXPERIMENTS.resolve(name);
    String yaml = Files.readString(EXPERIMENTS.resolve(name + ".yaml"));
    assertThat(sweep.resolve("experiment.yaml")).hasContent(yaml);
    SweepResults results = TrialStore.read(sweep);
    List<PlannedTrial> planned = Experiment.parse(name, yaml).plan().trials();
    assertThat(results.trials()).hasSize(28).hasSameSizeAs(planned);
    assertThat(results.trials().stream().map(TrialResult::trialId))
        .containsExactlyInAnyOrderElementsOf(planned.stream().map(PlannedTrial::id).toList());
    assertThat(results.trials()).allMatch(trial -> trial.status() == TrialStatus.DONE);
  }

  @Test
  void theSmallerRefinementIsWholeAndGivesItsFiguresAgain() throws IOException {
    Path sweep = EXPERIMENTS.resolve("refinement-small");
    String yaml = Files.readString(EXPERIMENTS.resolve("refinement-small.yaml"));
    assertThat(sweep.resolve("experiment.yaml")).hasContent(yaml);
    List<PlannedTrial> planned = Experiment.parse("small", yaml).plan().trials();
    SweepResults results = TrialStore.read(sweep);
    assertThat(results.trials().stream().map(TrialResult::trialId))
        .hasSize(144)
        .containsExactlyInAnyOrderElementsOf(planned.stream().map(PlannedTrial::id).toList());
    assertThat(results.trials()).allMatch(trial -> trial.status() == TrialStatus.DONE);
    Path page = folder.resolve("again.html");
    Path figures = folder.resolve("figures");
    Terminal.Result made =
        Terminal.run(
            "analyze",
            sweep.toString(),
            "-o",
            page.toString(),
            "--figures",
            figures.toString(),
            "--format",
            "csv");
    assertThat(made.code()).as(made.err()).isZero();
    for (String name : List.of("edf", "pareto-flops", "efficiency")) {
      assertThat(figures.resolve(name + ".csv"))
          .hasSameTextualContentAs(Path.of("plots", "refinement-small", name + ".csv"));
    }
    assertThat(answer(page)).isEqualTo(answer(Path.of("plots", "refinement-small.html")));
  }

  /** The first screen and the claims of a report: all that is not how and when it was made. */
  private static String answer(Path report) throws IOException {
    String html = Files.readString(report);
    int from = html.indexOf("id=\"answer\"");
    int to = html.indexOf("id=\"filter\"");
    assertThat(from).isPositive();
    assertThat(to).isGreaterThan(from);
    return html.substring(from, to);
  }

  @Test
  void giveTheCommittedFiguresAgain() throws IOException {
    Path csv = folder.resolve("again.csv");
    String first = EXPERIMENTS.resolve("cifar10-first").toString();
    assertThat(Terminal.run("edf", first, "-o", csv.toString()).code()).isZero();
    assertThat(csv).hasSameTextualContentAs(Path.of("plots", "cifar10-first.csv"));
    String second = EXPERIMENTS.resolve("cifar10-second").toString();
    assertThat(Terminal.run("edf", first, second, "-o", csv.toString()).code()).isZero();
    assertThat(csv).hasSameTextualContentAs(Path.of("plots", "cifar10-both.csv"));
  }
}
