package io.archscape.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.FolderLock;
import io.archscape.InputException;
import io.archscape.experiment.Plan;
import io.archscape.store.StoredSweep;
import io.archscape.store.TrialResult;
import io.archscape.store.TrialStatus;
import io.archscape.worker.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a sweep takes from its workers, what it keeps, what may be asked of it while it runs. */
@Timeout(120)
class SweepLimitsTest {
  private static final Duration SHORT = Duration.ofSeconds(3);

  @TempDir Path folder;

  private List<SweepEvent> run(Plan plan, int attempts, Limits limits) {
    List<SweepEvent> events = new ArrayList<>();
    List<String> command = FakeWorker.command(folder);
    try (Sweep sweep = Fakes.open(folder, plan)) {
      sweep.run(
          new RunSettings(command, Map.of(), 1, attempts, limits),
          (event, after) -> events.add(event));
    }
    return events;
  }

  private List<String> reasons(List<SweepEvent> events) {
    return events.stream()
        .filter(SweepEvent.AttemptFailed.class::isInstance)
        .map(event -> ((SweepEvent.AttemptFailed) event).reason())
        .toList();
  }

  @Test
  void aHungWorkerIsReplacedAndItsTrialGoesOnFromItsLastEpoch() throws Exception {
    Limits limits = new Limits(SHORT, Optional.empty(), OptionalLong.empty());
    List<SweepEvent> events = run(Fakes.plan("c", FakeWorker.HANGS_ONCE), 2, limits);
    assertThat(reasons(events))
        .singleElement()
        .asString()
        .startsWith("worker must give a sign of life every 3 s, gave none for ");
    assertThat(FakeWorker.epochs(folder))
        .as("no epoch twice")
        .containsExactly("1 of 110", "2 of 110", "3 of 110");
    TrialResult result = StoredSweep.read(folder).trials().get(0);
    assertThat(result.status()).isEqualTo(TrialStatus.DONE);
    assertThat(result.attempts()).isEqualTo(2);
    assertThat(result.epochs()).isEqualTo(Fakes.outcome(Fakes.trial(110)).epochs());
    assertThat(events).filteredOn(SweepEvent.TrialResumed.class::isInstance).hasSize(1);
    assertThat(folder.resolve("checkpoints")).doesNotExist();
  }

  @Test
  void aBloatedWorkerIsReplaced() {
    Limits limits = new Limits(SHORT, Optional.empty(), OptionalLong.of(1 << 20));
    Path hold = folder.resolve("hold");
    assertThat(write(hold, "")).exists();
    List<SweepEvent> events = run(Fakes.plan("c", FakeWorker.WAITS), 1, limits);
    assertThat(reasons(events))
        .hasSize(1)
        .allMatch(reason -> reason.startsWith("worker must stay within 0.00 GiB of memory, took"));
    assertThat(StoredSweep.read(folder).trials().get(0).status()).isEqualTo(TrialStatus.FAILED);
    assertThat(folder.resolve("checkpoints")).as("of a failed trial").doesNotExist();
  }

  @Test
  void aTrialThatTakesTooLongFails() {
    Limits limits = new Limits(SHORT, Optional.of(Duration.ofSeconds(1)), OptionalLong.empty());
    assertThat(write(folder.resolve("hold"), "")).exists();
    List<SweepEvent> events = run(Fakes.plan("c", FakeWorker.WAITS), 1, limits);
    assertThat(reasons(events))
        .hasSize(1)
        .allMatch(reason -> reason.startsWith("trial must be trained within 0.0 min"));
  }

