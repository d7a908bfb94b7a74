package io.archscape.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.InputException;
import io.archscape.claims.Answer;
import io.archscape.claims.Claim;
import io.archscape.claims.Verdict;
import io.archscape.plot.Palette;
import io.archscape.store.ForeignTrial;
import io.archscape.store.Importer;
import io.archscape.store.PlausibleStore;
import io.archscape.store.TrialStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyClaimsTest {
  private static final String SMALL =
      """
      name: small
      description: two spaces
      spaces: [cifar-anynetx-d, cifar-regnety]
      models: 6
      band: {flops: 1M..4M}
      data: {name: cifar10, train: 20000, validation: 5000, image: 32, seed: 1}
      recipe: {epochs: 5, batch: 64}
      seed: 3
      claims: [cifar-regnety better-than cifar-anynetx-d]
      """;

  @TempDir Path folder;

  private Path sweep(String name, String text) throws IOException {
    Path path = folder.resolve(name);
    PlausibleStore.fill(path, text);
    return path;
  }

  @Test
  void sweepsOfOneNameAreToldApartByTheFoldersAbove() throws IOException {
    Path one = sweep("d1/run", SMALL);
    Path other = sweep("d2/run", SMALL.replace("seed: 3", "seed: 4"));
    Study study = Study.read(List.of(one, other));
    assertThat(study.sweeps()).extracting(SweepFacts::name).containsExactly("d1/run", "d2/run");
    List<String> labels = study.spaces().stream().map(SpaceStudy::label).toList();
    assertThat(labels)
        .containsExactly(
            "d1/run/cifar-anynetx-d",
            "d1/run/cifar-regnety",
            "d2/run/cifar-anynetx-d",
            "d2/run/cifar-regnety");
    Palette palette = Palette.of(labels);
    assertThat(labels.stream().map(palette::hex).distinct()).hasSize(4);
    List<Answer> answers =
        StudyClaims.answers(
            study,
            List.of(
                Claim.parse("d1/run/cifar-regnety better-than d2/run/cifar-regnety"),
                Claim.parse("cifar-regnety better-than d2/run/cifar-regnety")),
            1);
    assertThat(answers.subList(0, 3))
        .allSatisfy(answer -> assertThat(answer.verdict()).isNotEqualTo(Verdict.UNANSWERED));
    assertThat(answers.get(3).sentence())
        .contains("say which of d1/run/cifar-regnety, d2/run/cifar-regnety");
  }

  /** What is explored besides must not make the claims less sure, nor they it. */
  @Test
  void whatIsExploredHasAnErrorLevelOfItsOwn() throws IOException {
    Study plain = Study.read(List.of(sweep("plain", SMALL)));
    Study study =
        Study.read(
            List.of(
                sweep(
                    "exploring",
                    SMALL
                        + """
                        explore:
                          - cifar-anynetx-d better-than cifar-regnety
                          - cifar-regnety not-worse-than cifar-anynetx-d within 2.0
                        """)));
    List<Answer> claims = StudyClaims.answers(study, 1);
    assertThat(claims).hasSize(1);
    assertThat(claims.get(0).test()).isEqualTo(StudyClaims.answers(plain, 1).get(0).test());
    List<Answer> explored = StudyClaims.explored(study, 1);
    assertThat(explored).hasSize(2);
    assertThat(explored.get(0).test().orElseThrow().claims()).isEqualTo(2);
    assertThat(explored.get(0).warnings()).anyMatch(warning -> warning.startsWith("exploratory"));
    assertThat(StudyClaims.explored(plain, 1)).isEmpty();
    assertThatThrownBy(() -> sweep("wrong", SMALL + "explore: [cifar-regnety better-than other]"))
        .hasMessageContaining("other");
  }

  @Test
  void aSweepIsNotComparedWithItself() throws IOException {
    Path one = sweep("one", SMALL);
    for (Path same : List.of(one, one.resolve("../one"), one.resolve(TrialStore.FILE))) {
      assertThatThrownBy(() -> Study.read(List.of(one, same)))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("sweeps must differ, got");
    }
  }

  @Test
  void sweepsThatWereMadeOtherwiseAreNoFairComparison() throws IOException {
    Path one = sweep("one", SMALL);
    Path band = sweep("band", SMALL.replace("1M..4M", "1.1M..4M").replace("seed: 3", "seed: 5"));
    Path again = sweep("again", SMALL);
    Path imported = folder.resolve("imported");
    List<ForeignTrial> none = List.of();
    Importer.importAll(imported, "elsewhere", none);
    assertThat(Study.read(List.of(one)).warnings())
        .noneMatch(warning -> warning.contains("band") || warning.contains("engine"));
    assertThat(Study.read(List.of(one, band, imported)).warnings())
        .contains("models were drawn within different bands of cost: 2 of them in one, band");
    assertThat(Study.read(List.of(one, again)).warnings())
        .anyMatch(
            warning ->
                warning.matches(
                    "one/cifar-regnety and again/cifar-regnety share [0-9]+ models, which are no"
                        + " independent samples"))
        .noneMatch(warning -> warning.contains("band"));
  }

  @Test
  void enginesThatDifferInMoreThanThreadsAreTold() {
    assertThat(Fairness.warnings(List.of(), List.of(ran("a"), ran("a, 2 threads")))).isEmpty();
    assertThat(Fairness.warnings(List.of(), List.of(ran("a"), ran("b"))))
        .containsExactly("models were trained by different engines: 2 of them in s, s");
  }

  private static SweepFacts ran(String engine) {
    return new SweepFacts(
        "s",
        Optional.empty(),
        Set.of("{}"),
        Set.of("{}"),
        Map.of("engine", engine),
        0,
        SweepEffort.of(List.of()));
  }
}
