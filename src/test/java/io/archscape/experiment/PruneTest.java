package io.archscape.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.sweep.Fakes;
import io.archscape.train.EpochMetrics;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PruneTest {
  private static EpochMetrics epoch(int number, double error) {
    return new EpochMetrics(number, 0.1, 1, 1, 1, error, 1, 100);
  }

  @Test
  void asksOnceAfterItsEpoch() {
    Prune prune = new Prune(2, 0.8);
    assertThat(prune.verdict(List.of(epoch(1, 0.9)))).isEmpty();
    assertThat(prune.verdict(List.of(epoch(1, 0.9), epoch(2, 0.8)))).as("not above").isEmpty();
    assertThat(prune.verdict(List.of(epoch(2, 0.85))))
        .contains("error must be at most 0.8 after epoch 2, got 0.8500");
    assertThat(prune.verdict(List.of(epoch(3, 0.9)))).isEmpty();
    assertThat(Prune.NEVER.verdict(List.of(epoch(1, 1)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "after: 3, above: 0.8|prune after must be less than the recipe's epochs, got after=3 epochs=3",
        "after: 0, above: 0.8|prune after must be at least 1 epoch, got after=0",
        "after: 2, above: 0|prune above must lie in (0,1], got above=0.0",
        "after: 2, above: 1.5|prune above must lie in (0,1], got above=1.5",
        "after: 2|'above'"
      })
  void aRuleThatMakesNoSenseIsRefused(String line) {
    String[] parts = line.split("[|]");
    String yaml = Fakes.experiment(1) + "prune: {" + parts[0] + "}\n";
    assertThatThrownBy(() -> Experiment.parse("x.yaml", yaml))
        .hasMessageStartingWith("x.yaml:")
        .hasMessageContaining(parts[1]);
  }

  @Test
  void anExperimentWithoutARuleIsWrittenWithoutOne() {
    Experiment without = Experiment.parse("x.yaml", Fakes.experiment(1));
    assertThat(without.prune()).isEqualTo(Prune.NEVER);
    assertThat(Experiment.documents().yaml(without)).doesNotContain("prune");
    Experiment with =
        Experiment.parse("x.yaml", Fakes.experiment(1) + "prune: {after: 2, above: 0.8}\n");
    assertThat(with.prune()).isEqualTo(new Prune(2, 0.8));
    assertThat(Experiment.parse("y.yaml", Experiment.documents().yaml(with))).isEqualTo(with);
    assertThat(with.plan().byId().keySet())
        .as("it is no part of a trial")
        .isEqualTo(without.plan().byId().keySet());
  }

  @Test
  void moreModelsLeaveTheFirstOnesAsTheyAre() {
    Experiment two = Experiment.parse("x.yaml", Fakes.experiment(2));
    Plan small = two.plan();
    Plan large = two.withModels(5).plan();
    assertThat(large.trials().subList(0, small.trials().size())).isEqualTo(small.trials());
    assertThat(large.size()).isEqualTo(5);
  }
}
