package io.archscape.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.InputException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteTest {
  @TempDir Path folder;

  @Test
  void aFullDiskUndoesTheTransactionAndIsToldAsSuch() {
    try (Sqlite sqlite = Sqlite.writing(folder.resolve("small.db"))) {
      sqlite.update("CREATE TABLE lines (text TEXT)");
      sqlite.number("PRAGMA max_page_count = 4"); // SQLite then says what it says of a full disk
      assertThatThrownBy(() -> sqlite.transaction(() -> fill(sqlite)))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("small.db: there must be room on the disk for the store");
      assertThat(sqlite.number("SELECT count(*) FROM lines")).isZero();
      sqlite.number("PRAGMA max_page_count = 1000");
      sqlite.transaction(() -> fill(sqlite));
      assertThat(sqlite.number("SELECT count(*) FROM lines")).isEqualTo(20);
    }
  }

  private static void fill(Sqlite sqlite) {
    for (int i = 0; i < 20; i++) {
      sqlite.update("INSERT INTO lines VALUES (?)", "x".repeat(2000));
    }
  }
}
