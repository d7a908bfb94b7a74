package io.archscape.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.archscape.experiment.PlannedTrial;
import io.archscape.train.EpochMetrics;
import io.archscape.train.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SnapshotTest {
  private final PlannedTrial first = Fakes.planned("c", 0, 1);
  private final PlannedTrial second = Fakes.planned("d", 0, 2);

  private Snapshot start() {
    Map<String, OptionalDouble> best = new LinkedHashMap<>();
    best.put("c", OptionalDouble.of(0.625));
    best.put("d", OptionalDouble.empty());
    return Snapshot.of(
        new SweepEvent.Started(0, new SweepSummary(3, 0, 0, 1, 4), best, 4 * first.work(), 2));
  }

  private static Outcome outcome(double error) {
    return new Outcome(List.of(new EpochMetrics(3, 0, 1, 1, 1, error, 1, 100)), "");
  }

  @Test
  void saysLittleBeforeAnythingWasTrained() {
    Snapshot start = start();
    assertThat(start.secondsLeft()).isEmpty();
    assertThat(start.line()).isEqualTo("3/8 models, 1 failed | best c 62.5 %, d - | 0 images/s");
  }

  @Test
  void namesTheBestOfManySpaces() {
    Map<String, OptionalDouble> best = new LinkedHashMap<>();
    best.put("a", OptionalDouble.empty());
    best.put("b", OptionalDouble.of(0.5));
    best.put("c", OptionalDouble.of(0.4));
    best.put("d", OptionalDouble.of(0.6));
    best.put("e", OptionalDouble.of(0.3));
    SweepSummary summary = new SweepSummary(4, 0, 0, 0, 1);
    assertThat(Snapshot.of(new SweepEvent.Started(0, summary, best, 1, 2)).line())
        .isEqualTo("4/5 models | best e 30.0 %, c 40.0 %, b 50.0 %, 2 more spaces | 0 images/s");
  }

  @Test
  void followsATrialFromItsStartToItsEnd() {
    Snapshot running =
        start()
            .after(new SweepEvent.TrialStarted(1, first, 1))
            .after(new SweepEvent.EpochFinished(2, first, Fakes.epoch(first.trial(), 1)));
    assertThat(running.running()).containsOnlyKeys(first.id());
    assertThat(running.imagesPerSecond()).isEqualTo(50);
    // a third of a trial in 1 s; three and two thirds are left, for two workers
    assertThat(running.secondsLeft().orElseThrow()).isCloseTo(5.5, within(1e-9));
    Snapshot done =
        running
            .after(new SweepEvent.EpochFinished(4, first, Fakes.epoch(first.trial(), 2)))
            .after(new SweepEvent.EpochFinished(5, first, Fakes.epoch(first.trial(), 3)))
            .after(new SweepEvent.TrialFinished(6, first, Set.of("c", "d"), outcome(0.5)));
    assertThat(done.running()).isEmpty();
    assertThat(done.line())
        .isEqualTo("4/8 models, 1 failed | best c 50.0 %, d 50.0 % | 50 images/s | 6 s left");
  }

  @Test
  void aWorseErrorIsNotTheBest() {
    Snapshot after =
        start().after(new SweepEvent.TrialFinished(1, first, Set.of("c"), outcome(0.7)));
    assertThat(after.best()).containsEntry("c", OptionalDouble.of(0.625));
  }

  @Test
  void aLostAttemptIsLeftToDoAgain() {
    Snapshot lost =
        start()
            .after(new SweepEvent.TrialStarted(0, first, 1))
            .after(new SweepEvent.EpochFinished(3, first, Fakes.epoch(first.trial(), 1)))
            .after(new SweepEvent.AttemptFailed(3, first, "died", false));
    assertThat(lost.summary()).isEqualTo(new SweepSummary(3, 0, 0, 1, 4));
    // a third in 3 s; four whole ones are left, for two workers
    assertThat(lost.secondsLeft().orElseThrow()).isCloseTo(18, within(1e-9));
  }

  @Test
  void whatACheckpointBringsIsBehindButNotOfThisRun() {
    List<EpochMetrics> two = Fakes.outcome(first.trial()).epochs().subList(0, 2);
    Snapshot resumed =
        start()
            .after(new SweepEvent.TrialStarted(1, first, 1))
            .after(new SweepEvent.TrialResumed(2, first, two));
    assertThat(resumed.secondsLeft()).as("nothing is known of speed yet").isEmpty();
    assertThat(resumed.labour().images()).isZero();
    assertThat(resumed.running().get(first.id()).epochs()).isEqualTo(2);
    Snapshot done =
        resumed.after(new SweepEvent.EpochFinished(4, first, Fakes.epoch(first.trial(), 3)));
    // a third of a trial in 2 s; three are left, for two workers
    assertThat(done.secondsLeft().orElseThrow()).isCloseTo(9, within(1e-9));
    assertThat(done.labour().images()).isEqualTo(Fakes.IMAGES);
  }

  @Test
  void timeLeftIsThatOfTheWorkersThatThereAreNow() {
    Snapshot two =
        start()
            .after(new SweepEvent.TrialStarted(0, first, 1))
            .after(new SweepEvent.EpochFinished(3, first, Fakes.epoch(first.trial(), 1)));
    double before = two.secondsLeft().orElseThrow();
    Snapshot one = two.after(new SweepEvent.Adjusted(3, "1 worker", 1, false));
    assertThat(one.secondsLeft().orElseThrow()).isCloseTo(2 * before, within(1e-9));
    Snapshot paused = one.after(new SweepEvent.Adjusted(3, "paused", 1, true));
    assertThat(paused.secondsLeft()).isEmpty();
    assertThat(paused.line()).endsWith("| paused, 1 still in flight");
  }

  @Test
  void aSweepThatGrowsHasMoreLeft() {
    SweepSummary more = new SweepSummary(4, 0, 0, 1, 6);
    Snapshot grown =
        start()
            .after(
                new SweepEvent.Grown(
                    1, "more", more, Map.of("c", OptionalDouble.of(0.5)), second.work()));
    assertThat(grown.line()).startsWith("4/11 models, 1 failed | best c 50.0 %");
    assertThat(grown.labour().left()).isEqualTo(4 * first.work() + second.work());
  }

  @Test
  void countsWhatDivergedAndFailed() {
    Snapshot after =
        start()
            .after(new SweepEvent.TrialDiverged(1, first, "NaN"))
            .after(new SweepEvent.AttemptFailed(2, second, "died", true))
            .after(new SweepEvent.TrialPruned(3, Fakes.planned("d", 1, 3), "hopeless"))
            .after(new SweepEvent.Tick(7));
    assertThat(after.summary()).isEqualTo(new SweepSummary(3, 1, 1, 2, 1));
    assertThat(after.seconds()).isEqualTo(7);
    assertThat(after.line()).startsWith("3/8 models, 1 diverged, 1 pruned, 2 failed | ");
  }
}
