package io.archscape.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.data.DataSpec;
import io.archscape.sweep.Fakes;
import io.archscape.train.Recipe;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrialTest {
  private final Trial trial = Fakes.trial(7);

  /** If this fails, stores out there no longer know their trials: raise Trial.FORMAT. */
  @Test
  void canonicalJsonStaysAsItIs() {
    assertThat(trial.canonicalJson())
        .isEqualTo(
            "{\"data\":{\"image\":16,\"name\":\"shapes\",\"seed\":1,\"train\":100,"
                + "\"validation\":50},\"network\":{\"head\":{\"width\":0},\"stages\":[{\"block\":"
                + "{\"type\":\"res_bottleneck_block\",\"attention\":{\"type\":\"se\",\"ratio\":0.25},"
                + "\"groupWidth\":8,\"multiplier\":1.0},\"depth\":2,\"stride\":2,\"width\":16}],"
                + "\"stem\":{\"type\":\"simple_stem_in\",\"width\":8}},\"recipe\":{\"augment\":"
                + "{\"flip\":true,\"pad\":2},\"batch\":64,\"epochs\":3,\"labelSmoothing\":0.1,"
                + "\"optimizer\":{\"type\":\"sgd\",\"lr\":0.1,\"momentum\":0.9,\"nesterov\":true,"
                + "\"weightDecay\":5.0E-4},\"schedule\":{\"type\":\"cosine\",\"warmupFactor\":0.1,"
                + "\"warmupSteps\":100}},\"seed\":7}");
  }

  /** The hash is that of: printf 'archscape trial 1\n%s' JSON | sha256sum. */
  @Test
  void idIsTheHashOfFormatAndJson() {
    assertThat(trial.id())
        .isEqualTo("75cf70d472b247272ff76a5e74cdaa5fbf6ac09b5e3599aba49f1cfad91004bc");
    assertThat(Long.toHexString(trial.rngSeed())).isEqualTo(trial.id().substring(0, 16));
  }

  @Test
  void idDependsOnEveryPart() {
    Recipe recipe = Recipe.DEFAULT;
    DataSpec data = new DataSpec("shapes", 100, 51, 16, 1);
    assertThat(
            Set.of(
                trial.id(),
                new Trial(Fakes.network(24), trial.recipe(), trial.data(), 7).id(),
                new Trial(trial.network(), recipe, trial.data(), 7).id(),
                new Trial(trial.network(), trial.recipe(), data, 7).id(),
                Fakes.trial(8).id()))
        .hasSize(5);
  }
}
