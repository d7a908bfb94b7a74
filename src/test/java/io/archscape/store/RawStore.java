package io.archscape.store;

import java.nio.file.Path;

/** A store as its file has it, for tests of what is written there. */
public final class RawStore {
  private RawStore() {}

  /** The one number that a statement gives. */
  public static int number(Path sweep, String sql) {
    try (Sqlite sqlite = Sqlite.reading(sweep.resolve(TrialStore.FILE))) {
      return sqlite.number(sql);
    }
  }

  public static void change(Path sweep, String sql) {
    try (Sqlite sqlite = Sqlite.writing(sweep.resolve(TrialStore.FILE))) {
      sqlite.update(sql);
    }
  }
}
