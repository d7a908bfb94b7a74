package io.archscape.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentTest {
  private static final String CLAIMS =
      """
      claims:
        - cifar-anynetx-c[b=1] better-than cifar-anynetx-c
        - b: best-value 1
        - wm: best-value 2.2..2.8
      """;

  private static Experiment parse(String more) {
    return Experiment.parse("e.yaml", Fakes.experiment(2) + more);
  }

  @Test
  void claimsAreLinesWhateverYamlMakesOfThem() {
    assertThat(parse(CLAIMS).claims())
        .containsExactly(
            "cifar-anynetx-c[b=1] better-than cifar-anynetx-c",
            "b: best-value 1",
            "wm: best-value 2.2..2.8");
    assertThat(parse("").claims()).isEmpty();
    assertThatThrownBy(() -> parse("claims: [{a: b, c: d}]"))
        .hasMessageMatching(
            "e.yaml:9:\\d+: claims\\[0]: a claim must be a line as 'a better-than b', got .*");
    assertThatThrownBy(() -> parse("claims: [[a]]")).hasMessageContaining("a claim must be a line");
  }

  @Test
  void claimsAreWrittenAndReadAgain() {
    String yaml = Experiment.documents().yaml(parse(CLAIMS));
    assertThat(Experiment.parse("copy", yaml)).isEqualTo(parse(CLAIMS));
  }

  @Test
  void singleSpacesHaveNumbersOfTheirOwn() {
    Experiment experiment = parse("modelsOf: {cifar-anynetx-c: 3}");
    assertThat(experiment.modelsOf("cifar-anynetx-c")).isEqualTo(3);
    assertThat(experiment.plan().trials()).hasSize(3);
    assertThat(experiment.withModels(1).plan().trials()).hasSize(1);
    assertThat(experiment.grownTo(2)).isEqualTo(experiment);
    assertThat(experiment.grownTo(4).modelsOf("cifar-anynetx-c")).isEqualTo(4);
    assertThatThrownBy(() -> parse("modelsOf: {c: 3}"))
        .hasMessageContaining("modelsOf must name spaces of the experiment, got 'c'");
    assertThatThrownBy(() -> parse("modelsOf: {cifar-anynetx-c: 0}"))
        .hasMessageContaining("modelsOf must be at least 1 each, got cifar-anynetx-c: 0");
  }

  @Test
  void theFirstModelsAreTheSameWhateverTheirNumber() {
    Experiment few = parse("");
    Experiment many = parse("modelsOf: {cifar-anynetx-c: 3}");
    assertThat(many.plan().trials().subList(0, 2)).isEqualTo(few.plan().trials());
  }

  @Test
  void newClaimsAreKeptAndToldWhereModelsHadEnded(@TempDir Path folder) throws Exception {
    Plan plan = Fakes.plan("c", 1, 2);
    Path copy = folder.resolve("experiment.yaml");
    Fakes.open(folder, Fakes.experiment(2), plan).close();
    Fakes.open(folder, Fakes.experiment(2) + "claims: [d1 best-value 2]", plan).close();
    assertThat(copy).content().contains("d1 best-value 2");
    assertThat(TrialStore.list(folder).meta()).doesNotContainKey(Sweep.CLAIMS_CHANGED);
    try (Sweep sweep = Fakes.open(folder, Fakes.experiment(2), plan)) {
      sweep.run(Fakes.workers(folder, 1), Progress.silent());
    }
    Fakes.open(folder, Fakes.experiment(1) + CLAIMS, plan).close();
    assertThat(Experiment.parse("copy", Files.readString(copy)))
        .isEqualTo(Experiment.parse("given", Fakes.experiment(2) + CLAIMS));
    assertThat(TrialStore.list(folder).meta())
        .containsEntry(Sweep.CLAIMS_CHANGED, "after 2 models had ended");
  }

  @Test
  void moreModelsOfOneSpaceAreAGrowth(@TempDir Path folder) {
    Fakes.open(folder, Fakes.experiment(1), Fakes.plan("c", 1)).close();
    String more = Fakes.experiment(1) + "modelsOf: {cifar-anynetx-c: 2}\n";
    Fakes.open(folder, more, Fakes.plan("c", 1, 2)).close();
    assertThat(folder.resolve("experiment.yaml")).hasContent(more);
  }
}
