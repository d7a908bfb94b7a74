package io.archscape.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.sweep.Fakes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanTest {
  @Test
  void takesTheFirstOfEachSpaceThenTheSecond() {
    Plan plan =
        new Plan(
            List.of(
                Fakes.planned("d", 0, 1),
                Fakes.planned("d", 1, 2),
                Fakes.planned("c", 0, 3),
                Fakes.planned("c", 1, 4)));
    assertThat(plan.trials())
        .extracting(t -> t.space() + t.index())
        .containsExactly("d0", "c0", "d1", "c1");
    assertThat(plan.spaces()).containsExactly("d", "c");
  }

  @Test
  void trainsATrialOfTwoSpacesOnce() {
    Plan plan =
        new Plan(
            List.of(Fakes.planned("c", 0, 1), Fakes.planned("d", 0, 2), Fakes.planned("d", 1, 1)));
    String shared = Fakes.trial(1).id();
    assertThat(plan.byId()).hasSize(2);
    assertThat(plan.spacesById()).containsEntry(shared, Set.of("c", "d"));
  }

  @Test
  void hasOneTrialForAPlace() {
    assertThatThrownBy(() -> new Plan(List.of(Fakes.planned("c", 0, 1), Fakes.planned("c", 0, 2))))
        .hasMessage("a plan must have one trial for each place in a space, got two for c 0");
    assertThatThrownBy(() -> new Plan(List.of())).hasMessageContaining("at least one trial");
  }

  @Test
  void workIsMultiplyAddsTimesImagesTimesEpochs() {
    PlannedTrial trial = Fakes.planned("c", 0, 1);
    assertThat(trial.work()).isEqualTo(trial.cost().flops() * 100.0 * 3);
  }

  @Test
  void parametersKeepTheirOrderAndAreNumbers() {
    PlannedTrial trial = Fakes.planned("c", 0, 1);
    assertThat(trial.parameters().keySet()).containsExactly("width", "depth");
    assertThatThrownBy(
            () ->
                new PlannedTrial(
                    "c", 0, trial.trial(), Map.of("wa", Double.NaN), Map.of(), trial.cost()))
        .hasMessage("a parameter must be finite, got wa=NaN");
  }
}
