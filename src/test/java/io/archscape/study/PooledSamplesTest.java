package io.archscape.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.InputException;
import io.archscape.claims.Answer;
import io.archscape.claims.Claim;
import io.archscape.claims.Verdict;
import io.archscape.graph.Cost;
import io.archscape.store.TrialStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PooledSamplesTest {
  private static final Path FIRST = Path.of("experiments/cifar10-first");
  private static final Path SECOND = Path.of("experiments/cifar10-second");

  @TempDir Path folder;

  /** The second reference sweep, with one text of its experiment replaced. */
  private Path copy(String text, String by) throws IOException {
    Path copy = Files.createDirectories(folder.resolve("copy"));
    Files.copy(SECOND.resolve("trials.db"), copy.resolve("trials.db"));
    String experiment = Files.readString(SECOND.resolve("experiment.yaml"));
    assertThat(experiment).contains(text);
    Files.writeString(copy.resolve("experiment.yaml"), experiment.replace(text, by));
    return copy;
  }

  private static List<String> labels(Study study) {
    return study.spaces().stream().map(SpaceStudy::label).toList();
  }

  @Test
  void drawsOfOneSpaceByOneRecipeAreOneSample() {
    Study apart = Study.read(List.of(FIRST, SECOND));
    assertThat(labels(apart)).hasSize(4).contains("cifar10-first/cifar-anynetx-d");
    Study pooled = apart.pooled();
    assertThat(labels(pooled)).containsExactly("cifar-anynetx-c", "cifar-anynetx-d");
    SpaceStudy space = pooled.spaces().get(1);
    assertThat(space.models()).hasSize(28);
    assertThat(space.sweeps()).containsExactly("cifar10-first", "cifar10-second");
    assertThat(space.models().stream().map(Model::sweep).distinct()).hasSize(2);
    assertThat(pooled.sweeps()).isEqualTo(apart.sweeps());
  }

  @Test
  void aBandOfItsOwnKeepsASampleApart() throws IOException {
    String own = "seed: 2\nbandOf: {cifar-anynetx-d: {flops: 1.3M..2.7M}}\n";
    assertThat(labels(Study.read(List.of(FIRST, copy("seed: 2\n", own))).pooled()))
        .containsExactly(
            "cifar-anynetx-c", "cifar10-first/cifar-anynetx-d", "copy/cifar-anynetx-d");
  }

  @Test
  void moreTrainingsOfEachNetworkKeepASampleApart() throws IOException {
    assertThat(
            labels(
                Study.read(List.of(FIRST, copy("seed: 2\n", "seed: 2\ntrainings: 2\n"))).pooled()))
        .hasSize(4);
  }

  @Test
  void claimsSeePooledSpacesUnderTheirPlainName() {
    Study apart = Study.read(List.of(FIRST, SECOND));
    List<Claim> claims = List.of(Claim.parse("cifar-anynetx-d better-than cifar-anynetx-c"));
    assertThat(StudyClaims.answers(claims, apart, 1).get(0).verdict())
        .isEqualTo(Verdict.UNANSWERED);
    Answer answer = StudyClaims.answers(claims, apart.pooled(), 1).get(0);
    assertThat(answer.verdict()).isNotEqualTo(Verdict.UNANSWERED);
    assertThat(answer.groups()).extracting(Answer.Group::n).containsExactly(28, 28);
  }

  @Test
  void aTrialOfTwoSweepsCountsOnceAndIsTold() throws IOException {
    Study pooled = Study.read(List.of(SECOND, copy("seed: 2", "seed: 2"))).pooled();
    assertThat(pooled.spaces()).allSatisfy(space -> assertThat(space.models()).hasSize(14));
    assertThat(pooled.spaces().get(0).sweeps()).hasSize(2);
    assertThat(pooled.warnings()).anyMatch(w -> w.startsWith("28 trials are in two sweeps"));
  }

  @Test
  void aClaimOfBothSweepsIsOneQuestion() throws IOException {
    String claims = "claims: [cifar-anynetx-d better-than cifar-anynetx-c]\nseed: 2";
    Path one = copy("seed: 2", claims);
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.copy(one.resolve("trials.db"), other.resolve("trials.db"));
    Files.copy(one.resolve("experiment.yaml"), other.resolve("experiment.yaml"));
    Study study = Study.read(List.of(one, other));
    assertThat(StudyClaims.answers(study.pooled(), 1))
        .hasSize(1)
        .allSatisfy(answer -> assertThat(answer.verdict()).isNotEqualTo(Verdict.UNANSWERED));
  }

  @Test
  void otherBandsStayApart() throws IOException {
    Study study = Study.read(List.of(FIRST, copy("1.3M..1.7M", "1.3M..1.8M"))).pooled();
    assertThat(labels(study)).hasSize(4).contains("copy/cifar-anynetx-d");
  }

  @Test
  void sweepsWithoutTheirExperimentStayApart() throws IOException {
    Path copy = copy("seed: 2", "seed: 2");
    Files.delete(copy.resolve("experiment.yaml"));
    assertThat(labels(Study.read(List.of(FIRST, SECOND, copy)).pooled()))
        .containsExactlyInAnyOrder(
            "cifar10-first+cifar10-second/cifar-anynetx-c",
            "cifar10-first+cifar10-second/cifar-anynetx-d",
            "copy/cifar-anynetx-c",
            "copy/cifar-anynetx-d");
  }

  @Test
  void anErrorAboveEverythingIsRefused() {
    assertThatThrownBy(() -> model(250))
        .isInstanceOf(InputException.class)
        .hasMessage("s: errors must lie between 0 and 100 %, got 250.0 % of model 3 of x");
    assertThatThrownBy(() -> model(Double.NaN)).isInstanceOf(InputException.class);
    assertThat(model(100).errorPercent()).isEqualTo(100);
  }

  private static Model model(double error) {
    return new Model(
        "s",
        "x",
        3,
        "id",
        error,
        new Cost(1, 1, 1),
        Map.of(),
        Map.of(),
        Optional.empty(),
        List.of(),
        OptionalDouble.empty());
  }

  @Test
  void whatIsLeftOutIsNamedByHowItEnded() {
    LeftOut done =
        new LeftOut("s", "x", 0, "id", TrialStatus.DONE, "", new Cost(1, 1, 1), Map.of(), Map.of());
    assertThat(new SpaceStudy("x", "s", "x", List.of(), List.of(done), 0).endedWithoutError())
        .isEqualTo("1 done without an error");
  }
}
