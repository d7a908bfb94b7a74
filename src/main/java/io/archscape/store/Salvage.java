package io.archscape.store;

import io.archscape.InputException;
import io.archscape.Sha256;
import io.archscape.document.Documents;
import io.archscape.experiment.Experiment;
import io.archscape.experiment.Trial;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.ResultSetMetaData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Saves what is whole of a damaged store into a new one. It works on a copy, so that not even
 * SQLite's own housekeeping touches the original. Rows are read one by one, each by its own way
 * through the file: what lies on a damaged page is skipped, the rest is not. A trial is taken if it
 * proves to be whole: its id is the hash of what it holds, its epochs are all there, its error is
 * that of the last one.
 */
public final class Salvage {
  private static final String WAL = "-wal";
  private static final byte[] MAGIC = Sqlite.MAGIC.getBytes(StandardCharsets.US_ASCII);
  private static final String LOST = "a damaged store that lost which engine it ran with";
  private static final int HEADER = 100;
  private static final int PAGE = 4096;
  private static final int LEAST_ROW = 200; // a trial takes more bytes than that

  private final Sqlite from;
  private final Sqlite to;
  private final boolean first;
  private boolean imported;
  private boolean listOnly;
  private long known;
  private int saved;
  private int finished;

  private Salvage(Sqlite from, Sqlite to, boolean first) {
    this.from = from;
    this.to = to;
    this.first = first;
  }

  /**
   * What became of a damaged store's trials.
   *
   * @param saved trials in the new store
   * @param finished how many of them need not be trained again
   * @param lost trials that the damaged store is known to have had
   * @param listOnly nothing says any more which engine they were trained with, so that a sweep
   *     cannot go on in the new store without mixing engines
   */
  public record Result(int saved, int finished, long lost, boolean listOnly) {}

  /**
   * Saves a sweep into a new folder, with its experiment.
   *
   * @param sweep its folder, or its {@code trials.db}
   * @param folder new or empty, and outside of the sweep's
   * @throws InputException if there is no store, if nothing can be saved, or if the new folder is
   *     none
   */
  public static Result run(Path sweep, Path folder) {
    Path file = Files.isDirectory(sweep) ? sweep.resolve(TrialStore.FILE) : sweep;
    if (!Files.isRegularFile(file)) {
      throw new InputException(
          "%s: sweep must be a folder with a %s, found none".formatted(sweep, TrialStore.FILE));
    }
    try {
      requireNew(file, folder);
      Files.createDirectories(folder);
      try (TempFolder copies = TempFolder.in(folder, "copy")) {
        return rescue(file, copies.path(), folder);
      }
    } catch (IOException e) {
      throw new InputException(folder + ": folder must be writable, got " + e, e);
    }
  }

  private static void requireNew(Path file, Path folder) throws IOException {
    Path original = file.toAbsolutePath().normalize().getParent();
    Path target = folder.toAbsolutePath().normalize();
    boolean inside = original != null && target.startsWith(original);
    if (original != null && Files.exists(folder)) {
      inside |= Files.isSameFile(folder, original); // by another name
    }
    if (inside) {
      throw new InputException(
          "%s: what is saved must go to another folder than the damaged sweep's".formatted(folder));
    }
    if (Files.exists(folder)) {
      try (Stream<Path> there = Files.list(folder)) {
        if (there.findAny().isPresent()) {
          throw new InputException(folder + ": folder must be new or empty, got one with files");
        }
      }
    }
  }

  private static Result rescue(Path file, Path copies, Path folder) throws IOException {
    Path copy = Files.copy(file, copies.resolve(TrialStore.FILE));
    Path wal = file.resolveSibling(file.getFileName() + WAL);
    for (String beside : List.of(WAL, Sqlite.JOURNAL)) {
      Path more = file.resolveSibling(file.getFileName() + beside);
      if (Files.exists(more)) {
        Files.copy(more, copies.resolve(TrialStore.FILE + beside));
      }
    }
    repairHeader(copy, Files.exists(wal));
    Result result;
    try (Sqlite from = Sqlite.reading(copy)) {
      boolean first = isFirst(from, file);
      try (Sqlite to = Sqlite.writing(folder.resolve(TrialStore.FILE))) {
        result = new Salvage(from, to, first).copyAll();
      }
    }
    if (result.saved() == 0) {
      Files.delete(folder.resolve(TrialStore.FILE));
      throw new InputException(file + ": store must have a readable trial, got none");
    }
    Path experiment = file.resolveSibling(Experiment.FILE);
    if (Files.exists(experiment)) {
      Files.copy(
          experiment, folder.resolve(Experiment.FILE), StandardCopyOption.REPLACE_EXISTING);
    }
    return result;
  }