  private static Path write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void onlyTrialsThatHaveBegunAndNotEndedKeepACheckpoint() {
    Checkpoints checkpoints = new Checkpoints(folder);
    checkpoints.prepare();
    Path mine = write(checkpoints.of("aa"), "1");
    Path half = write(folder.resolve("checkpoints/aa.ckpt.part"), "1");
    Path other = write(checkpoints.of("bb"), "1");
    checkpoints.keepOnly(Set.of("aa", "cc"));
    assertThat(mine).exists();
    assertThat(half).doesNotExist();
    assertThat(other).doesNotExist();
    write(half, "1");
    checkpoints.remove("aa");
    assertThat(folder.resolve("checkpoints")).isEmptyDirectory();
    checkpoints.keepOnly(Set.of());
    checkpoints.keepOnly(Set.of());
    assertThat(folder.resolve("checkpoints")).doesNotExist();
  }

  @Test
  void hopelessTrialsArePrunedAndNeverReused() {
    double first = Fakes.epoch(Fakes.trial(1), 1).validationError();
    double second = Fakes.epoch(Fakes.trial(2), 1).validationError();
    String rule = "prune: {after: 1, above: %s}\n".formatted((first + second) / 2);
    TrialStatus ofFirst = first > second ? TrialStatus.PRUNED : TrialStatus.DONE;
    TrialStatus ofSecond = first > second ? TrialStatus.DONE : TrialStatus.PRUNED;
    Plan plan = Fakes.plan("c", 1, 2);
    Path all = folder.resolve("all");
    try (Sweep sweep = Fakes.open(all, plan)) {
      sweep.run(Fakes.workers(folder, 2), Progress.silent());
    }
    Path pruned = folder.resolve("pruned");
    try (Sweep sweep = Fakes.open(pruned, Fakes.experiment(1) + rule, plan)) {
      assertThat(sweep.reuse(List.of(all))).containsExactly(new Reused(all, 1, Optional.empty()));
      assertThat(sweep.run(Fakes.workers(folder, 1), Progress.silent()))
          .isEqualTo(new SweepSummary(1, 0, 1, 0, 0));
    }
    List<TrialResult> results = StoredSweep.read(pruned).trials();
    assertThat(results).extracting(TrialResult::status).containsExactly(ofFirst, ofSecond);
    TrialResult hopeless = results.get(first > second ? 0 : 1);
    assertThat(hopeless.error()).isEmpty();
    assertThat(hopeless.epochs()).hasSize(1);
    assertThat(hopeless.reason()).startsWith("error must be at most ");
    assertThat(results.get(first > second ? 1 : 0).source()).isEqualTo("../all");
  }

  @Test
  void resultsOfAnotherEngineAreNotReused() {
    Plan plan = Fakes.plan("c", 1);
    Path one = folder.resolve("one");
    try (Sweep sweep = Fakes.open(one, plan)) {
      sweep.run(Fakes.workers(folder, 1), Progress.silent());
    }
    ResultOrigin other = new ResultOrigin("test", "other", Optional.empty());
    try (Sweep sweep =
        Sweep.open(folder.resolve("two"), Fakes.experiment(1), plan, other, Clock.systemUTC())) {
      assertThat(sweep.reuse(List.of(one, folder.resolve("none"))))
          .extracting(Reused::trials)
          .containsExactly(0, 0);
      assertThat(sweep.summary().remaining()).isEqualTo(1);
    }
  }

