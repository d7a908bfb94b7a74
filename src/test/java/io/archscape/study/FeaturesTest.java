package io.archscape.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.archscape.InputException;
import io.archscape.graph.Cost;
import io.archscape.predict.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeaturesTest {
  private static final List<SpaceStudy> SPACES =
      Study.read(List.of(Path.of("experiments/cifar10-second"))).finished();

  @Test
  void aStudyIsARowForEachModelOfWhatTheSpacesShare() {
    Table table = Features.of(SPACES);
    assertThat(table.size()).isEqualTo(28);
    assertThat(table.names())
        .startsWith("log flops", "log params", "log acts", "d1")
        .contains("blocks", "b", "g")
        .doesNotHaveDuplicates();
    assertThat(table.error(0)).isEqualTo(SPACES.get(0).models().get(0).errorPercent());
    double flops = SPACES.get(0).models().get(0).cost().flops();
    assertThat(table.row(0)[0]).isCloseTo(Math.log10(flops), within(1e-12));
  }

  @Test
  void anArchitectureIsARowOfTheSameNames() {
    List<String> names = List.of("log flops", "b", "blocks", "attention=none", "attention=se");
    Cost cost = new Cost(1000, 10, 100);
    assertThat(Features.row("x", names, cost, Map.of("b", 2.0), Map.of("attention", "se"), 7))
        .containsExactly(3, 2, 7, 0, 1);
    assertThatThrownBy(() -> Features.row("x", names, cost, Map.of(), Map.of("attention", "se"), 7))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("x: must say its b, ");
    assertThatThrownBy(
            () -> Features.row("x", names, cost, Map.of("b", 2.0), Map.of("attention", "eca"), 7))
        .hasMessage(
            "x: attention must be one of those trained on, [attention=none, attention=se], got"
                + " eca");
  }

  /** Otherwise the same trial is in two folds, and the prediction of it a look at the answer. */
  @Test
  void aTrialOfTwoSweepsOrSpacesIsOneRow(@TempDir Path folder) throws IOException {
    Path copy = Files.createDirectories(folder.resolve("copy"));
    Files.copy(Path.of("experiments/cifar10-second/trials.db"), copy.resolve("trials.db"));
    List<SpaceStudy> doubled =
        Study.read(List.of(Path.of("experiments/cifar10-second"), copy)).finished();
    Table once = Features.of(SPACES);
    Table table = Features.of(doubled);
    assertThat(table.names()).isEqualTo(once.names());
    assertThat(table.errors()).containsExactly(once.errors());
    assertThat(Features.repeated(doubled)).isEqualTo(28);
    assertThat(Features.repeated(SPACES)).isZero();
    assertThat(Features.provenance(doubled, 3, "1.0").trialsSha256())
        .isEqualTo(Features.provenance(SPACES, 3, "1.0").trialsSha256());
  }

  @Test
  void provenanceNamesTheTrials() {
    var provenance = Features.provenance(SPACES, 3, "1.0");
    assertThat(provenance.sweeps()).containsExactly("cifar10-second");
    assertThat(provenance.spaces()).hasSize(SPACES.size());
    assertThat(provenance.trialsSha256()).hasSize(64);
    assertThat(Features.provenance(SPACES.subList(0, 1), 3, "1.0").trialsSha256())
        .isNotEqualTo(provenance.trialsSha256());
  }
}
