package io.archscape.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.archscape.store.Attempt;
import io.archscape.store.Attempt.Outcome;
import io.archscape.store.PlausibleStore;
import io.archscape.store.StoredSweep;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepEffortTest {
  private static final Instant BEGINNING = Instant.parse("2026-11-22T10:00:00Z");

  private static Attempt attempt(int worker, int from, int to, Outcome outcome) {
    return attempt(OptionalInt.of(worker), from, to, outcome);
  }

  private static Attempt attempt(OptionalInt worker, int from, int to, Outcome outcome) {
    return new Attempt(
        "s",
        0,
        1,
        worker,
        BEGINNING.plusSeconds(from),
        to < 0 ? Optional.empty() : Optional.of(BEGINNING.plusSeconds(to)),
        outcome,
        "");
  }

  /** Two workers side by side, a night between two sittings, and what was taken from elsewhere. */
  @Test
  void timesOfWorkersAreAddedAndNightsAreNot() {
    SweepEffort effort =
        SweepEffort.of(
            List.of(
                attempt(OptionalInt.empty(), 0, 0, Outcome.ADOPTED),
                attempt(1, 0, 60, Outcome.DONE),
                attempt(2, 0, 40, Outcome.DIVERGED),
                attempt(2, 40, 70, Outcome.FAILED),
                attempt(1, 60, 80, Outcome.INTERRUPTED),
                attempt(1, 36_000, 36_020, Outcome.PRUNED),
                attempt(2, 36_010, 36_100, Outcome.DONE),
                attempt(1, 36_020, -1, Outcome.RUNNING)));
    assertThat(effort.ended()).isEqualTo(4);
    assertThat(effort.reused()).isEqualTo(1);
    assertThat(effort.interrupted()).isEqualTo(1);
    assertThat(effort.failed()).isEqualTo(1);
    assertThat(effort.workerSeconds()).isEqualTo(60 + 40 + 30 + 20 + 20 + 90);
    assertThat(effort.seconds()).isEqualTo(80 + 100);
    assertThat(effort.modelsAnHour()).isCloseTo(4 / 0.05, within(1e-9));
  }

  /** Of a coordinator that was killed nobody knows when: the next one closes its attempts. */
  @Test
  void aNightAfterAKillIsNoWork(@TempDir Path folder) throws IOException {
    PlausibleStore.fill(
        folder,
        PlausibleStore.SIX_SPACES.replace("models: 500", "models: 1"),
        3); // a fourth is being trained, and was never ended
    PlausibleStore.comeBack(folder, Instant.parse("2099-01-01T00:00:00Z"));
    SweepEffort effort = SweepEffort.of(StoredSweep.attempts(folder));
    assertThat(effort.interrupted()).isEqualTo(1);
    assertThat(effort.seconds()).isLessThan(600);
    assertThat(effort.workerSeconds()).isLessThan(600);
  }

  @Test
  void aClockThatWasSetBackTakesNoTimeAway() {
    SweepEffort effort =
        SweepEffort.of(List.of(attempt(1, 50, 20, Outcome.DONE), attempt(1, 20, 40, Outcome.DONE)));
    assertThat(effort.workerSeconds()).isEqualTo(20);
    assertThat(effort.seconds()).isEqualTo(20);
    assertThat(SweepEffort.of(List.of()).modelsAnHour()).isNaN();
  }
}