  @Test
  void aRunningSweepIsPausedGoesOnAndGrows() throws Exception {
    Files.createFile(folder.resolve("hold"));
    Plan larger = Fakes.plan("c", 1, FakeWorker.WAITS, 2, 3);
    List<Snapshot> seen = new ArrayList<>();
    List<String> said = new ArrayList<>();
    SweepOpening opening =
        new SweepOpening(
            folder,
            Fakes.experiment(3),
            Fakes.plan("c", 1, FakeWorker.WAITS, 2),
            models -> larger,
            Fakes.ORIGIN,
            Clock.systemUTC());
    try (Sweep sweep = opening.open()) {
      SweepSummary summary =
          sweep.run(
              Fakes.workers(folder, 1),
              (event, after) -> {
                seen.add(after);
                if (event instanceof SweepEvent.EpochFinished e
                    && e.trial().trial().seed() == FakeWorker.WAITS
                    && e.metrics().epoch() == 1) {
                  AdjustRequest.ask(
                      folder,
                      new Adjustment(
                          OptionalInt.empty(), OptionalInt.of(2), Adjustment.Pace.PAUSE));
                } else if (event instanceof SweepEvent.Adjusted e) {
                  said.add(e.what());
                  Optional<AdjustReply> reply = AdjustRequest.reply(folder);
                  assertThat(reply.isEmpty()).isEqualTo(e.what().contains("planning"));
                  reply.ifPresent(done -> assertThat(done).isEqualTo(done(e.what())));
                  if (e.paused()) {
                    delete(folder.resolve("hold"));
                  }
                } else if (event instanceof SweepEvent.Grown e) {
                  said.add(e.what());
                  assertThat(AdjustRequest.reply(folder)).contains(done(e.what()));
                } else if (event instanceof SweepEvent.Tick
                    && after.paused()
                    && after.running().isEmpty()
                    && Files.notExists(folder.resolve("adjust.json"))) {
                  assertThat(after.summary().done()).as("in flight when paused").isEqualTo(2);
                  AdjustRequest.ask(
                      folder,
                      new Adjustment(
                          OptionalInt.of(4), OptionalInt.of(1), Adjustment.Pace.CONTINUE));
                }
              });
      assertThat(summary).isEqualTo(new SweepSummary(4, 0, 0, 0, 0));
    }
    assertThat(said)
        .containsExactly(
            "2 workers, paused: no new trials start, those in flight finish",
            "1 worker, running, planning 4 models of each space",
            "4 models of each space from now on: 1 more to train, 0 reused from other sweeps");
    assertThat(seen.get(seen.size() - 1).summary().total()).isEqualTo(4);
    assertThat(FakeWorker.trained(folder)).hasSize(4).doesNotHaveDuplicates();
    try (Sweep sweep = Fakes.open(folder, Fakes.experiment(4), larger)) {
      assertThat(sweep.modelsBefore()).isEqualTo(4);
    }
  }