  /**
   * The first hundred bytes can be made again (sqlite.org/fileformat2.html, section 1.3); the
   * number of pages is always set to what is there, or SQLite refuses a file that was cut short.
   */
  private static void repairHeader(Path file, boolean wal) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer header = ByteBuffer.allocate(HEADER);
      channel.read(header, 0);
      int size = header.getShort(16) & 0xffff;
      boolean sound = size >= 512 && Integer.bitCount(size) == 1;
      int page = sound ? size : PAGE;
      if (!sound || !header.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
        fill(header, page, wal);
      }
      header.putInt(28, (int) (channel.size() / page));
      header.putInt(92, header.getInt(24)); // the number of pages is of this very state
      channel.write(header.rewind(), 0);
    }
  }

  private static void fill(ByteBuffer header, int page, boolean wal) {
    header.rewind().put(MAGIC).putShort((short) page);
    byte journal = (byte) (wal ? 2 : 1);
    header.put(journal).put(journal).put(new byte[] {0, 64, 32, 32});
    header.putInt(24, 1); // changes
    header.putInt(32, 0).putInt(36, 0); // no free pages are known
    header.putInt(40, 1).putInt(44, 4).putInt(48, 0).putInt(52, 0).putInt(56, 1); // UTF-8
    header.putInt(60, Schema.VERSION).putInt(64, 0).putInt(68, Schema.APPLICATION);
    header.putInt(96, 3_046_000);
  }

  /** Of the first version; its number may be damaged, so the columns are asked. */
  private static boolean isFirst(Sqlite from, Path file) {
    List<String> tables =
        attempt(
                () ->
                    from.query(
                        "SELECT name FROM sqlite_master WHERE type = 'table'",
                        row -> row.getString(1)))
            .orElse(List.of());
    if (!tables.contains("trials") || !tables.contains("epochs")) {
      throw new InputException(
          file + ": nothing can be saved, the list of its tables itself is damaged");
    }
    String source = "SELECT 1 FROM pragma_table_info('trials') WHERE name = 'source'";
    return from.query(source, row -> 1).isEmpty();
  }

  private Result copyAll() {
    to.transaction(
        () -> {
          Schema.migrate(to, first ? 1 : Schema.VERSION);
          Optional<List<Map<String, Object>>> facts =
              attempt(() -> rows(from, "SELECT * FROM meta"));
          facts.ifPresent(rows -> rows.forEach(this::meta));
          if (!first) {
            oneByOne("sessions", 1000).forEach(row -> attempt(() -> insert("sessions", row)));
          }
          if (facts.isEmpty()) {
            restoreOrigin();
          }
          List<Map<String, Object>> trials = oneByOne("trials", Long.MAX_VALUE);
          trials.forEach(this::take);
          oneByOne("members", Long.MAX_VALUE).forEach(this::member);
          Schema.migrate(to, Schema.VERSION);
          to.update("UPDATE trials SET status = 'planned' WHERE status = 'running'");
        });
    return new Result(saved, finished, known - saved, listOnly);
  }

  private void meta(Map<String, Object> fact) {
    insert("meta", fact);
    if (text(fact, "key").equals(TrialStore.IMPORTED)) {
      listOnly = text(fact, "value").equals(LOST); // then its trials are archscape's own
      imported = !listOnly;
    }
  }

  /**
   * A sweep holds on to the engine that it notes in {@code meta}. Where that is lost its sessions
   * say it; where they are lost too, a sweep must not go on, or it would take any engine.
   */
  private void restoreOrigin() {
    List<Map<String, Object>> sessions =
        first
            ? List.of()
            : rows(
                to,
                "SELECT archscape, engine, cpu, cores, os, jvm, started AS created FROM sessions"
                    + " WHERE engine <> 'unknown' ORDER BY number LIMIT 1");
    for (Map<String, Object> session : sessions) {
      session.forEach(
          (key, value) -> insert("meta", Map.of("key", key, "value", String.valueOf(value))));
    }
    listOnly = sessions.isEmpty();
    if (listOnly) {
      insert("meta", Map.of("key", TrialStore.IMPORTED, "value", LOST));
    }
  }

  /** Reads a table by its numbers, 1 to the highest that may be there. */
  private List<Map<String, Object>> oneByOne(String table, long most) {
    List<Map<String, Object>> found = new ArrayList<>();
    long last = Math.min(most, last(table));
    for (long number = 1; number <= last; number++) {
      long at = number;
      attempt(() -> rows(from, "SELECT * FROM " + table + " WHERE number = ?", at))
          .ifPresent(found::addAll);
    }
    return found;
  }

  private long last(String table) {
    OptionalLong last = highest("number", table);
    if (table.equals("trials")) {
      OptionalLong placed = highest("trial", "members");
      OptionalLong trained = highest("trial", "epochs");
      known = Math.max(last.orElse(0), Math.max(placed.orElse(0), trained.orElse(0)));
    }
    return last.isPresent() ? last.getAsLong() : size() / LEAST_ROW;
  }

  private OptionalLong highest(String column, String table) {
    return attempt(
            () ->
                from.query("SELECT max(" + column + ") FROM " + table, row -> row.getLong(1))
                    .get(0))
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  private long size() {
    try {
      return Files.size(from.file());
    } catch (IOException e) {
      throw new InputException(from.file() + ": file must be readable, got " + e, e);
    }
  }

  private void take(Map<String, Object> trial) {
    Object number = Objects.requireNonNull(trial.get("number"));
    known = Math.max(known, ((Number) number).longValue());
    String epochs = "SELECT * FROM epochs WHERE trial = ? ORDER BY epoch";
    attempt(() -> rows(from, epochs, number))
        .filter(rows -> isWhole(trial, rows))
        .filter(rows -> attempt(() -> insert("trials", trial)).isPresent())
        .ifPresent(
            rows -> {
              saved++;
              finished +=
                  List.of("done", "diverged", "pruned").contains(text(trial, "status")) ? 1 : 0;
              rows.forEach(row -> insert("epochs", row));
              attempts(number);
            });
  }

  private void attempts(Object number) {
    if (!first) {
      attempt(() -> rows(from, "SELECT * FROM attempts WHERE trial = ?", number))
          .ifPresent(rows -> rows.forEach(row -> attempt(() -> insert("attempts", row))));
    }
  }

  private boolean isWhole(Map<String, Object> trial, List<Map<String, Object>> epochs) {
    return isItself(trial) && areWhole(trial, epochs);
  }

  /** The id is a hash of all that a trial is: see {@link Trial#id()}. */
  private boolean isItself(Map<String, Object> trial) {
    if (imported) {
      return true; // made by another tool: there is nothing to hold it against
    }
    String json =
        "{\"data\":%s,\"network\":%s,\"recipe\":%s,\"seed\":%s}"
            .formatted(
                text(trial, "data"),
                text(trial, "network"),
                text(trial, "recipe"),
                text(trial, "seed"));
    for (int format = 1; format <= Trial.FORMAT; format++) {
      if (Sha256.hex("archscape trial " + format + "\n" + json).equals(text(trial, "id"))) {
        return true;
      }
    }
    return false;
  }

  private boolean areWhole(Map<String, Object> trial, List<Map<String, Object>> epochs) {
    if (!first && !Objects.equals(trial.get("epochs"), epochs.size())) {
      return false; // its end is lost, which the error of a trial that is not done would not tell
    }
    for (int i = 0; i < epochs.size(); i++) {
      if (!Objects.equals(epochs.get(i).get("epoch"), i + 1)) {
        return false;
      }
    }
    boolean done = text(trial, "status").equals("done");
    return !done
        || imported
        || (!epochs.isEmpty()
            && Objects.equals(
                epochs.get(epochs.size() - 1).get("validation_error"), trial.get("error")));
  }

  /** The place of a trial in a space; one that is lost is planned again by the next sweep. */
  private void member(Map<String, Object> member) {
    Object trial = Objects.requireNonNull(member.get("trial"));
    boolean there = !to.query("SELECT 1 FROM trials WHERE number = ?", row -> 1, trial).isEmpty();
    boolean readable =
        attempt(() -> new Documents().readJson("", text(member, "parameters"), Map.class))
            .isPresent();
    if (there && readable) {
      attempt(() -> insert("members", member));
    }
  }

  private int insert(String table, Map<String, Object> row) {
    String columns = String.join(", ", row.keySet());
    String places = String.join(", ", row.keySet().stream().map(name -> "?").toList());
    return to.update(
        "INSERT INTO %s (%s) VALUES (%s)".formatted(table, columns, places),
        row.values().toArray());
  }

  private static String text(Map<String, Object> row, String column) {
    return String.valueOf(row.getOrDefault(column, ""));
  }

  /** Rows by column; what is NULL is left out. */
  private static List<Map<String, Object>> rows(Sqlite sqlite, String sql, Object... values) {
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
  private static <T> Optional<T> attempt(Supplier<T> read) {
    try {
      return Optional.of(read.get());
    } catch (InputException | IllegalStateException e) {
      return Optional.empty();
    }
  }
}
