package io.archscape.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.store.StoredSweep;
import io.archscape.sweep.Fakes;
import io.archscape.sweep.Progress;
import io.archscape.sweep.Sweep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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
            "e.yaml:9:\\d+: claims\\[0]: a claim must be a line such as 'a better-than b', got .*");
    for (String nothing : List.of("claims: [~]", "claims:\n  -\n", "claims:\n  - b:\n")) {
      assertThatThrownBy(() -> parse(nothing))
          .hasMessageMatching(
              "e.yaml:\\d+:\\d+: claims\\[0]: a claim must be a line such as 'a better-than b', got"
                  + " nothing.*");
    }
    assertThatThrownBy(() -> parse("claims: [[a]]")).hasMessageContaining("a claim must be a line");
  }

  @Test
  void claimsAreWrittenAndReadAgain() {
    String yaml = Experiment.documents().yaml(parse(CLAIMS));
    assertThat(Experiment.parse("copy", yaml)).isEqualTo(parse(CLAIMS));
  }

  @Test
  void everyKeyIsExplained() throws IOException {
    String page = Files.readString(Path.of("docs", "experiments.md"));
    List<String> explained =
        page.lines()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.substring(3, line.indexOf('`', 3)))
            .toList();
    assertThat(explained)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Experiment.class.getRecordComponents()).map(c -> c.getName()).toList());
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
  void singleSpacesHaveBandsOfTheirOwn() {
    Experiment experiment = parse("bandOf: {cifar-anynetx-c: {flops: 500k..600k}}");
    assertThat(experiment.plan().trials())
        .hasSize(2)
        .allMatch(trial -> trial.cost().flops() >= 500_000 && trial.cost().flops() <= 600_000);
    assertThat(experiment.bare()).isNotEqualTo(parse("").bare());
    assertThatThrownBy(() -> parse("bandOf: {c: {flops: 1M..2M}}"))
        .hasMessageContaining("bandOf must name spaces of the experiment, got 'c'");
  }

  @Test
  void aSpaceHasTheDrawsOfAnother() {
    String text =
        Fakes.experiment(3)
            .replace("[cifar-anynetx-c]", "[cifar-regnetx-eca, cifar-regnetx, cifar-regnety]")
            .replace("..400k", "500k..600k");
    String draws = "drawsOf: {cifar-regnetx-eca: cifar-regnetx, cifar-regnety: cifar-regnetx}\n";
    List<PlannedTrial> trials = Experiment.parse("e", text + draws).plan().trials();
    assertThat(trials).hasSize(9);
    for (int i = 0; i < 9; i += 3) {
      assertThat(trials.get(i).parameters())
          .isEqualTo(trials.get(i + 1).parameters())
          .isEqualTo(trials.get(i + 2).parameters());
      assertThat(trials.get(i).trial().network().toString()).contains("EfficientChannel");
      assertThat(trials.get(i + 2).trial().network().toString()).contains("SqueezeExcite");
      assertThat(trials.get(i + 2).cost().flops()).isGreaterThan(trials.get(i + 1).cost().flops());
    }
    List<PlannedTrial> alone =
        Experiment.parse(
                "e", text.replace("cifar-regnetx-eca, ", "").replace(", cifar-regnety", ""))
            .plan()
            .trials();
    assertThat(trials.stream().map(PlannedTrial::id))
        .containsAll(alone.stream().map(PlannedTrial::id).toList());
    assertThatThrownBy(() -> parse("drawsOf: {cifar-anynetx-c: other}"))
        .hasMessageContaining("drawsOf must name spaces of the experiment, got 'other'");
    assertThatThrownBy(() -> parse("drawsOf: {cifar-anynetx-c: cifar-anynetx-c}"))
        .hasMessageContaining("drawsOf must name spaces with draws of their own");
    assertThatThrownBy(() -> Experiment.parse("e", text + draws + "modelsOf: {cifar-regnety: 2}"))
        .hasMessageContaining("modelsOf and bandOf must not have spaces with the draws of another");
    String other = text.replace("cifar-regnetx-eca", "cifar-anynetx-d");
    assertThatThrownBy(
            () -> Experiment.parse("e", other + "drawsOf: {cifar-regnetx: cifar-anynetx-d}").plan())
        .hasMessageContaining(
            "space cifar-regnetx must have a place for the draws of another: d must be ");
  }

  @Test
  void aNetworkIsTrainedWithSeveralSeeds() {
    Experiment once = parse("");
    Experiment experiment = parse("trainings: 3");
    List<PlannedTrial> trials = experiment.plan().trials();
    List<PlannedTrial> single = once.plan().trials();
    assertThat(trials).hasSize(6);
    for (int i = 0; i < 6; i++) {
      assertThat(trials.get(i).index()).isEqualTo(i);
      assertThat(trials.get(i).trial().network()).isEqualTo(single.get(i / 3).trial().network());
      assertThat(trials.get(i).trial().seed()).isEqualTo(3 + i % 3);
    }
    assertThat(trials.get(3).id()).isEqualTo(single.get(1).id()); // the first is the very same
    assertThat(trials.stream().map(PlannedTrial::id)).doesNotHaveDuplicates();
    assertThat(Experiment.parse("copy", Experiment.documents().yaml(experiment)))
        .isEqualTo(experiment);
    assertThatThrownBy(() -> parse("trainings: 0"))
        .hasMessageContaining("trainings must be at least 1, got trainings=0");
    assertThatThrownBy(() -> parse("trainings: 2\n" + CLAIMS))
        .hasMessageContaining("claims must be none where a network is trained more than once");
    assertThatThrownBy(() -> parse("trainings: 2\nprune: {after: 1, above: 0.9}"))
        .hasMessageContaining("must not prune where a network is trained more than once");
  }

  /** As the claims, they may change: what is trained does not depend on them. */
  @Test
  void figuresAreNoPartOfWhatIsTrained(@TempDir Path folder) {
    String figures = "edfs: {own: [cifar-anynetx-c]}\nfigures: [edf-own, edf]\n";
    Experiment experiment = parse(figures);
    assertThat(experiment.edfs()).containsEntry("own", List.of("cifar-anynetx-c"));
    assertThat(experiment.figures()).containsExactly("edf-own", "edf");
    Plan plan = parse("").plan();
    Fakes.open(folder, Fakes.experiment(2), plan).close();
    Fakes.open(folder, Fakes.experiment(2) + figures, plan).close();
    assertThat(folder.resolve("experiment.yaml")).hasContent(Fakes.experiment(2) + figures);
  }

  /** Asked twice, it would have two chances. */
  @Test
  void whatIsExploredIsNoClaim() {
    String claim = "[b best-value 1]";
    assertThatThrownBy(() -> parse("claims: " + claim + "\nexplore: [b: best-value 1.0]"))
        .hasMessageContaining("experiment explore must differ from claims, got 'b best-value 1'");
    assertThatThrownBy(() -> parse("claims: " + claim + "\nexplore: [a is nice]"))
        .hasMessageContaining("explore item 1: ");
  }

  @Test
  void figuresThatCannotBeAreRefused() {
    assertThatThrownBy(() -> parse("edfs: {own: [c]}"))
        .hasMessageContaining("edfs own must name spaces of the experiment, got 'c'");
    assertThatThrownBy(() -> parse("edfs: {own: []}"))
        .hasMessageContaining("edfs own must be of spaces that differ, at least one, got []");
    assertThatThrownBy(() -> parse("edfs: {../own: [cifar-anynetx-c]}"))
        .hasMessageContaining("edfs must have names of letters");
    assertThatThrownBy(() -> parse("edfs: {weighted: [cifar-anynetx-c]}"))
        .hasMessageContaining("edfs must not be called weighted");
    assertThatThrownBy(() -> parse("figures: [edf, edf]"))
        .hasMessageContaining("figures must differ");
  }

  @Test
  void keysWithoutValuesAreRefused() {
    assertThatThrownBy(() -> parse("figures: [~]")).hasMessageContaining("figures must be names");
    assertThatThrownBy(() -> parse("edfs: {own: }"))
        .hasMessageContaining("edfs must have a value for own");
    assertThatThrownBy(() -> parse("edfs: {own: [~]}"))
        .hasMessageContaining("edfs own must be of spaces that differ, at least one");
    assertThatThrownBy(() -> parse("bandOf: {cifar-anynetx-c: }"))
        .hasMessageContaining("bandOf must have a value for cifar-anynetx-c");
    assertThatThrownBy(() -> parse("modelsOf: {cifar-anynetx-c: }"))
        .hasMessageContaining("modelsOf must have a value for cifar-anynetx-c");
  }

  @Test
  void theFirstModelsAreTheSameWhateverTheirNumber() {
    Experiment few = parse("");
    Experiment many = parse("modelsOf: {cifar-anynetx-c: 3}");
    assertThat(many.plan().trials().subList(0, 2)).isEqualTo(few.plan().trials());
  }

  private static ClaimHistory history(Path folder) {
    return ClaimHistory.of(StoredSweep.list(folder).meta()).orElseThrow();
  }

  @Test
  void claimsAreRememberedWithWhatHadEndedWhenTheyWereMade(@TempDir Path folder) throws Exception {
    Plan plan = Fakes.plan("c", 1, 2);
    Path copy = folder.resolve("experiment.yaml");
    String first = Fakes.experiment(2) + "claims: [d1 best-value 2]\n";
    Fakes.open(folder, Fakes.experiment(2), plan).close();
    try (Sweep sweep = Fakes.open(folder, first, plan)) {
      assertThat(sweep.claimsChanged().orElseThrow().added()).containsExactly("d1 best-value 2");
      sweep.run(Fakes.workers(folder, 1), Progress.silent());
    }
    assertThat(copy).hasContent(first);
    Fakes.open(folder, Fakes.experiment(1) + CLAIMS + "  - d1  best-value 2\n", plan).close();
    assertThat(copy) // the number stays, and so do the comments
        .hasContent(Fakes.experiment(2) + CLAIMS + "  - d1  best-value 2\n");
    assertThat(history(folder).made("d1 best-value 2").orElseThrow().ended()).isZero();
    assertThat(history(folder).made("b best-value 1").orElseThrow().ended()).isEqualTo(2);
    assertThat(history(folder).made("b best-value 2")).isEmpty();

    try (Sweep sweep = Fakes.open(folder, Fakes.experiment(2), plan)) {
      assertThat(sweep.claimsChanged().orElseThrow().withdrawn()).hasSize(4);
    }
    assertThat(copy).hasContent(Fakes.experiment(2));
    assertThat(history(folder).withdrawn()).hasSize(4);
    assertThat(history(folder).withdrawn().values())
        .allSatisfy(change -> assertThat(change.ended()).isEqualTo(2));
  }

  @Test
  void blanksAndOrderMakeNoNewClaims(@TempDir Path folder) {
    Plan plan = Fakes.plan("c", 1);
    String before = Fakes.experiment(1) + "claims: [d1 best-value 2, 'b: best-value 1']\n";
    Fakes.open(folder, before, plan).close();
    String after = Fakes.experiment(1) + "claims:\n  - b: best-value   1\n  - d1 best-value 2.0\n";
    try (Sweep sweep = Fakes.open(folder, after, plan)) {
      assertThat(sweep.claimsChanged()).isEmpty();
    }
    assertThat(folder.resolve("experiment.yaml")).hasContent(before);
    assertThat(history(folder).changes()).hasSize(2);
  }

  @Test
  void resultsThatWereKnownElsewhereWhenAClaimWasMadeAreCounted(@TempDir Path folder) {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    try (Sweep sweep = Fakes.open(one, Fakes.plan("c", 1, 2))) {
      sweep.run(Fakes.workers(folder, 1), Progress.silent());
    }
    String claims = Fakes.experiment(1) + "claims: [d1 best-value 2]\n";
    try (Sweep sweep = Fakes.open(two, claims, Fakes.plan("c", 1, 2, 3))) {
      sweep.reuse(List.of(one));
    }
    ClaimHistory.Change made = history(two).made("d1 best-value 2").orElseThrow();
    assertThat(made.ended()).isZero();
    assertThat(made.elsewhere()).isEqualTo(2);
    // what is trained after the claim was made is no earlier knowledge
    try (Sweep sweep = Fakes.open(one, Fakes.plan("c", 1, 2, 3))) {
      sweep.run(Fakes.workers(folder, 1), Progress.silent());
    }
    try (Sweep sweep = Fakes.open(two, claims, Fakes.plan("c", 1, 2, 3))) {
      assertThat(sweep.reuse(List.of(one)).get(0).trials()).isEqualTo(1);
    }
    assertThat(history(two).made("d1 best-value 2").orElseThrow().elsewhere()).isEqualTo(2);
  }

  @Test
  void aGivenTextKeepsItsComments() {
    String text = Fakes.experiment(2).replace("models: 2", "models: 2 # of each");
    assertThat(Experiment.parse("e", text).withModels(7).yaml(text))
        .isEqualTo(text.replace("models: 2", "models: 7"));
    String more = text + "modelsOf: {cifar-anynetx-c: 3}\n";
    Experiment fewer = Experiment.parse("e", more).withModels(1);
    assertThat(Experiment.parse("e", fewer.yaml(more))).isEqualTo(fewer);
  }

  @Test
  void moreModelsOfOneSpaceAreAGrowth(@TempDir Path folder) {
    Fakes.open(folder, Fakes.experiment(1), Fakes.plan("c", 1)).close();
    String more = Fakes.experiment(1) + "modelsOf: {cifar-anynetx-c: 2}\n";
    Fakes.open(folder, more, Fakes.plan("c", 1, 2)).close();
    assertThat(folder.resolve("experiment.yaml")).hasContent(more);
  }
}
