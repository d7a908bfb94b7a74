package io.archscape.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.InputException;
import io.archscape.RunFailed;
import io.archscape.Sha256;
import io.archscape.experiment.Plan;
import io.archscape.store.RawStore;
import io.archscape.store.StoredSweep;
import io.archscape.store.SweepResults;
import io.archscape.store.TrialResult;
import io.archscape.store.TrialStatus;
import io.archscape.store.TrialStore;
import io.archscape.worker.Limits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With real worker processes that train nothing. */
@Timeout(60)
class SweepTest {
  private static final Plan GOOD =
      new Plan(
          List.of(
              Fakes.planned("c", 0, 1),
              Fakes.planned("c", 1, 2),
              Fakes.planned("c", 2, FakeWorker.PRINTS),
              Fakes.planned("d", 0, 3),
              Fakes.planned("d", 1, 1)));

  @TempDir Path folder;

  private RunSettings workers(int count) {
    return Fakes.workers(folder, count);
  }

  private Sweep open(Plan plan) {
    return Fakes.open(folder, plan);
  }

  private SweepSummary run(Plan plan, int workers, Progress progress) {
    try (Sweep sweep = open(plan)) {
      return sweep.run(workers(workers), progress);
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) { // the class's time limit ends it
      Thread.sleep(10);
    }
  }

  @Test
  void trainsEveryTrialOnceAndNothingOnASecondRun(@TempDir Path alone) throws Exception {
    List<SweepEvent> events = new ArrayList<>();
    List<Snapshot> snapshots = new ArrayList<>();
    SweepSummary summary =
        run(
            GOOD,
            2,
            (event, after) -> {
              events.add(event);
              snapshots.add(after);
            });
    assertThat(summary).isEqualTo(new SweepSummary(4, 0, 0, 0, 0));
    assertThat(FakeWorker.trained(folder))
        .containsExactlyInAnyOrderElementsOf(GOOD.byId().keySet());
    assertThat(events).filteredOn(SweepEvent.TrialFinished.class::isInstance).hasSize(4);
    assertThat(events).filteredOn(SweepEvent.EpochFinished.class::isInstance).hasSize(12);
    Snapshot last = snapshots.get(snapshots.size() - 1);
    assertThat(last.line()).startsWith("4/4 models | best c ").endsWith(" | 0 s left");
    assertThat(last.labour().images()).isEqualTo(4 * Fakes.EPOCHS * Fakes.IMAGES);
    assertThat(last.running()).isEmpty();

    SweepResults results = StoredSweep.read(folder);
    assertThat(results.trials())
        .extracting(t -> t.space() + t.index())
        .containsExactly("c0", "c1", "c2", "d0", "d1");
    assertThat(results.trials())
        .allSatisfy(
            t -> assertThat(t.epochs()).hasSize(Fakes.EPOCHS).isEqualTo(epochsOf(t.trialId())));
    assertThat(results.meta())
        .containsEntry("archscape", "test")
        .containsEntry("engine", "fake")
        .containsKeys("cores", "cpu", "os", "jvm", "created", "experiment_identity");
    assertThat(
            Files.readString(folder.resolve("logs/worker-1.log"))
                + Files.readString(folder.resolve("logs/worker-2.log")))
        .contains("OpenMP says hello", "advert");

    assertSecondRunDoesNothing();
    assertOneWorkerGivesTheSame(alone, results);
  }

  private static List<io.archscape.train.EpochMetrics> epochsOf(String id) {
    return Fakes.outcome(GOOD.byId().get(id).trial()).epochs();
  }

  private void assertSecondRunDoesNothing() {
    try (Sweep sweep = open(GOOD)) {
      RunSettings impossible =
          new RunSettings(List.of("no-such-program"), Map.of(), 2, 2, Limits.DEFAULT);
      assertThat(sweep.run(impossible, Progress.silent()))
          .as("no worker is started")
          .isEqualTo(new SweepSummary(4, 0, 0, 0, 0));
    }
  }

  private void assertOneWorkerGivesTheSame(Path alone, SweepResults two) {
    try (Sweep sweep = Fakes.open(alone, GOOD)) {
      sweep.run(workers(1), Progress.silent());
      assertThat(sweep.results().trials()).isEqualTo(two.trials());
    }
  }

