package io.archscape.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.InputException;
import io.archscape.claims.Answer;
import io.archscape.claims.Claim;
import io.archscape.experiment.Experiment;
import io.archscape.store.PlausibleStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spaces with the draws of another, from the experiment to the answer. */
class DrawnTogetherTest {
  private static final int MODELS = 60;
  private static final String HEAD =
      PlausibleStore.SIX_SPACES
          .replaceAll("(?s)claims:.*", "")
          .replaceAll("(?s)spaces:.*models: 500\n", "models: " + MODELS + "\n");
  private static final String OWN =
      "spaces: [cifar-regnetx-constrained, cifar-regnetx, cifar-regnety]\n";
  private static final String TOGETHER =
      "spaces: [cifar-regnetx-constrained, cifar-regnety, cifar-regnetx-eca]\n"
          + "drawsOf:\n"
          + "  cifar-regnety: cifar-regnetx-constrained\n"
          + "  cifar-regnetx-eca: cifar-regnetx-constrained\n";
  private static final String PAIRED = "cifar-regnetx-eca better-than cifar-regnetx-constrained";

  @TempDir Path folder;

  private Path sweep(String name, String more) throws IOException {
    Path sweep = folder.resolve(name);
    PlausibleStore.fill(sweep, HEAD.replace("six-spaces", name) + more);
    return sweep;
  }

  private static Answer ask(Study study, String claim) {
    return StudyClaims.answers(List.of(Claim.parse(claim)), study, 1).get(0);
  }

  @Test
  void claimsCompareSettingBySetting() throws IOException {
    Study study = Study.read(List.of(sweep("attention", TOGETHER)));
    Answer answer = ask(study, PAIRED);
    assertThat(answer.test().orElseThrow().name()).isEqualTo("paired permutation test");
    assertThat(study.warnings())
        .contains(
            "cifar-regnetx-constrained, cifar-regnety, cifar-regnetx-eca are made of the same draws: claims compare them pair by pair, the comparison of all spaces takes them as independent");
    int broken =
        study.spaces().stream()
            .filter(space -> !space.space().equals("cifar-regnety"))
            .mapToInt(space -> space.leftOut().size())
            .sum();
    assertThat(broken).as("trials without an error").isPositive();
    assertThat(answer.groups())
        .allMatch(group -> group.n() < MODELS && group.n() >= MODELS - broken);
    assertThat(answer.warnings()).anyMatch(warning -> warning.startsWith("left out: "));
    Answer part = ask(study, "cifar-regnetx-eca[d<12] better-than cifar-regnetx-constrained[d<12]");
    assertThat(part.sentence()).contains(" pairs");
  }

  /** Beside a sweep that has the settings too, whichever is named first. */
  @Test
  void pairsAreTheSameWhateverElseIsRead() throws IOException {
    Path together = sweep("attention", TOGETHER);
    Path own = sweep("own", OWN);
    Answer alone = ask(Study.read(List.of(together)), PAIRED);
    for (List<Path> sweeps : List.of(List.of(together, own), List.of(own, together))) {
      Study study = Study.read(sweeps).pooled();
      Answer answer = ask(study, PAIRED);
      assertThat(answer.effect()).isEqualTo(alone.effect());
      assertThat(answer.test().orElseThrow().p()).isEqualTo(alone.test().orElseThrow().p());
      List<Answer> once =
          StudyClaims.answers(
              List.of(Claim.parse("d best-value 16..24 in cifar-regnetx-constrained")), study, 1);
      assertThat(once).hasSize(1);
    }
  }

  /** Draws of RegNetY itself, and settings of the constrained form with SE, are two samples. */
  @Test
  void drawsOfAnotherSpaceAreASampleOfTheirOwn() throws IOException {
    Study study = Study.read(List.of(sweep("own", OWN), sweep("attention", TOGETHER))).pooled();
    assertThat(study.spaces())
        .extracting(SpaceStudy::label)
        .contains("own/cifar-regnety", "attention/cifar-regnety", "cifar-regnetx-constrained");
    for (SpaceStudy space : study.spaces()) {
      if (space.space().equals("cifar-regnety")) {
        assertThat(space.models()).extracting(Model::sweep).containsOnly(space.sweep());
      }
    }
  }

  /** Trials without an error have a depth too: a condition on it parts no pairs. */
  @Test
  void trialsLeftOutAreInTheirHalfOfDepths() throws IOException {
    Study study = Study.read(List.of(sweep("attention", TOGETHER)));
    String half = "%s[blocks%s12] better-than %s[blocks%s12]";
    int leftOut = 0;
    for (String relation : List.of("<=", ">")) {
      Answer answer =
          ask(
              study,
              half.formatted("cifar-regnetx-eca", relation, "cifar-regnetx-constrained", relation));
      assertThat(answer.sentence()).contains(" pairs");
      leftOut += answer.warnings().stream().anyMatch(w -> w.startsWith("left out: ")) ? 1 : 0;
    }
    assertThat(leftOut).isPositive();
  }

  /** What breaks a space's own rules is not of that space. */
  @Test
  void drawsMustBeOfTheSpaceThatTakesThem() throws IOException {
    String disordered =
        HEAD
            + "spaces: [cifar-anynetx-c, cifar-anynetx-d]\ndrawsOf: {cifar-anynetx-d: cifar-anynetx-c}\n";
    assertThatThrownBy(() -> Experiment.parse("e", disordered).plan())
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "drawsOf cifar-anynetx-d: it must have a network of each setting of cifar-anynetx-c");
    String limited =
        HEAD
            + "spaces: [cifar-regnetx-constrained, LIMITED]\ndrawsOf: {LIMITED: cifar-regnetx-constrained}\n";
    Path small = folder.resolve("small.yaml");
    Files.writeString(
        small,
        "refines: cifar-regnetx-constrained\nname: small\ndescription: few parameters\nconstraints: {params: ..10k}\n");
    assertThatThrownBy(
            () -> Experiment.parse("e", limited.replace("LIMITED", small.toString())).plan())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("drawsOf small: it must have a network of each setting")
        .hasMessageContaining("params");
  }
}
