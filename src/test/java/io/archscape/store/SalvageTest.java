package io.archscape.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.InputException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores of 300 trials, damaged on purpose. */
class SalvageTest {
  private static final int TRIALS = 300;
  private static final int PAGE = 4096;

  @TempDir Path folder;
  private Path sweep;
  private Path out;
  private SweepResults before = new SweepResults(List.of(), Map.of());

  @BeforeEach
  void fill() throws IOException {
    sweep = Files.createDirectory(folder.resolve("sweep"));
    out = folder.resolve("saved");
    BigStore.fill(sweep, TRIALS, 10);
    Files.writeString(sweep.resolve("experiment.yaml"), "name: big\n");
    before = StoredSweep.read(sweep);
  }

  private Path file() {
    return sweep.resolve(TrialStore.FILE);
  }

  private void overwrite(long at, int bytes) throws IOException {
    byte[] rubbish = new byte[bytes];
    Arrays.fill(rubbish, (byte) 0xA5);
    try (RandomAccessFile file = new RandomAccessFile(file().toFile(), "rw")) {
      file.seek(at);
      file.write(rubbish);
    }
  }

  /** A leaf in the middle of a table, by SQLite's own account of its pages. */
  private long leafOf(String table) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT pageno FROM dbstat WHERE name = '%s' AND pagetype = 'leaf' ORDER BY path"
                    .formatted(table))) {
      List<Long> pages = new ArrayList<>();
      while (rows.next()) {
        pages.add(rows.getLong(1));
      }
      return (pages.get(pages.size() / 2) - 1) * PAGE;
    }
  }

  /** Saves, with the original left as it is and every saved trial as it was. */
  private Salvage.Result salvage(int least) throws IOException {
    byte[] bytes = Files.readAllBytes(file());
    Salvage.Result result = Salvage.run(sweep, out);
    assertThat(Files.readAllBytes(file())).as("the original").isEqualTo(bytes);
    assertThat(result.saved()).isGreaterThanOrEqualTo(least);
    assertThat(result.saved() + result.lost()).isLessThanOrEqualTo(TRIALS);
    assertThat(out.resolve("experiment.yaml")).hasContent("name: big\n");
    try (var files = Files.list(out)) {
      assertThat(files).as("no copy is left").hasSize(2);
    }
    Map<String, TrialResult> was =
        before.trials().stream()
            .collect(Collectors.toMap(TrialResult::trialId, Function.identity()));
    SweepResults after = StoredSweep.read(out);
    assertThat(after.trials().size()).isGreaterThanOrEqualTo(least);
    assertThat(after.trials().stream().filter(t -> !t.equals(was.get(t.trialId()))).count())
        .as("trials that are not as they were")
        .isZero();
    TrialStore.open(out, Clock.systemUTC()).close(); // undamaged
    return result;
  }

  private void assertRefused() {
    assertThatThrownBy(() -> TrialStore.open(sweep, Clock.systemUTC()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'archscape salvage SWEEP -o DIR' saves what is whole")
        .hasMessageNotContaining("\n");
  }

  @Test
  void aWholeStoreIsSavedWhole() throws IOException {
    Salvage.Result result = salvage(TRIALS);
    assertThat(result.lost()).isZero();
    assertThat(result.finished()).isEqualTo(TRIALS);
    assertThat(StoredSweep.read(out).equals(before)).isTrue();
  }

  @Test
  void aDamagedHeaderCostsNothing() throws IOException {
    overwrite(0, 100);
    assertRefused();
    assertThat(salvage(TRIALS).lost()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"trials", "epochs", "members", "attempts"})
  void aDamagedPageCostsTheTrialsOnIt(String table) throws Exception {
    overwrite(leafOf(table), PAGE);
    assertRefused();
    // a page holds 4 trials or 60 epochs; places and attempts are not what makes a trial
    Salvage.Result result = salvage(table.equals("members") ? 200 : 280);
    if (table.equals("trials") || table.equals("epochs")) {
      assertThat(result.lost()).isBetween(1L, 20L);
    } else {
      assertThat(result.lost()).isZero();
    }
  }

  @Test
  void aFileCutShortCostsItsEnd() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(file().toFile(), "rw")) {
      file.setLength(file.length() * 3 / 4 + 17);
    }
    assertRefused();
    assertThat(Salvage.run(sweep, out).saved()).isGreaterThan(0);
    TrialStore.open(out, Clock.systemUTC()).close();
  }

  @Test
  void whatAWalHoldsIsSavedToo() throws IOException {
    String id = before.trials().get(0).trialId();
    Path copy = Files.createDirectory(folder.resolve("killed"));
    try (TrialStore store = TrialStore.open(sweep, Clock.systemUTC())) {
      store.begin(id, 1, 1);
      store.prune(id, "in the wal");
      for (String name : new String[] {TrialStore.FILE, TrialStore.FILE + "-wal"}) {
        Files.copy(sweep.resolve(name), copy.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    byte[] wal = Files.readAllBytes(copy.resolve(TrialStore.FILE + "-wal"));
    assertThat(Salvage.run(copy, out).saved()).isEqualTo(TRIALS);
    assertThat(StoredSweep.list(out).rows().get(0).reason()).isEqualTo("in the wal");
    assertThat(copy.resolve(TrialStore.FILE + "-wal")).hasBinaryContent(wal);
    assertThat(copy.resolve(TrialStore.FILE + "-shm")).doesNotExist();
  }

  @Test
  void aTrialThatIsNotItselfIsNotSaved() throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        var statement = connection.createStatement()) {
      statement.execute(
          "UPDATE trials SET recipe = replace(recipe, '0.1', '0.2') WHERE number = 7");
      statement.execute("UPDATE trials SET error = error / 2 WHERE number = 8");
      statement.execute("DELETE FROM epochs WHERE trial = 9 AND epoch = 3");
      statement.execute(
          "DELETE FROM epochs WHERE trial = (SELECT max(number) FROM trials WHERE status ="
              + " 'diverged') AND epoch = 5");
    }
    assertThat(Salvage.run(sweep, out))
        .isEqualTo(new Salvage.Result(TRIALS - 4, TRIALS - 4, 4, false));
  }

  @Test
  void aStoreOfTheFirstVersionIsSaved() {
    Path first = Path.of("experiments", "cifar10-second");
    assertThat(Salvage.run(first, out)).isEqualTo(new Salvage.Result(28, 28, 0, false));
    assertThat(StoredSweep.read(out).equals(StoredSweep.read(first))).isTrue();
  }

  @Test
  void theEngineIsKnownFromTheSessionsWhereTheFactsAreLost() throws Exception {
    overwrite(leafOf("meta"), PAGE);
    assertThat(salvage(TRIALS).listOnly()).isFalse();
    try (TrialStore store = TrialStore.open(out, Clock.systemUTC())) {
      assertThat(store.meta()).containsEntry("engine", "fake").containsEntry("archscape", "test");
    }
  }

  @Test
  void withoutAnyWordOfTheEngineNoSweepGoesOn() throws Exception {
    long sessions = leafOf("sessions");
    overwrite(leafOf("meta"), PAGE);
    overwrite(sessions, PAGE);
    Salvage.Result result = Salvage.run(sweep, out);
    assertThat(result).isEqualTo(new Salvage.Result(TRIALS, TRIALS, 0, true));
    assertThat(StoredSweep.list(out).rows()).hasSize(TRIALS);
    assertThatThrownBy(() -> TrialStore.open(out, Clock.systemUTC()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("lost which engine it ran with");
    assertThat(Salvage.run(out, folder.resolve("again"))).isEqualTo(result);
  }

  @Test
  void refusesToWriteWhereSomethingIs() throws IOException {
    for (Path wrong : new Path[] {sweep, sweep.resolve("inside")}) {
      assertThatThrownBy(() -> Salvage.run(sweep, wrong))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("must go to another folder than the damaged sweep's");
    }
    Path full = Files.createDirectory(folder.resolve("full"));
    Files.createFile(full.resolve("mine"));
    assertThatThrownBy(() -> Salvage.run(sweep, full)).hasMessageContaining("must be new or empty");
    assertThatThrownBy(() -> Salvage.run(folder, out)).hasMessageContaining("found none");
    Files.write(file(), new byte[200_000]);
    assertThatThrownBy(() -> Salvage.run(sweep, out))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("nothing can be saved");
  }
}
