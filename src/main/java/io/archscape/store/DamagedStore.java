package io.archscape.store;

import io.archscape.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSetMetaData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * What can be read of a damaged store: row by row, each by its own way through the file, so that
 * what lies on a damaged page is skipped and the rest is not.
 */
final class DamagedStore implements AutoCloseable {
  private static final int LEAST_ROW = 200; // a trial takes more bytes than that

  private final Sqlite sqlite;
  private final boolean first;

  /**
   * Opens a copy.
   *
   * @param original the name that errors give
   * @throws InputException if not even the list of its tables can be read
   */
  DamagedStore(Path copy, Path original) {
    this.sqlite = Sqlite.reading(copy);
    try {
      this.first = isFirst(original);
    } catch (RuntimeException e) {
      sqlite.close();
      throw e;
    }
  }

  /** Of the first version; its number may be damaged, so the columns are asked. */
  private boolean isFirst(Path original) {
    List<String> tables =
        attempt(
                () ->
                    sqlite.query(
                        "SELECT name FROM sqlite_master WHERE type = 'table'",
                        row -> row.getString(1)))
            .orElse(List.of());
    if (!tables.contains("trials") || !tables.contains("epochs")) {
      throw new InputException(
          original + ": nothing can be saved, the list of its tables itself is damaged");
    }
    String source = "SELECT 1 FROM pragma_table_info('trials') WHERE name = 'source'";
    return sqlite.query(source, row -> 1).isEmpty();
  }

  /** Whether it is of the first version. */
  boolean isFirst() {
    return first;
  }

  /** The rows of a query; empty if any of them cannot be read. */
  Optional<List<Map<String, Object>>> tryRows(String sql, Object... values) {
    return attempt(() -> rows(sqlite, sql, values));
  }

  /** Reads a table by its numbers, 1 to the highest that may be there, or to {@code most}. */
  List<Map<String, Object>> oneByOne(String table, long most) {
    List<Map<String, Object>> found = new ArrayList<>();
    long last = Math.min(most, last(table));
    for (long number = 1; number <= last; number++) {
      long at = number;
      tryRows("SELECT * FROM " + table + " WHERE number = ?", at).ifPresent(found::addAll);
    }
    return found;
  }

  private long last(String table) {
    return highest("number", table).orElseGet(() -> size() / LEAST_ROW);
  }

  /** The highest number of a trial that anything in the store speaks of. */
  long highestTrial() {
    long listed = highest("number", "trials").orElse(0);
    long placed = highest("trial", "members").orElse(0);
    long trained = highest("trial", "epochs").orElse(0);
    return Math.max(listed, Math.max(placed, trained));
  }

  private OptionalLong highest(String column, String table) {
    return attempt(
            () ->
                sqlite
                    .query("SELECT max(" + column + ") FROM " + table, row -> row.getLong(1))
                    .get(0))
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  private long size() {
    try {
      return Files.size(sqlite.file());
    } catch (IOException e) {
      throw new InputException(sqlite.file() + ": file must be readable, got " + e, e);
    }
  }

  /** Rows by column; what is NULL is left out. */
  static List<Map<String, Object>> rows(Sqlite sqlite, String sql, Object... values) {
    return sqlite.query(
        sql,
        row -> {
          ResultSetMetaData columns = row.getMetaData();
          Map<String, Object> cells = new LinkedHashMap<>();
          for (int i = 1; i <= columns.getColumnCount(); i++) {
            Object cell = row.getObject(i);
            if (cell != null) {
              cells.put(columns.getColumnName(i), cell);
            }
          }
          return cells;
        },
        values);
  }

  /** What a damaged page makes impossible is nothing. */
  static <T> Optional<T> attempt(Supplier<T> read) {
    try {
      return Optional.of(read.get());
    } catch (InputException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    sqlite.close();
  }
}
