package io.archscape.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.archscape.store.PlausibleStore;
import io.archscape.store.TrialStore;
import io.archscape.study.RepeatedTrainings;
import io.archscape.study.Study;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
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
    RepeatedTrainings spread = RepeatedTrainings.of(study).orElseThrow();
    assertThat(spread.networks()).hasSize(12);
    assertThat(spread.networks().stream().mapToInt(net -> net.errorPercents().size()).sum())
        .isEqualTo(study.spaces().stream().mapToInt(space -> space.models().size()).sum());
    assertThat(spread.networks().get(0).mean())
        .isCloseTo(
            study.spaces().get(0).models().stream()
                .limit(3)
                .mapToDouble(model -> model.errorPercent())
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

  /** As in the committed sweep, whose networks spread by 0.2 to 6.6 points. */
  @Test
  void chanceThatIsNotAlikeIsTold() {
    Terminal.Result said = Terminal.run("spread", "experiments/noise-mnist");
    assertThat(said.out())
        .contains("an average over networks that differ in this: 0.20 to 6.60 points, median 1.48")
        .doesNotContain("in 95 of 100 cases");
  }

  @Test
  void oneNetworkHasASpreadOfItsOwn() throws IOException {
    String one =
        NOISE.replaceAll("(?s)spaces:.*models: 2\n", "spaces: [cifar-anynetx-c]\nmodels: 1\n");
    Path picture = folder.resolve("one.svg");
    Terminal.Result said =
        Terminal.run("spread", sweep("one", one).toString(), "-o", picture.toString());
    assertThat(said.err()).isEmpty();
    assertThat(said.out())
        .contains("in 95 of 100 cases", "only one network: there is no other to compare it with")
        .doesNotContain("NaN");
    assertThat(picture).content().doesNotContain("NaN");
  }

  /** Errors 40, 41, .. of the networks of each space, whatever the seed. */
  @Test
  void networksThatDifferWhereTrainingsDoNotAreTold() throws Exception {
    Path sweep = sweep("tied", NOISE);
    try (Connection store =
            DriverManager.getConnection("jdbc:sqlite:" + sweep.resolve(TrialStore.FILE));
        Statement statement = store.createStatement()) {
      statement.executeUpdate(
          "UPDATE trials SET error = (SELECT 0.4 + 0.01 * (idx / 3) FROM members"
              + " WHERE trial = trials.number) WHERE status = 'done'");
    }
    Terminal.Result said = Terminal.run("spread", sweep.toString());
    assertThat(said.err()).isEmpty();
    assertThat(said.out())
        .contains("trainings of one network do not differ")
        .containsPattern("the networks' own differences: standard deviation 0\\.5\\d points");
  }

  @Test
  void networksThatWereTrainedOnceSayNothing() throws IOException {
    Terminal.Result said =
        Terminal.run("spread", sweep("once", NOISE.replace("trainings: 3\n", "")).toString());
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err())
        .contains("spread needs a network with at least two finished trainings, got none among")
        .contains("an experiment with 'trainings: 3' has them");
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
    assertThat(RepeatedTrainings.of(Study.read(List.of(sweep)))).isEmpty();
  }
}