  @Test
  void aTrialThatFailsDoesNotEndTheSweep() throws Exception {
    Plan plan =
        Fakes.plan(
            "c",
            FakeWorker.CRASHES,
            FakeWorker.CRASHES_ONCE,
            FakeWorker.DIVERGES,
            FakeWorker.GIVES_NAN,
            FakeWorker.THROWS,
            FakeWorker.OUT_OF_MEMORY,
            1);
    List<SweepEvent.AttemptFailed> failures = new ArrayList<>();
    SweepSummary summary =
        run(
            plan,
            2,
            (event, after) -> {
              if (event instanceof SweepEvent.AttemptFailed failed) {
                failures.add(failed);
              }
            });
    assertThat(summary).isEqualTo(new SweepSummary(2, 2, 0, 3, 0));
    assertThat(failures).hasSize(7);
    List<TrialResult> results = StoredSweep.read(folder).of("c");
    assertThat(results.get(0).reason())
        .isEqualTo(
            "worker died by signal 6; last lines of its log:"
                + " # A fatal error was met | #  SIGSEGV in a kernel");
    assertThat(results.get(0).attempts()).isEqualTo(2);
    assertThat(results.get(1).status()).isEqualTo(TrialStatus.DONE);
    assertThat(results.get(1).attempts()).isEqualTo(2);
    assertThat(results.get(1).reason()).isEmpty();
    assertThat(results.get(2).status()).isEqualTo(TrialStatus.DIVERGED);
    assertThat(results.get(2).reason()).isEqualTo("loss must be a number, got NaN in epoch 2");
    assertThat(results.get(2).epochs()).hasSize(1);
    assertThat(results.get(3).reason()).isEqualTo("error must be a number, got NaN");
    assertThat(results.get(4).reason()).isEqualTo("IllegalStateException: no such | kernel");
    assertThat(results.get(5).reason()).isEqualTo("OutOfMemoryError: off-heap");
    assertThat(results.get(6).attempts()).as("a worker's death costs one trial only").isEqualTo(1);
  }

  @Test
  void aKilledCoordinatorLeavesAStoreToGoOnFrom() throws Exception {
    Files.createFile(folder.resolve("hold"));
    Process coordinator = coordinator();
    List<ProcessHandle> workers = coordinator.toHandle().children().toList();
    assertThat(workers).hasSize(1);
    assertThatThrownBy(() -> Fakes.open(folder, FakeCoordinator.PLAN))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("sweep must have one coordinator at a time")
        .hasMessageContaining("process " + coordinator.pid() + " on ");

    coordinator.destroyForcibly().waitFor();
    await(() -> workers.stream().noneMatch(ProcessHandle::isAlive)); // though its trial waits
    Files.delete(folder.resolve("hold"));
    try (Sweep sweep = Fakes.open(folder, FakeCoordinator.PLAN)) {
      assertThat(sweep.summary()).isEqualTo(new SweepSummary(1, 0, 0, 0, 2));
      assertThat(sweep.run(workers(1), Progress.silent()))
          .isEqualTo(new SweepSummary(3, 0, 0, 0, 0));
    }
    assertThat(FakeWorker.trained(folder)).hasSize(3).doesNotHaveDuplicates();
  }

