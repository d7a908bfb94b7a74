package io.archscape.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.archscape.study.Spread;
import io.archscape.study.Study;
import io.archscape.sweep.PlausibleStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpreadCommandTest {
  private static final String NOISE =
      PlausibleStore.SIX_SPACES.replaceAll("(?s)claims:.*", "").replace("models: 500", "models: 2")
          + "trainings: 3\n";

  @TempDir Path folder;

  private Path sweep(String name, String experiment) throws IOException {
    Path sweep = folder.resolve(name);
    PlausibleStore.fill(sweep, experiment);
    return sweep;
  }

  @Test
  void trainingsOfANetworkAreSetAgainstEachOther() throws IOException {
    Path sweep = sweep("noise", NOISE);
    Path csv = folder.resolve("spread.csv");
    Terminal.Result said = Terminal.run("spread", sweep.toString(), "-o", csv.toString());
    assertThat(said.err()).isEmpty();
    assertThat(said.code()).isZero();
    Study study = Study.read(List.of(sweep));
    Spread spread = Spread.of(study).orElseThrow();
    assertThat(spread.networks()).hasSize(12).allMatch(net -> net.errors().size() <= 3);
    assertThat(spread.networks().get(0).mean())
        .isCloseTo(
            study.spaces().get(0).models().stream()
                .limit(3)
                .mapToDouble(model -> model.error())
                .average()
                .orElseThrow(),
            within(1e-9));
    assertThat(said.out())
        .contains("cifar-anynetx-a 0", "standard deviation", "in 95 of 100 cases", "plot: ");
    assertThat(csv).content().startsWith("network,space,error").contains("cifar-regnety 1,");
    assertThat(study.warnings())
        .contains(
            "the models of noise are 3 trainings of each network, which are no independent samples");
  }

  @Test
  void networksThatWereTrainedOnceSayNothing() throws IOException {
    Terminal.Result said =
        Terminal.run("spread", sweep("once", NOISE.replace("trainings: 3\n", "")).toString());
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err())
        .contains("spread needs at least two networks with at least two finished trainings each")
        .contains("'trainings: 3' in an experiment makes them");
  }

  /** They would lie in several folds. */
  @Test
  void predictionsAndPagesAreRefused() throws IOException {
    Terminal.Result said = Terminal.run("predict", sweep("noise", NOISE).toString());
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("trained once each, got 3 trainings of each in noise");
    Path page = folder.resolve("page.html");
    Terminal.Result analyzed =
        Terminal.run("analyze", folder.resolve("noise").toString(), "-o", page.toString());
    assertThat(analyzed.code()).isEqualTo(2);
    assertThat(analyzed.err()).contains("'archscape spread' compares those");
    assertThat(page).doesNotExist();
  }

  @Test
  void anImportSaysNothingOfChance() throws IOException {
    Path sweep = sweep("noise", NOISE);
    Files.delete(sweep.resolve("experiment.yaml"));
    assertThat(Spread.of(Study.read(List.of(sweep)))).isEmpty();
  }
}
