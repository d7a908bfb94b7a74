package io.archscape.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.archscape.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** One SQLite file: statements, transactions, and what its errors mean to a user. */
final class Sqlite implements AutoCloseable {
  /** What to do about a damaged store. */
  static final String SALVAGE = "'archscape salvage SWEEP -o DIR' saves what is whole";

  /** What the name of a rollback journal has behind that of its file. */
  static final String JOURNAL = "-journal";

  /** What every SQLite file begins with (sqlite.org/fileformat2.html, section 1.3). */
  static final String MAGIC = "SQLite format 3\0";

  private static final int BUSY_MILLIS = 10_000;

  /** Reads one row. */
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  private final Path file;
  private final Connection connection;
  private final boolean writes;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  private Sqlite(Path file, SQLiteConfig config, boolean writes) {
    this.file = file;
    this.writes = writes;
    try {
      this.connection = config.createConnection("jdbc:sqlite:" + file);
    } catch (SQLException e) {
      throw mistake(file, e);
    }
  }

  /**
   * For the one writer. WAL, so that readers and the writer do not wait for each other; FULL, so
   * that what is committed survives even a power cut: a sweep commits a few times a second at most,
   * so the sync costs nothing that could be seen.
   */
  static Sqlite writing(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setBusyTimeout(BUSY_MILLIS);
    config.enforceForeignKeys(false); // until the tables are of the newest version
    return new Sqlite(file, config, true);
  }

  /**
   * For reading alone. A program that was killed while it went to WAL mode or back leaves a hot
   * rollback journal, which no connection that may not write gets over: it is played back first.
   */
  static Sqlite reading(Path file) {
    if (Files.exists(file.resolveSibling(file.getFileName() + JOURNAL))) {
      playBack(file);
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(BUSY_MILLIS);
    return new Sqlite(file, config, false);
  }

  /** By what a file begins with. */
  static boolean isDatabase(Path file) {
    if (!Files.isRegularFile(file)) {
      return false; // of a pipe nothing must be taken
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(MAGIC.length()), MAGIC.getBytes(US_ASCII));
    } catch (IOException e) {
      return false; // it cannot be replaced by mistake either
    }
  }

  /** A database without a file, which is what SQLite takes an empty name for here. */
  static Sqlite inMemory() {
    return new Sqlite(Path.of(""), new SQLiteConfig(), false);
  }

  /** Reading is enough for it; the journal of a program that is still at work is left alone. */
  private static void playBack(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    try (Sqlite sqlite = new Sqlite(file, config, false)) {
      sqlite.number("SELECT count(*) FROM sqlite_master");
    } catch (InputException e) {
      // where it cannot be, reading says why
    }
  }

  Path file() {
    return file;
  }

  /** Runs one statement; NaN is stored as NULL. Gives the number of rows it changed. */
  int update(String sql, Object... values) {
    try {
      return prepare(sql, values).executeUpdate();
    } catch (SQLException e) {
      forget(sql);
      throw mistake(file, e);
    }
  }

  <T> List<T> query(String sql, Row<T> row, Object... values) {
    try (ResultSet rows = prepare(sql, values).executeQuery()) {
      List<T> all = new ArrayList<>();
      while (rows.next()) {
        all.add(row.read(rows));
      }
      return all;
    } catch (SQLException e) {
      forget(sql);
      throw mistake(file, e);
    }
  }

  /** The one number that a statement gives. */
  int number(String sql) {
    return query(sql, row -> row.getInt(1)).get(0);
  }

  /**
   * Reads all of the file and refuses it if anything is wrong with it. integrity_check, not
   * quick_check: of 320 MB (100,000 trials of 20 epochs) either takes about a second of one core,
   * and only the former holds the indexes against their tables.
   */
  void requireWhole() {
    String found = query("PRAGMA integrity_check(1)", row -> row.getString(1)).get(0);
    if (!found.equals("ok")) {
      throw new InputException(
          "%s: store must be undamaged (%s), got: %s"
              .formatted(file, SALVAGE, found.replace('\n', ' ').strip()));
    }
  }

  /**
   * Brings what is committed from the WAL into the file itself, as far as no reader prevents it;
   * inside a transaction, nothing.
   */
  void checkpoint() {
    try {
      if (connection.getAutoCommit()) {
        number("PRAGMA wal_checkpoint(PASSIVE)");
      }
    } catch (SQLException e) {
      throw mistake(file, e);
    }
  }

  /** All of {@code change} or nothing of it; inside another transaction, a part of that one. */
  void transaction(Runnable change) {
    try {
      if (!connection.getAutoCommit()) {
        change.run();
        return;
      }
      connection.setAutoCommit(false);
      try {
        change.run();
        connection.commit();
      } catch (RuntimeException | SQLException e) {
        undo(e);
        throw e;
      }
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      throw mistake(file, e);
    }
  }

  /** What SQLite has undone by itself, as it does when the disk is full, cannot be undone again. */
  private void undo(Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
    try {
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  /** Several reads that see the same state, whatever is written meanwhile. */
  <T> T snapshot(Supplier<T> reads) {
    List<T> result = new ArrayList<>(1);
    transaction(() -> result.add(reads.get()));
    return result.get(0);
  }

  /** A statement is compiled once: a store of thousands of trials is filled by a dozen of them. */
  private PreparedStatement prepare(String sql, Object... values) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  /** A statement that met a damaged page would fail on every other page too. */
  private void forget(String sql) {
    PreparedStatement failed = prepared.remove(sql);
    try {
      if (failed != null) {
        failed.close();
      }
    } catch (SQLException e) {
      // it says again what went wrong
    }
  }

  @Override
  public void close() {
    try (Connection closing = connection) {
      for (PreparedStatement statement : prepared.values()) {
        statement.close();
      }
      if (writes) {
        toOneFile(closing);
      }
    } catch (SQLException e) {
      throw mistake(file, e);
    }
  }

  /** A store at rest is one file, readable from a read-only folder too; a reader may prevent it. */
  private static void toOneFile(Connection connection) {
    try (PreparedStatement patience = connection.prepareStatement("PRAGMA busy_timeout = 0");
        PreparedStatement mode = connection.prepareStatement("PRAGMA journal_mode = DELETE")) {
      patience.execute();
      mode.execute();
    } catch (SQLException e) {
      // WAL files then stay beside it, which loses nothing
    }
  }

  private static RuntimeException mistake(Path file, SQLException e) {
    SQLiteErrorCode code =
        e instanceof SQLiteException sqlite
            ? sqlite.getResultCode()
            : SQLiteErrorCode.UNKNOWN_ERROR;
    // extended codes have the plain one in their lowest byte
    String must =
        switch (SQLiteErrorCode.getErrorCode(code.code & 0xff)) {
          case SQLITE_NOTADB, SQLITE_CORRUPT, SQLITE_FORMAT ->
              "store must be an undamaged SQLite file (" + SALVAGE + ")";
          case SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM ->
              "store must be a file that can be opened and written";
          case SQLITE_FULL -> "there must be room on the disk for the store";
          case SQLITE_IOERR -> "store must be readable and writable on its disk";
          case SQLITE_BUSY, SQLITE_LOCKED -> "store must not be held by another program";
          default -> "";
        };
    if (must.isEmpty()) {
      return new IllegalStateException(file + ": " + e.getMessage(), e);
    }
    return new InputException("%s: %s, got %s".formatted(file, must, code.message), e);
  }
}
