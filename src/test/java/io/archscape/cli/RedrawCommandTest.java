package io.archscape.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.archscape.store.PlausibleStore;
import io.archscape.study.SpaceStudy;
import io.archscape.study.Study;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedrawCommandTest {
  private static final String EXPERIMENT =
      PlausibleStore.SIX_SPACES.replace("models: 500", "models: 12")
          + """
          edfs:
            two: [cifar-anynetx-c, cifar-anynetx-d]
          figures: [edf-two, cifar-regnety-error-b]
          """;

  @TempDir Path folder;

  private Path sweep(String name, String experiment) throws IOException {
    Path sweep = folder.resolve(name);
    PlausibleStore.fill(sweep, experiment);
    return sweep;
  }

  @Test
  void theFiguresThatAnExperimentListsAreDrawnAgainTheSame() throws IOException {
    Path sweep = sweep("mine", EXPERIMENT);
    for (String plots : new String[] {"once", "again"}) {
      Terminal.Result made =
          Terminal.run("redraw", sweep.toString(), "-o", folder.resolve(plots).toString());
      assertThat(made.err()).isEmpty();
      assertThat(made.code()).isZero();
      assertThat(made.out()).contains("mine: page ", "2 figures in ");
    }
    Path once = folder.resolve("once/mine");
    for (String file :
        new String[] {
          "edf-two.svg",
          "edf-two.csv",
          "cifar-regnety-error-b.svg",
          "cifar-regnety-error-b.csv",
          "claims.json",
          "claims.txt",
          "spaces.csv"
        }) {
      assertThat(folder.resolve("again/mine").resolve(file))
          .hasSameBinaryContentAs(once.resolve(file));
    }
    assertThat(once).isDirectoryNotContaining("glob:**edf.svg");
    List<String> table = Files.readAllLines(once.resolve("spaces.csv"));
    assertThat(table).hasSize(7);
    assertThat(table.get(0)).startsWith("space,models,left out,min,expected best of 32,mean");
    SpaceStudy first = Study.read(List.of(sweep)).spaces().get(0);
    String[] cells = table.get(1).split(",", -1);
    assertThat(cells).hasSize(13);
    assertThat(cells[0]).isEqualTo("cifar-anynetx-a");
    assertThat(Integer.parseInt(cells[1]) + Integer.parseInt(cells[2])).isEqualTo(12);
    assertThat(cells[4]).as("12 models have no 32 draws").isEmpty();
    assertThat(Double.parseDouble(cells[5]))
        .isCloseTo(Arrays.stream(first.errorPercents()).average().orElseThrow(), within(1e-9));
    assertThat(once.resolve("edf-two.csv"))
        .content()
        .contains("cifar-anynetx-c", "cifar-anynetx-d")
        .doesNotContain("cifar-regnety");
    assertThat(folder.resolve("once/mine.html")).content().contains("archscape redraw ");
  }

  @Test
  void anExperimentWithoutAListHasItsDistributions() throws IOException {
    String plain = EXPERIMENT.replaceAll("(?s)claims:.*", "").replace("models: 12", "models: 2");
    Path sweep = sweep("plain", plain);
    assertThat(Terminal.run("redraw", sweep.toString(), "-o", folder.toString()).code()).isZero();
    assertThat(sweep.resolve("edf.svg")).isNotEmptyFile();
    assertThat(sweep.resolve("claims.txt")).doesNotExist();
  }

  @Test
  void whatIsDrawnNoMoreIsTold() throws IOException {
    Path sweep =
        sweep("mine", EXPERIMENT + "explore: [cifar-anynetx-e better-than cifar-anynetx-a]");
    Path plots = folder.resolve("plots");
    assertThat(Terminal.run("redraw", sweep.toString(), "-o", plots.toString()).out())
        .doesNotContain("no longer drawn");
    assertThat(plots.resolve("mine/explored.txt")).exists();
    Files.writeString(sweep.resolve("experiment.yaml"), EXPERIMENT.replace("[edf-two, ", "["));
    assertThat(Terminal.run("redraw", sweep.toString(), "-o", plots.toString()).out())
        .contains("mine: left from an earlier run, no longer drawn: edf-two.csv, edf-two.svg");
    assertThat(plots.resolve("mine/explored.txt")).doesNotExist();
    assertThat(plots.resolve("mine/explored.json")).doesNotExist();
    assertThat(plots.resolve("mine/claims.txt")).exists();
  }

  /** Of a sweep that still runs what there is is drawn, and what there is not yet is told. */
  @Test
  void aSweepThatStillRunsHasSomeOfItsFigures() throws IOException {
    Path sweep = folder.resolve("running");
    PlausibleStore.fill(sweep, EXPERIMENT, 4); // no regnety among them
    Terminal.Result made =
        Terminal.run("redraw", sweep.toString(), "-o", folder.resolve("plots").toString());
    assertThat(made.err()).isEmpty();
    assertThat(made.code()).isZero();
    assertThat(made.out())
        .contains("1 figure in ", "too few models have finished for cifar-regnety-error-b");
    assertThat(folder.resolve("plots/running/edf-two.svg")).isNotEmptyFile();
  }

  @Test
  void aFigureThatIsNotThereIsRefusedWithThoseThatAre() throws IOException {
    Path sweep =
        sweep("mine", EXPERIMENT.replace("cifar-regnety-error-b", "cifar-regnety-error-q"));
    Path good = sweep("good", EXPERIMENT);
    Terminal.Result made =
        Terminal.run(
            "redraw", good.toString(), sweep.toString(), "-o", folder.resolve("plots").toString());
    assertThat(made.code()).isEqualTo(2);
    assertThat(made.err().lines()).hasSize(1);
    assertThat(made.err())
        .contains("of those that mine has, got 'cifar-regnety-error-q' where there are edf, ");
    assertThat(folder.resolve("plots")).isEmptyDirectory();
  }
}