  /** At work on a trial that waits. */
  private Process coordinator() throws Exception {
    Process coordinator =
        new ProcessBuilder(FakeWorker.command(FakeCoordinator.class, folder))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("coordinator.log").toFile())
            .start();
    await(() -> Files.exists(folder.resolve(TrialStore.FILE)) && status(1) == TrialStatus.RUNNING);
    return coordinator;
  }

  @Test
  void aCoordinatorThatIsAskedToEndLeavesOneFile() throws Exception {
    Files.createFile(folder.resolve("hold"));
    Process coordinator = coordinator();
    coordinator.destroy();
    assertThat(coordinator.waitFor()).isEqualTo(143);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.startsWith(TrialStore.FILE))
          .containsExactly(TrialStore.FILE);
    }
    assertThat(RawStore.number(folder, "SELECT count(*) FROM sessions WHERE ended IS NOT NULL"))
        .isOne();
    assertThat(
            RawStore.number(folder, "SELECT count(*) FROM attempts WHERE outcome = 'interrupted'"))
        .isOne();
  }

  private TrialStatus status(int index) {
    try {
      List<TrialResult> trials = StoredSweep.read(folder).trials();
      return index < trials.size() ? trials.get(index).status() : TrialStatus.PLANNED;
    } catch (InputException e) {
      return TrialStatus.PLANNED; // not there yet
    }
  }

  @Test
  void stopsAtOnceAndKeepsWhatIsDone() throws Exception {
    Files.createFile(folder.resolve("hold"));
    Plan plan = Fakes.plan("c", 1, FakeWorker.WAITS, 2);
    CountDownLatch waits = new CountDownLatch(1);
    CompletableFuture<Boolean> stopping;
    try (Sweep sweep = open(plan)) {
      stopping =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  waits.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
                return sweep.stop();
              });
      SweepSummary summary =
          sweep.run(
              workers(1),
              (event, after) -> {
                if (event instanceof SweepEvent.EpochFinished e
                    && e.trial().trial().seed() == FakeWorker.WAITS) {
                  waits.countDown();
                }
              });
      assertThat(summary).isEqualTo(new SweepSummary(1, 0, 0, 0, 2));
      assertThat(stopping).as("it waits until the sweep is closed").isNotDone();
      assertThat(sweep.results().trials().get(1).status()).isEqualTo(TrialStatus.PLANNED);
      assertThat(sweep.run(workers(1), Progress.silent())).isEqualTo(summary);
    }
    assertThat(stopping.get(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void ctrlCThatReachesTheWorkerFirstCostsNoAttempt() throws Exception {
    Plan plan = Fakes.plan("c", FakeWorker.INTERRUPTED);
    List<CompletableFuture<Boolean>> stopping = new ArrayList<>();
    try (Sweep sweep = open(plan)) {
      sweep.run(
          workers(1),
          (event, after) -> {
            if (event instanceof SweepEvent.EpochFinished) {
              stopping.add(
                  CompletableFuture.supplyAsync(
                      sweep::stop, CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS)));
            }
          });
      assertThat(stopping).hasSize(1);
      TrialResult result = sweep.results().trials().get(0);
      assertThat(result.attempts()).isZero();
      assertThat(result.status()).isEqualTo(TrialStatus.PLANNED);
    }
    assertThat(stopping.get(0).get(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void saysWhyWorkersCannotStart() {
    try (Sweep sweep = open(GOOD)) {
      RunSettings none =
          new RunSettings(List.of("no-such-program"), Map.of(), 1, 2, Limits.DEFAULT);
      assertThatThrownBy(() -> sweep.run(none, Progress.silent()))
          .isInstanceOf(RunFailed.class)
          .hasMessageContaining("a worker must start")
          .hasMessageContaining("no-such-program");
      RunSettings broken =
          new RunSettings(
              List.of("sh", "-c", "echo \"$WHO is not found\" >&2; exit 4"),
              Map.of("WHO", "the main class"),
              1,
              2,
              Limits.DEFAULT);
      assertThatThrownBy(() -> sweep.run(broken, Progress.silent()))
          .isInstanceOf(RunFailed.class)
          .hasMessage(
              "a worker must become ready, 3 in a row did not: worker died with exit code 4;"
                  + " last lines of its log: the main class is not found");
      assertThat(sweep.summary()).isEqualTo(new SweepSummary(0, 0, 0, 0, 4));
    }
  }

  @Test
  void deathsBeforeTheFirstIsReadyAreCountedByWorker() throws Exception {
    // the first start of each of three workers is killed
    String script =
        "for i in 1 2 3; do mkdir \"$0/$i\" 2>/dev/null && sleep 1 && kill -9 $$; done; exec \"$@\"";
    Path starts = Files.createDirectory(folder.resolve("starts"));
    List<String> command = new ArrayList<>(List.of("sh", "-c", script, starts.toString()));
    command.addAll(FakeWorker.command(folder));
    try (Sweep sweep = open(GOOD)) {
      assertThat(
              sweep.run(
                  new RunSettings(command, Map.of(), 3, 2, Limits.DEFAULT), Progress.silent()))
          .isEqualTo(new SweepSummary(4, 0, 0, 0, 0));
    }
  }

  @Test
  void theFolderBelongsToOneExperiment() throws Exception {
    open(GOOD).close();
    String text = Fakes.experiment(1);
    assertThat(folder.resolve("experiment.yaml")).hasContent(text);
    assertThatThrownBy(() -> Fakes.open(folder, text.replace("epochs: 3", "epochs: 5"), GOOD))
        .isInstanceOf(InputException.class)
        .hasMessage(
            folder.resolve("experiment.yaml")
                + ": the folder must be that of the experiment given, but it has recipe.epochs 3"
                + " where the experiment has 5; choose another --out");
    Files.delete(folder.resolve("experiment.yaml"));
    assertThatThrownBy(() -> Fakes.open(folder, text.replace("seed: 3", "seed: 4"), GOOD))
        .hasMessageContaining("trials.db: store must belong to the experiment given");
    open(GOOD).close(); // and nothing above has left it locked, or another experiment in it
    assertThat(folder.resolve("experiment.yaml")).hasContent(text);
  }

  @Test
  void anOldStoreWithoutItsExperimentBelongsToTheOneItBeganWith() throws Exception {
    open(GOOD).close();
    String text = Fakes.experiment(1);
    String begun = Sha256.hex(text);
    forget(
        "UPDATE meta SET key = 'experiment_sha256', value = '%s' WHERE key LIKE 'experiment%%'"
            .formatted(begun));
    String other = text.replace("seed: 3", "seed: 4");
    assertThatThrownBy(() -> Fakes.open(folder, other, GOOD))
        .hasMessageContaining("store must belong to the experiment given, got another one's");
    open(GOOD).close();
    forget("DELETE FROM meta WHERE key LIKE 'experiment%'");
    assertThatThrownBy(() -> open(GOOD)).hasMessageEndingWith("put its experiment.yaml next to it");
  }

  private void forget(String change) throws Exception {
    Files.delete(folder.resolve("experiment.yaml"));
    RawStore.change(folder, change);
  }

  @Test
  void theFolderBelongsToOneEngineAndToTheSameData() {
    openFrom(new ResultOrigin("test", "fake", Optional.of("abc"))).close();
    assertThatThrownBy(() -> openFrom(new ResultOrigin("test", "other", Optional.of("abc"))))
        .isInstanceOf(InputException.class)
        .hasMessage(
            folder
                + ": a sweep must continue with the engine that it started with, fake, got other");
    assertThatThrownBy(() -> openFrom(new ResultOrigin("test", "fake", Optional.of("def"))))
        .isInstanceOf(InputException.class)
        .hasMessage(
            folder + ": a sweep must continue with the data that it started with, abc, got def");
    openFrom(new ResultOrigin("newer", "fake", Optional.of("abc"))).close();
  }

  private Sweep openFrom(ResultOrigin origin) {
    return Sweep.open(folder, Fakes.experiment(1), GOOD, origin, Clock.systemUTC());
  }

  @Test
  void experimentsAreComparedByMeaning() {
    open(GOOD).close();
    String text = Fakes.experiment(1);
    List<String> lines = new ArrayList<>(text.lines().toList());
    Collections.reverse(lines);
    Fakes.open(folder, "# upside down\n" + String.join("\n", lines) + "\n", GOOD).close();
    assertThat(folder.resolve("experiment.yaml")).hasContent(text);
  }

  @Test
  void moreModelsExtendASweepAndFewerLeaveTheRest() throws Exception {
    Plan two = Fakes.plan("c", 1, 2);
    Plan four = Fakes.plan("c", 1, 2, 3, 4);
    try (Sweep sweep = Fakes.open(folder, Fakes.experiment(2), two)) {
      assertThat(sweep.modelsBefore()).isZero();
      sweep.run(workers(1), Progress.silent());
    }
    Fakes.open(folder, Fakes.experiment(4), four).close();
    assertThat(folder.resolve("experiment.yaml")).hasContent(Fakes.experiment(4));
    try (Sweep sweep = Fakes.open(folder, Fakes.experiment(3), Fakes.plan("c", 1, 2, 3))) {
      assertThat(sweep.modelsBefore()).isEqualTo(4);
      assertThat(sweep.run(workers(1), Progress.silent()))
          .isEqualTo(new SweepSummary(3, 0, 0, 0, 0));
    }
    assertThat(folder.resolve("experiment.yaml")).hasContent(Fakes.experiment(4));
    try (Sweep sweep = Fakes.open(folder, Fakes.experiment(4), four)) {
      assertThat(sweep.summary()).isEqualTo(new SweepSummary(3, 0, 0, 0, 1));
      sweep.run(workers(1), Progress.silent());
    }
    assertThat(FakeWorker.trained(folder)).hasSize(4).doesNotHaveDuplicates();
  }

  @Test
  void refusesASecondCoordinatorOfThisProcessToo() {
    try (Sweep sweep = open(GOOD)) {
      assertThatThrownBy(() -> open(GOOD))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid() + " on ");
      assertThat(sweep.summary().remaining()).isEqualTo(4);
    }
  }

  @Test
  void saysThatAFolderCannotBeWritten() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> Fakes.open(file.resolve("out"), GOOD))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("sweep folder must be writable")
        .hasMessageNotContaining("\n");
  }
}
