package io.archscape.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.experiment.Experiment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FrozenExperimentTest {
  private static String identity(String more) {
    return FrozenExperiment.identity(Experiment.parse("e.yaml", Fakes.experiment(2) + more));
  }

  /** As the claims, they may change: what is trained does not depend on them. */
  @Test
  void figuresAndExploredClaimsAreNoPartOfTheIdentity() {
    assertThat(identity("edfs: {own: [cifar-anynetx-c]}\nfigures: [edf-own, edf]\n"))
        .isEqualTo(identity(""));
    assertThat(identity("explore: [b best-value 1]")).isEqualTo(identity(""));
  }

  /** The number was made by the version before these keys: stores of then can be resumed. */
  @Test
  void experimentsOfOldKeepTheirIdentity() throws IOException {
    Path old = Path.of("experiments", "refinement-small.yaml");
    assertThat(FrozenExperiment.identity(Experiment.parse("old", Files.readString(old))))
        .isEqualTo("0b1db3a3ff0523a60c1800b3584010b8f9011b977175581b5b7c9ad412164c65");
  }
}
