package io.archscape.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.archscape.InputException;
import io.archscape.experiment.Plan;
import io.archscape.experiment.PlannedTrial;
import io.archscape.sweep.Fakes;
import io.archscape.train.EpochMetrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialStoreTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
  private static final Plan TWO_SPACES =
      new Plan(
          List.of(
              Fakes.planned("c", 0, 1),
              Fakes.planned("c", 1, 2),
              Fakes.planned("d", 0, 3),
              Fakes.planned("d", 1, 1)));
  private static final String ID = Fakes.trial(1).id();

  @TempDir Path folder;

  private TrialStore open() {
    return TrialStore.open(folder, CLOCK);
  }

  private TrialStore planned() {
    TrialStore store = open();
    store.plan(TWO_SPACES);
    return store;
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(TrialStore.FILE));
        Statement s = connection.createStatement()) {
      s.execute(statement);
    }
  }

  @Test
  void givesBackWhatWasPlannedSpaceBySpace() {
    planned().close();
    SweepResults results = StoredSweep.read(folder);
    assertThat(results.trials())
        .extracting(t -> t.space() + t.index())
        .containsExactly("c0", "c1", "d0", "d1");
    assertThat(results.spaces()).containsExactly("c", "d");
    TrialResult trial = results.trials().get(0);
    PlannedTrial planned = TWO_SPACES.trials().get(0);
    assertThat(trial.network()).hasValue(planned.trial().network());
    assertThat(trial.cost()).isEqualTo(planned.cost());
    assertThat(trial.parameters())
        .containsExactly(Map.entry("width", 16.0), Map.entry("depth", 2.0));
    assertThat(trial.status()).isEqualTo(TrialStatus.PLANNED);
    assertThat(trial.error()).isEmpty();
  }

  @Test
  void aTrialOfTwoSpacesIsOneTrialWithAResultInEach() {
    try (TrialStore store = planned()) {
      assertThat(store.statuses()).hasSize(3);
      store.begin(ID, 1, 1001);
      store.finish(ID, Fakes.outcome(Fakes.trial(1)));
      SweepResults results = store.results();
      double error = Fakes.outcome(Fakes.trial(1)).error();
      assertThat(results.errors("c")).containsExactly(error);
      assertThat(results.errors("d")).containsExactly(error);
      assertThat(results.count("d", TrialStatus.DONE)).isEqualTo(1);
    }
  }

  @Test
  void keepsEveryNumberOfATraining() {
    EpochMetrics odd =
        new EpochMetrics(
            1, 0.1, Double.NaN, 1.0 / 3, Double.POSITIVE_INFINITY, 0.9, 1e-9, 1L << 40);
    try (TrialStore store = planned()) {
      store.begin(ID, 1, 1001);
      store.epoch(ID, odd);
      assertThat(store.results().trials().get(0).epochs()).containsExactly(odd);
      store.begin(ID, 2, 1002);
      store.finish(ID, Fakes.outcome(Fakes.trial(1)));
    }
    TrialResult done = StoredSweep.read(folder).trials().get(0);
    assertThat(done.epochs()).isEqualTo(Fakes.outcome(Fakes.trial(1)).epochs());
    assertThat(done.parametersSha256()).isEqualTo(ID);
    assertThat(done.seconds()).hasValue(1.5);
    assertThat(done.attempts()).isEqualTo(1);
  }

  @Test
  void keepsReasonsOfWhatDidNotWork() {
    String other = Fakes.trial(2).id();
    try (TrialStore store = planned()) {
      store.begin(ID, 1, 1001);
      store.diverge(ID, "NaN");
      store.begin(other, 1, 1001);
      assertThat(store.failAttempt(other, "died", "last line", 2)).isFalse();
      assertThat(store.statuses()).containsEntry(other, TrialStatus.PLANNED);
      assertThat(store.failAttempt(other, "died again", "last line", 2)).isTrue();
      TrialResult failed = store.results().of("c").get(1);
      assertThat(failed.status()).isEqualTo(TrialStatus.FAILED);
      assertThat(failed.reason()).isEqualTo("died again");
      assertThat(store.results().of("c").get(0).reason()).isEqualTo("NaN");
      assertThat(store.results().errors("c")).isEmpty();
      assertThat(store.retryFailed()).isEqualTo(1);
      assertThat(store.statuses()).containsEntry(other, TrialStatus.PLANNED);
    }
  }

  @Test
  void tellsWhoTriedWhatAndHowItEnded() {
    String other = Fakes.trial(2).id();
    try (TrialStore store = planned()) {
      store.begin(ID, 1, 1001);
      store.finish(ID, Fakes.outcome(Fakes.trial(1)));
      store.begin(other, 2, 1002);
      store.failAttempt(other, "died", "last line", 2);
      store.begin(other, 1, 1001);
      assertThat(StoredSweep.attempts(folder))
          .extracting(a -> a.space() + a.index() + " " + a.number() + " by " + a.worker().orElse(0))
          .containsExactly("c0 1 by 1", "c1 1 by 2", "c1 2 by 1");
      assertThat(StoredSweep.attempts(folder))
          .extracting(Attempt::outcome, Attempt::reason)
          .containsExactly(
              tuple(Attempt.Outcome.DONE, ""),
              tuple(Attempt.Outcome.FAILED, "died"),
              tuple(Attempt.Outcome.RUNNING, ""));
      assertThat(StoredSweep.attempts(folder).get(2).ended()).isEmpty();
      assertThat(StoredSweep.attempts(folder).get(0).ended()).hasValue(CLOCK.instant());
    }
  }

  /** A store that the first version wrote, as it is committed. */
  @Test
  void tellsTheLastAttemptsOfAFirstVersion() {
    Path first = Path.of("experiments/cifar10-first");
    assertThat(StoredSweep.attempts(first))
        .hasSize(28)
        .allMatch(a -> a.outcome() == Attempt.Outcome.DONE && a.ended().isPresent())
        .extracting(Attempt::worker)
        .containsOnly(OptionalInt.of(1), OptionalInt.of(2));
  }

  @Test
  void plansAgainWhatRanWhenTheCoordinatorWasKilled() throws IOException {
    Path copy = folder.resolve("copy");
    Files.createDirectory(copy);
    try (TrialStore store = planned()) {
      store.begin(Fakes.trial(2).id(), 1, 1001);
      store.finish(Fakes.trial(2).id(), Fakes.outcome(Fakes.trial(2)));
      store.begin(ID, 1, 1001);
      store.epoch(ID, Fakes.epoch(Fakes.trial(1), 1));
      for (String name : List.of("trials.db", "trials.db-wal")) { // as a kill leaves them
        Files.copy(folder.resolve(name), copy.resolve(name));
      }
    }
    assertThat(StoredSweep.read(copy).trials().get(0).status()).isEqualTo(TrialStatus.RUNNING);
    try (TrialStore store = TrialStore.open(copy, CLOCK)) {
      assertThat(store.statuses())
          .containsEntry(ID, TrialStatus.PLANNED)
          .containsEntry(Fakes.trial(2).id(), TrialStatus.DONE);
      assertThat(store.results().trials().get(0).attempts()).isZero();
    }
  }

  /** What SQL gives, columns joined by a bar. */
  private List<String> select(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(TrialStore.FILE));
        Statement s = connection.createStatement();
        var found = s.executeQuery(sql)) {
      while (found.next()) {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
          columns.add(String.valueOf(found.getString(i)));
        }
        rows.add(String.join("|", columns));
      }
    }
    return rows;
  }

  @Test
  void everyAttemptIsWrittenDownWithWhoMadeIt() throws Exception {
    String other = Fakes.trial(2).id();
    String third = Fakes.trial(3).id();
    try (TrialStore store = planned()) {
      store.session("1.2.3", "fake", 2);
      store.begin(ID, 1, 1001);
      store.putBack(ID, "stopped");
      store.begin(other, 2, 1002);
      store.failAttempt(other, "died", "out of memory", 2);
    }
    try (TrialStore store = open()) {
      store.session("1.2.4", "fake", 1);
      store.begin(ID, 1, 1003);
      store.resumed(ID, List.of(Fakes.epoch(Fakes.trial(1), 1)));
      store.finish(ID, Fakes.outcome(Fakes.trial(1)));
      store.begin(other, 1, 1003);
      store.diverge(other, "NaN");
      store.begin(third, 1, 1003);
    }
    open().close();
    assertThat(
            select(
                "SELECT t.seed, a.attempt, a.session, a.worker, a.pid, a.from_epoch, a.outcome,"
                    + " a.reason, a.log FROM attempts a JOIN trials t ON t.number = a.trial"
                    + " ORDER BY t.seed, a.attempt"))
        .containsExactly(
            "1|1|1|1|1001|0|interrupted|stopped|",
            "1|2|2|1|1003|1|done||",
            "2|1|1|2|1002|0|failed|died|out of memory",
            "2|2|2|1|1003|0|diverged|NaN|",
            "3|1|2|1|1003|0|interrupted|the coordinator ended|");
    assertThat(select("SELECT archscape, engine, workers, pid, ended FROM sessions"))
        .containsExactly(
            "1.2.3|fake|2|%d|2026-01-02T03:04:05Z".formatted(ProcessHandle.current().pid()),
            "1.2.4|fake|1|%d|2026-01-02T03:04:05Z".formatted(ProcessHandle.current().pid()));
    assertThat(StoredSweep.read(folder).trials().get(0).attempts())
        .as("an interrupted attempt does not count")
        .isEqualTo(1);
  }

  @Test
  void aResumedTrialHasEveryEpochOnce() {
    try (TrialStore store = planned()) {
      store.begin(ID, 1, 1001);
      store.epoch(ID, Fakes.epoch(Fakes.trial(1), 1));
      store.epoch(ID, Fakes.epoch(Fakes.trial(1), 2)); // not in the checkpoint yet
      store.putBack(ID, "stopped");
      store.begin(ID, 1, 1001);
      store.resumed(ID, List.of(Fakes.epoch(Fakes.trial(1), 1)));
      store.epoch(ID, Fakes.epoch(Fakes.trial(1), 2));
      store.finish(ID, Fakes.outcome(Fakes.trial(1)));
      assertThat(store.results().trials().get(0).epochs())
          .isEqualTo(Fakes.outcome(Fakes.trial(1)).epochs());
    }
  }

  @Test
  void aPrunedTrialKeepsItsEpochsAndHasNoError() {
    try (TrialStore store = planned()) {
      store.begin(ID, 1, 1001);
      store.epoch(ID, Fakes.epoch(Fakes.trial(1), 1));
      store.prune(ID, "worse than half of the others");
      TrialResult pruned = store.results().trials().get(0);
      assertThat(pruned.status()).isEqualTo(TrialStatus.PRUNED);
      assertThat(pruned.status().ended()).isTrue();
      assertThat(pruned.error()).isEmpty();
      assertThat(pruned.reason()).isEqualTo("worse than half of the others");
      assertThat(pruned.epochs()).containsExactly(Fakes.epoch(Fakes.trial(1), 1));
      assertThat(pruned.seconds()).hasValue(0.5);
      assertThat(store.results().errors("c")).isEmpty();
    }
  }

  @Test
  void takesResultsOfAnotherStoreAsItsOwn() throws Exception {
    Finished done =
        new Finished(
            ID,
            TrialStatus.DONE,
            OptionalDouble.of(0.25),
            "",
            "abc",
            1.5,
            Optional.empty(),
            Fakes.outcome(Fakes.trial(1)).epochs());
    String other = Fakes.trial(2).id();
    Finished diverged =
        new Finished(
            other,
            TrialStatus.DIVERGED,
            OptionalDouble.empty(),
            "NaN",
            "",
            0.5,
            Optional.empty(),
            List.of());
    try (TrialStore store = planned()) {
      store.adopt(ID, done, "../elsewhere");
      store.adopt(other, diverged, "../elsewhere");
      assertThatThrownBy(() -> store.adopt(ID, diverged, "x"))
          .hasMessageContaining("a trial must adopt its own result");
    }
    List<TrialResult> results = StoredSweep.read(folder).of("c");
    assertThat(results.get(0).error()).hasValue(0.25);
    assertThat(results.get(0).epochs()).isEqualTo(done.epochs());
    assertThat(results.get(0).source()).isEqualTo("../elsewhere");
    assertThat(results.get(0).attempts()).isZero();
    assertThat(results.get(1).status()).isEqualTo(TrialStatus.DIVERGED);
    assertThat(results.get(1).error()).isEmpty();
    assertThat(select("SELECT outcome, reason, ended FROM attempts"))
        .containsOnly("adopted|from ../elsewhere|2026-01-02T03:04:05Z");
  }

  @Test
  void givesResultsToOtherSweepsOfTheSameEngineAndData() throws Exception {
    String other = Fakes.trial(2).id();
    String third = Fakes.trial(3).id();
    try (TrialStore store = planned()) {
      store.note(Map.of("engine", "fake", TrialStore.DATA_SHA256, "aa"));
      store.begin(ID, 1, 1001);
      store.finish(ID, Fakes.outcome(Fakes.trial(1)));
      store.begin(other, 1, 1001);
      store.epoch(other, Fakes.epoch(Fakes.trial(2), 1));
      store.diverge(other, "NaN");
      store.begin(third, 1, 1001);
      store.prune(third, "too slow");
    }
    Set<String> all = Set.of(ID, other, third, "unknown");
    Reusable found = StoredSweep.finished(folder, all, "fake", Optional.of("aa"));
    assertThat(found.skipped()).isEmpty();
    assertThat(found.results()).containsOnlyKeys(ID, other);
    assertThat(found.results().get(ID).epochs()).isEqualTo(Fakes.outcome(Fakes.trial(1)).epochs());
    assertThat(found.results().get(other).reason()).isEqualTo("NaN");
    assertThat(StoredSweep.finished(folder, Set.of(ID), "fake", Optional.empty()).results())
        .as("data is compared where both know it")
        .containsOnlyKeys(ID);
    assertSkipped(
        StoredSweep.finished(folder, all, "another", Optional.empty()),
        "store must have run with engine another, ran with fake");
    assertSkipped(
        StoredSweep.finished(folder, all, "fake", Optional.of("bb")),
        "store must have trained on the same data");
    sql("PRAGMA user_version = 99");
    assertSkipped(StoredSweep.finished(folder, all, "fake", Optional.empty()), "got version 99");
    Files.writeString(folder.resolve(TrialStore.FILE), "not a database at all, ".repeat(100));
    assertSkipped(StoredSweep.finished(folder, all, "fake", Optional.empty()), "undamaged");
    assertSkipped(
        StoredSweep.finished(folder.resolve("none"), all, "fake", Optional.empty()), "found none");
  }

  private static void assertSkipped(Reusable reusable, String why) {
    assertThat(reusable.results()).isEmpty();
    assertThat(reusable.skipped()).hasValueSatisfying(line -> assertThat(line).contains(why));
  }

  @Test
  void aStoreOfTheFirstVersionIsReadAsItIsAndMigratedWhenItIsOpened() throws Exception {
    Path first = Path.of("experiments", "cifar10-second", TrialStore.FILE);
    Path file = Files.copy(first, folder.resolve(TrialStore.FILE));
    SweepResults before = StoredSweep.read(folder);
    assertThat(before.trials()).hasSize(28).allMatch(t -> t.epochs().size() == 5);
    assertThat(file).hasSameBinaryContentAs(first);
    open().close();
    assertThat(select("PRAGMA user_version")).containsExactly("2");
    assertThat(select("PRAGMA integrity_check")).containsExactly("ok");
    assertThat(select("PRAGMA foreign_key_check")).isEmpty();
    assertThat(StoredSweep.read(folder)).isEqualTo(before);
    assertThat(select("SELECT count(*), outcome, attempt, session FROM attempts GROUP BY 2, 3, 4"))
        .containsExactly("28|done|1|1");
    assertThat(select("SELECT cpu, cores, archscape, started FROM sessions"))
        .containsExactly("AMD EPYC|2|0.1.0-SNAPSHOT|2026-11-22T02:28:03Z");
    assertThat(select("PRAGMA foreign_key_list(epochs)"))
        .as("points to the new table")
        .singleElement()
        .asString()
        .contains("|trials|");
  }

  /** As a kill leaves it that comes while a change is written into the file itself. */
  private Path withHotJournal(String name) throws Exception {
    Path copy = Files.createDirectories(folder.resolve(name));
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(TrialStore.FILE));
        Statement s = connection.createStatement()) {
      s.execute("PRAGMA cache_size = 1"); // so that pages are written before the end
      s.execute("BEGIN IMMEDIATE");
      s.execute("UPDATE trials SET reason = hex(randomblob(3000))");
      for (String file : List.of("trials.db", "trials.db-journal")) {
        Files.copy(folder.resolve(file), copy.resolve(file));
      }
      s.execute("ROLLBACK");
    }
    assertThat(copy.resolve(TrialStore.FILE))
        .as("half a transaction is in the file")
        .content(StandardCharsets.ISO_8859_1)
        .isNotEqualTo(
            Files.readString(folder.resolve(TrialStore.FILE), StandardCharsets.ISO_8859_1));
    return copy;
  }

  @Test
  void getsOverTheHotJournalOfAKilledProgram() throws Exception {
    try (TrialStore store = open()) {
      store.plan(many(200));
    }
    SweepResults before = StoredSweep.read(folder);
    Path first = withHotJournal("read");
    assertThat(StoredSweep.read(first)).isEqualTo(before);
    assertThat(first.resolve("trials.db-journal")).doesNotExist();
    Path second = withHotJournal("opened");
    TrialStore.open(second, CLOCK).close();
    assertThat(StoredSweep.read(second)).isEqualTo(before);
    Path third = withHotJournal("salvaged");
    assertThat(Salvage.run(third, folder.resolve("saved")).saved()).isEqualTo(200);
    assertThat(third.resolve("trials.db-journal")).exists();
  }

  @Test
  void canBeReadWhileItIsWritten() {
    try (TrialStore store = planned()) {
      store.begin(ID, 1, 1001);
      assertThat(StoredSweep.read(folder).trials().get(0).status()).isEqualTo(TrialStatus.RUNNING);
      store.putBack(ID, "stopped");
      assertThat(StoredSweep.read(folder).trials().get(0).status()).isEqualTo(TrialStatus.PLANNED);
    }
  }

  @Test
  void thePlanIsInTheFileItselfAtOnce() throws IOException {
    Path copy = Files.createDirectory(folder.resolve("copy"));
    try (TrialStore store = planned()) {
      assertThat(store.statuses()).hasSize(3);
      Files.copy(folder.resolve(TrialStore.FILE), copy.resolve(TrialStore.FILE));
    }
    assertThat(StoredSweep.list(copy).rows()).hasSize(4);
  }

  @Test
  void isOneFileAtRest() throws IOException {
    planned().close();
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve(TrialStore.FILE));
    }
  }

  @Test
  void planningTheSameAgainChangesNothing() {
    planned().close();
    try (TrialStore store = planned()) {
      assertThat(store.results().trials()).hasSize(4);
      assertThatThrownBy(() -> store.plan(Fakes.plan("c", 9)))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("trials.db: store must hold the trials that its experiment gives")
          .hasMessageContaining("got another one as c 0");
      assertThat(store.statuses()).as("nothing of a refused plan is kept").hasSize(3);
    }
  }

  @Test
  void notesWhereItWasMadeOnce() {
    try (TrialStore store = open()) {
      store.note(Map.of("cpu", "one"));
      store.note(Map.of("cpu", "another", "cores", "2"));
      assertThat(store.meta()).isEqualTo(Map.of("cpu", "one", "cores", "2"));
    }
  }

  @Test
  void refusesANewerVersionAndLeavesItAsItIs() throws Exception {
    planned().close();
    sql("PRAGMA user_version = 99");
    byte[] before = Files.readAllBytes(folder.resolve(TrialStore.FILE));
    for (Runnable opening : List.<Runnable>of(this::open, () -> StoredSweep.read(folder))) {
      assertThatThrownBy(opening::run)
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith(folder.toString())
          .hasMessageContaining("trials.db: store must be of version 2 or older, got version 99")
          .hasMessageNotContaining("\n");
    }
    assertThat(Files.readAllBytes(folder.resolve(TrialStore.FILE))).isEqualTo(before);
  }

  @Test
  void refusesAFileThatIsNoStore() throws Exception {
    Files.writeString(folder.resolve(TrialStore.FILE), "not a database at all, ".repeat(100));
    assertRefused("store must be an undamaged SQLite file");
    Files.delete(folder.resolve(TrialStore.FILE));
    sql("CREATE TABLE songs (name TEXT)");
    assertRefused("store must be made by archscape");
  }

  @Test
  void refusesAStoreThatLacksATable(@TempDir Path elsewhere) throws Exception {
    planned().close();
    byte[] whole = Files.readAllBytes(folder.resolve(TrialStore.FILE));
    sql("DROP TABLE attempts");
    assertRefused("'archscape salvage SWEEP -o DIR' saves what is whole), got none with attempts");
    assertThat(Salvage.run(folder, elsewhere.resolve("saved")).saved()).isEqualTo(3);
    Files.write(folder.resolve(TrialStore.FILE), whole);
    sql("ALTER TABLE epochs DROP COLUMN images");
    assertRefused("got none with epochs.images");
    Files.write(folder.resolve(TrialStore.FILE), whole);
    sql("PRAGMA user_version = 0");
    assertRefused("got version 0 of its tables");
    Files.write(folder.resolve(TrialStore.FILE), whole);
    sql("CREATE VIEW best AS SELECT min(error) FROM trials");
    sql("CREATE TABLE notes (text TEXT)");
    assertThat(StoredSweep.read(folder).trials()).as("more does no harm").hasSize(4);
  }

  @Test
  void refusesADamagedStore() throws Exception {
    try (TrialStore store = open()) {
      store.plan(many(200));
    }
    Path file = folder.resolve(TrialStore.FILE);
    byte[] bytes = Files.readAllBytes(file);
    assertThat(bytes.length).isGreaterThan(100_000);
    Arrays.fill(bytes, 20_000, 60_000, (byte) 0xA5);
    Files.write(file, bytes);
    assertThatThrownBy(this::open)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("undamaged")
        .hasMessageNotContaining("\n");
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
  }

  private void assertRefused(String message) {
    for (Runnable opening : List.<Runnable>of(this::open, () -> StoredSweep.read(folder))) {
      assertThatThrownBy(opening::run)
          .isInstanceOf(InputException.class)
          .hasMessageContaining(message)
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void saysThatThereIsNoSweep() throws IOException {
    assertThatThrownBy(() -> StoredSweep.read(folder))
        .isInstanceOf(InputException.class)
        .hasMessage(folder + ": sweep must be a folder with a trials.db, found none");
    Files.createFile(folder.resolve(TrialStore.FILE));
    assertThatThrownBy(() -> StoredSweep.read(folder)).hasMessageContaining("got an empty one");
    planned().close(); // an empty file is what a kill at the very beginning leaves
    assertThat(StoredSweep.read(folder).trials()).hasSize(4);
  }

  private static Plan many(int count) {
    List<PlannedTrial> trials = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      trials.add(Fakes.planned(i % 2 == 0 ? "c" : "d", i / 2, 1000 + i));
    }
    return new Plan(trials);
  }

  @Test
  void takesAndGivesThousandsOfTrials() throws Exception {
    Plan plan = many(3000);
    try (TrialStore store = open()) {
      store.plan(plan);
    }
    sql(
        "INSERT INTO epochs SELECT number, e, 0.1, 2, 0.5, 2, 0.5, 1.5, 20000 FROM trials,"
            + " (WITH RECURSIVE count (e) AS (VALUES (1) UNION ALL SELECT e + 1 FROM count"
            + " WHERE e < 10) SELECT e FROM count)");
    sql("UPDATE trials SET status = 'done', error = seed / 1e4");
    SweepResults results = StoredSweep.read(folder);
    assertThat(results.errors("c")).hasSize(1500).startsWith(0.1, 0.1002).isSorted();
    assertThat(results.trials()).hasSize(3000).allMatch(t -> t.epochs().size() == 10);
  }
}
