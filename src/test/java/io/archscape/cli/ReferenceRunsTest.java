package io.archscape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.experiment.Experiment;
import io.archscape.experiment.Plan;
import io.archscape.experiment.PlannedTrial;
import io.archscape.store.StoredSweep;
import io.archscape.store.SweepResults;
import io.archscape.store.TrialResult;
import io.archscape.store.TrialStatus;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The committed results: whole, of the experiments they say, and what the figures show. */
class ReferenceRunsTest {
  private static final Path EXPERIMENTS = Path.of("experiments");

  /** {@link #width} where the committed pictures were drawn. */
  private static final double WIDTH = 159.791015625;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"cifar10-first", "cifar10-second"})
  void areOfTheExperimentThatStandsBesideThem(String name) throws IOException {
    Path sweep = EXPERIMENTS.resolve(name);
    String yaml = Files.readString(EXPERIMENTS.resolve(name + ".yaml"));
    assertThat(sweep.resolve("experiment.yaml")).hasContent(yaml);
    SweepResults results = StoredSweep.read(sweep);
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
    SweepResults results = StoredSweep.read(sweep);
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

  @ParameterizedTest
  @CsvSource({
    "refinement-cifar10, 1752",
    "refinement-mnist, 1500",
    "attention-cifar10, 598",
    "longer-cifar10, 30",
    "noise-mnist, 40",
    "noise-cifar10, 40"
  })
  void theReproductionIsWhole(String name, int trials) throws IOException {
    Path sweep = EXPERIMENTS.resolve(name);
    String yaml = Files.readString(EXPERIMENTS.resolve(name + ".yaml"));
    assertThat(sweep.resolve("experiment.yaml")).hasContent(yaml);
    Plan plan = Experiment.parse(name, yaml).plan();
    assertThat(plan.size()).isEqualTo(trials);
    SweepResults results = StoredSweep.read(sweep);
    assertThat(results.trials().stream().map(TrialResult::trialId))
        .containsExactlyInAnyOrderElementsOf(plan.trials().stream().map(PlannedTrial::id).toList());
    assertThat(results.trials()).allMatch(trial -> trial.status().ended());
  }

  /** The README's command. Pictures are compared where letters are as wide as on their machine. */
  @Test
  void theReproductionIsDrawnAgainAsItIs() throws IOException {
    List<String> draws =
        List.of("refinement-cifar10", "refinement-mnist", "attention-cifar10", "longer-cifar10");
    List<String> trainings = List.of("noise-mnist", "noise-cifar10"); // no draws, so no page
    List<String> names = Stream.of(draws, trainings).flatMap(List::stream).toList();
    List<String> command = new ArrayList<>(List.of("redraw"));
    names.forEach(name -> command.add(EXPERIMENTS.resolve(name).toString()));
    command.addAll(List.of("-o", folder.toString()));
    Terminal.Result made = Terminal.run(command.toArray(String[]::new));
    assertThat(made.code()).as(made.err()).isZero();
    boolean sameLetters = width() == WIDTH;
    for (String name : names) {
      Path kept = Path.of("plots", name);
      List<String> files = files(kept);
      assertThat(files).isNotEmpty().isEqualTo(files(folder.resolve(name)));
      for (String file : files) {
        if (sameLetters || !file.endsWith(".svg")) {
          assertThat(folder.resolve(name).resolve(file))
              .hasSameTextualContentAs(kept.resolve(file));
        }
      }
    }
    for (String name : draws) {
      assertThat(answer(folder.resolve(name + ".html")))
          .isEqualTo(answer(Path.of("plots", name + ".html")));
    }
    for (String name : trainings) {
      assertThat(folder.resolve(name + ".html")).doesNotExist();
    }
  }

  /** The README's picture of a network. */
  @Test
  void thePublishedNetworkIsDrawnAgainAsItIs() throws IOException {
    Path drawn = folder.resolve("regnetx-400mf.svg");
    assertThat(Terminal.run("draw", "regnetx-400mf", "-o", drawn.toString()).code()).isZero();
    assertThat(drawn).hasSameTextualContentAs(Path.of("plots", "regnetx-400mf.svg"));
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Of a word in the figures' letters, which differ from system to system. */
  private static double width() {
    return new Font(Font.SANS_SERIF, Font.PLAIN, 12)
        .getStringBounds("cifar-anynetx 0123456789", new FontRenderContext(null, true, true))
        .getWidth();
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