  private static AdjustReply done(String what) {
    return new AdjustReply(AdjustReply.Ending.DONE, what);
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void onlyARunningSweepIsAdjusted() throws Exception {
    Adjustment more = new Adjustment(OptionalInt.of(5), OptionalInt.empty(), Adjustment.Pace.KEEP);
    assertThatThrownBy(() -> AdjustRequest.ask(folder, more))
        .isInstanceOf(InputException.class)
        .hasMessage(folder + ": sweep must be a folder with a trials.db, found none");
    Fakes.open(folder, Fakes.plan("c", 1)).close();
    assertThatThrownBy(() -> AdjustRequest.ask(folder, more))
        .hasMessage(folder + ": sweep must be running to be adjusted, it is not");
    try (Sweep sweep = Fakes.open(folder, Fakes.plan("c", 1))) {
      assertThatThrownBy(
              () ->
                  AdjustRequest.ask(
                      folder,
                      new Adjustment(OptionalInt.of(1), OptionalInt.empty(), Adjustment.Pace.KEEP)))
          .hasMessage(
              folder + ": models must be more than the sweep has, 1 of each space, got models=1");
      assertThat(AdjustRequest.ask(folder, more))
          .startsWith("process " + ProcessHandle.current().pid() + " on ");
      assertThatThrownBy(() -> AdjustRequest.ask(folder, more))
          .hasMessageContaining("another is still waiting");
      Files.writeString(folder.resolve("adjust.json"), "{\"models\":");
      List<String> said = new ArrayList<>();
      sweep.run(
          Fakes.workers(folder, 1, Limits.DEFAULT),
          (event, after) -> {
            if (event instanceof SweepEvent.Adjusted e) {
              said.add(e.what());
            }
          });
      assertThat(said).hasSize(1);
      assertThat(AdjustRequest.reply(folder))
          .hasValueSatisfying(
              reply -> {
                assertThat(reply.ending()).isEqualTo(AdjustReply.Ending.REFUSED);
                assertThat(reply.text()).isEqualTo(said.get(0));
              });
    }
  }

  @Test
  void aRequestWhoseCoordinatorEndsIsTakenBack() {
    Adjustment pause =
        new Adjustment(OptionalInt.empty(), OptionalInt.empty(), Adjustment.Pace.PAUSE);
    try (Sweep sweep = Fakes.open(folder, Fakes.plan("c", 1))) {
      AdjustRequest.ask(folder, pause);
      assertThat(AdjustRequest.reply(folder)).isEmpty();
      sweep.stopped().countDown();
      sweep.run(Fakes.workers(folder, 1), Progress.silent());
      assertThat(AdjustRequest.reply(folder)).contains(late("the sweep ended before it was done"));
      AdjustRequest.ask(folder, pause);
    }
    assertThat(AdjustRequest.reply(folder)).contains(late("there was no answer"));
    assertThat(folder.resolve("adjust.json")).doesNotExist();
  }

  private static AdjustReply late(String why) {
    return new AdjustReply(AdjustReply.Ending.LATE, why);
  }

  @Test
  void ofWhatAnEarlierRunWasAskedOnlyMoreModelsStay() {
    Plan plan = Fakes.plan("c", 1, 2, 3);
    Mailbox mailbox = new Mailbox(folder);
    Fakes.open(folder, Fakes.experiment(3), plan).close();
    for (int models : new int[] {0, 2, 3}) {
      mailbox.post(
          new Adjustment(
              models == 0 ? OptionalInt.empty() : OptionalInt.of(models),
              OptionalInt.of(1),
              Adjustment.Pace.PAUSE));
      Fakes.open(folder, Fakes.experiment(3), plan).close();
      assertThat(mailbox.read()).as(models + " models").isEmpty();
    }
    mailbox.post(new Adjustment(OptionalInt.of(4), OptionalInt.of(1), Adjustment.Pace.PAUSE));
    Fakes.open(folder, Fakes.experiment(3), plan).close();
    assertThat(mailbox.read())
        .contains(new Adjustment(OptionalInt.of(4), OptionalInt.empty(), Adjustment.Pace.KEEP));
  }

  @Test
  void aRequestIsAFileOfThreeKeys() throws Exception {
    Adjustment fewer =
        new Adjustment(OptionalInt.empty(), OptionalInt.of(2), Adjustment.Pace.PAUSE);
    Mailbox mailbox = new Mailbox(folder);
    mailbox.post(fewer);
    Path file = folder.resolve("adjust.json");
    assertThat(file).hasContent("{\"models\":0,\"pace\":\"PAUSE\",\"workers\":2}");
    assertThat(mailbox.read()).contains(fewer);
    Files.writeString(file, "{\"models\":-1,\"pace\":\"PAUSE\",\"workers\":2}");
    assertThatThrownBy(mailbox::read)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("adjust.json")
        .hasMessageContaining("models must be at least 1, got models=-1");
  }

  @Test
  void askingWhoHoldsALockDoesNotLoseIt() throws Exception {
    FolderLock lock = FolderLock.take(folder, InputException::new);
    String self = "process " + ProcessHandle.current().pid() + " on ";
    assertThat(FolderLock.holder(folder).orElseThrow()).startsWith(self);
    assertThatThrownBy(
            () ->
                FolderLock.take(folder.resolve("../" + folder.getFileName()), InputException::new))
        .hasMessageContaining(self);
    Process other =
        new ProcessBuilder(FakeWorker.command(FakeCoordinator.class, folder))
            .redirectErrorStream(true)
            .start();
    String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said).contains("one coordinator at a time, " + self);
    lock.close();
    assertThat(FolderLock.holder(folder)).isEmpty();
    FolderLock.take(folder, InputException::new).close();
  }
}
