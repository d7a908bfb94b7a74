package io.archscape.store;

import static io.archscape.Require.require;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.archscape.FolderLock;
import io.archscape.InputException;
import io.archscape.experiment.Plan;
import io.archscape.experiment.PlannedTrial;
import io.archscape.experiment.Trial;
import io.archscape.graph.Cost;
import io.archscape.train.EpochMetrics;
import io.archscape.train.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The trials of a sweep in {@code trials.db}: one writer, any number of readers. Every change of
 * state is one transaction, so that a process killed between any two leaves a store to go on from.
 * Not for several threads.
 */
public final class TrialStore implements AutoCloseable {
  /** The store's name in a sweep's folder. */
  public static final String FILE = "trials.db";

  /** The fact noted of a store that another tool's results were put into: where they were. */
  static final String IMPORTED = "imported";

  /** The fact noted of a sweep's data: see {@link #note}. */
  public static final String DATA_SHA256 = "data_sha256";

  private static final String INSERT_MEMBER =
      "INSERT INTO members (space, idx, trial, parameters) VALUES (?, ?, ?, ?)";
  private static final String NUMBER = "(SELECT number FROM trials WHERE id = ?)";

  private final Sqlite sqlite;
  private final Clock clock;
  private final AttemptLog attempts;

  private TrialStore(Sqlite sqlite, Clock clock) {
    this.sqlite = sqlite;
    this.clock = clock;
    this.attempts = new AttemptLog(sqlite);
  }

  /**
   * Opens or makes the store of a folder. Trials that ran when the last coordinator ended are
   * planned again.
   *
   * @throws InputException if the store is of a newer version, damaged, or not writable
   */
  public static TrialStore open(Path folder, Clock clock) {
    TrialStore store = openAny(folder, clock);
    Optional.ofNullable(store.meta().get(IMPORTED))
        .ifPresent(
            from -> {
              store.close();
              throw new InputException(
                  "%s: a sweep to resume must have been started here, this one was imported from %s"
                      .formatted(folder, from));
            });
    return store;
  }

  private static TrialStore openAny(Path folder, Clock clock) {
    Path file = folder.resolve(FILE);
    if (Files.exists(file)) {
      // before anything is written, so that a file that is not ours stays as it is
      try (Sqlite sqlite = Sqlite.reading(file)) {
        Schema.version(sqlite);
        sqlite.requireWhole();
        Schema.requireTables(sqlite);
      }
    }
    Sqlite sqlite = Sqlite.writing(file);
    try {
      sqlite.transaction(() -> Schema.migrate(sqlite));
      sqlite.update("PRAGMA foreign_keys = ON");
      TrialStore store = new TrialStore(sqlite, clock);
      sqlite.transaction(store::interruptAll);
      return store;
    } catch (RuntimeException e) {
      sqlite.close();
      throw e;
    }
  }

  private void interruptAll() {
    attempts.interruptAll(now());
    sqlite.update("UPDATE trials SET status = 'planned' WHERE status = 'running'");
  }

  /** Notes facts of the sweep's beginning; what is known already stays. */
  public void note(Map<String, String> facts) {
    sqlite.transaction(
        () ->
            facts.forEach(
                (key, value) ->
                    sqlite.update("INSERT OR IGNORE INTO meta VALUES (?, ?)", key, value)));
  }

  /** Notes a fact that may change. */
  public void set(String key, String value) {
    sqlite.transaction(
        () -> sqlite.update("INSERT OR REPLACE INTO meta VALUES (?, ?)", key, value));
  }

  public Map<String, String> meta() {
    return new StoreReader(sqlite).meta();
  }

  /**
   * Takes in what is new of a plan.
   *
   * @throws InputException if the store has another trial in a place of the plan
   */
  public void plan(Plan plan) {
    sqlite.transaction(
        () -> {
          Map<String, Long> numbers = numbers();
          Map<Map.Entry<String, Integer>, Long> places = places();
          for (PlannedTrial trial : plan.trials()) {
            long number = numbers.computeIfAbsent(trial.id(), id -> insert(id, trial));
            Long there = places.get(Map.entry(trial.space(), trial.index()));
            if (there == null) {
              insertMember(trial, number);
            } else if (there != number) {
              throw otherTrial(trial);
            }
          }
        });
    sqlite.checkpoint();
  }

  private Map<String, Long> numbers() {
    Map<String, Long> numbers = new HashMap<>();
    sqlite
        .query("SELECT id, number FROM trials", row -> Map.entry(row.getString(1), row.getLong(2)))
        .forEach(entry -> numbers.put(entry.getKey(), entry.getValue()));
    return numbers;
  }

  private Map<Map.Entry<String, Integer>, Long> places() {
    Map<Map.Entry<String, Integer>, Long> places = new HashMap<>();
    sqlite
        .query(
            "SELECT space, idx, trial FROM members",
            row -> Map.entry(Map.entry(row.getString(1), row.getInt(2)), row.getLong(3)))
        .forEach(entry -> places.put(entry.getKey(), entry.getValue()));
    return places;
  }

  private long insert(String id, PlannedTrial planned) {
    Trial trial = planned.trial();
    return insert(
        id,
        Trial.DOCUMENTS.canonicalJson(trial.network()),
        Trial.DOCUMENTS.canonicalJson(trial.recipe()),
        Trial.DOCUMENTS.canonicalJson(trial.data()),
        trial.seed(),
        planned.cost());
  }

  private long insert(String id, String network, String recipe, String data, long seed, Cost cost) {
    return sqlite
        .query(
            "INSERT INTO trials (id, network, recipe, data, seed, flops, params, acts)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING number",
            row -> row.getLong(1),
            id,
            network,
            recipe,
            data,
            seed,
            cost.flops(),
            cost.params(),
            cost.acts())
        .get(0);
  }

  private void insertMember(PlannedTrial trial, long number) {
    ObjectNode parameters = JsonNodeFactory.instance.objectNode();
    trial.parameters().forEach(parameters::put);
    trial.choices().forEach(parameters::put);
    sqlite.update(
        INSERT_MEMBER,
        trial.space(),
        trial.index(),
        number,
        Trial.DOCUMENTS.canonicalJson(parameters));
  }

  private InputException otherTrial(PlannedTrial trial) {
    return new InputException(
        "%s: store must hold the trials that its experiment gives, got another one as %s %d"
                .formatted(sqlite.file(), trial.space(), trial.index())
            + " (was a space's file changed, or is it of another version of archscape?)");
  }

  /** The state of every trial, by id. */
  public Map<String, TrialStatus> statuses() {
    Map<String, TrialStatus> statuses = new LinkedHashMap<>();
    sqlite
        .query(
            "SELECT id, status FROM trials ORDER BY number",
            row -> Map.entry(row.getString(1), TrialStatus.of(row.getString(2))))
        .forEach(entry -> statuses.put(entry.getKey(), entry.getValue()));
    return statuses;
  }

  /**
   * A coordinator begins: what is tried from now on is tried by it, until the store is closed.
   *
   * @param version of archscape
   * @param engine that its workers run
   */
  public void session(String version, String engine, int workers) {
    Map<String, String> facts = new HashMap<>(MachineFacts.here());
    facts.put("host", FolderLock.host());
    facts.put("archscape", version);
    facts.put("engine", engine);
    sqlite.transaction(
        () -> attempts.openSession(facts, ProcessHandle.current().pid(), workers, now()));
  }

  /** Several changes as one: thousands take as long as one does alone. */
  public void together(Runnable changes) {
    sqlite.transaction(changes);
  }

  /** A worker begins with a trial: an attempt. What an earlier one left of it goes. */
  public void begin(String id, int worker, long pid) {
    sqlite.transaction(
        () -> {
          deleteEpochs(id);
          change("status = 'running', worker = ?, started = ?, finished = NULL", id, worker, now());
          attempts.open(id, worker, pid, now());
        });
  }

  private void deleteEpochs(String id) {
    sqlite.update("DELETE FROM epochs WHERE trial = " + NUMBER, id);
    sqlite.update("UPDATE trials SET epochs = 0 WHERE id = ?", id);
  }

  private void insert(String id, List<EpochMetrics> epochs) {
    epochs.forEach(metrics -> insert(id, metrics));
    int last = epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1).epoch();
    sqlite.update("UPDATE trials SET epochs = max(epochs, ?) WHERE id = ?", last, id);
  }

  /** The attempt goes on where an earlier one came to; these are the epochs before. */
  public void resumed(String id, List<EpochMetrics> before) {
    sqlite.transaction(
        () -> {
          deleteEpochs(id);
          insert(id, before);
          attempts.resumed(id, before.size());
        });
  }

  public void epoch(String id, EpochMetrics metrics) {
    sqlite.transaction(() -> insert(id, List.of(metrics)));
  }

  public void finish(String id, Outcome outcome) {
    sqlite.transaction(
        () -> {
          insert(id, outcome.epochs());
          change(
              "status = 'done', reason = '', attempts = attempts + 1, error = ?,"
                  + " parameters_sha256 = ?, seconds = ?, finished = ?",
              id,
              outcome.error(),
              outcome.parameters(),
              outcome.seconds(),
              now());
          attempts.close(id, Attempt.Outcome.DONE, "", "", now());
        });
  }

  public void diverge(String id, String reason) {
    end(id, Attempt.Outcome.DIVERGED, reason);
  }

  /** A trial ended early by its experiment's rule: it keeps its epochs, and has no error. */
  public void prune(String id, String reason) {
    end(id, Attempt.Outcome.PRUNED, reason);
  }

  private void end(String id, Attempt.Outcome ending, String reason) {
    sqlite.transaction(
        () -> {
          change(
              "status = ?, attempts = attempts + 1, reason = ?, finished = ?, seconds ="
                  + " (SELECT coalesce(sum(seconds), 0) FROM epochs WHERE trial = trials.number)",
              id,
              ending.key(),
              reason,
              now());
          attempts.close(id, ending, reason, "", now());
        });
  }

  /**
   * Counts a failed attempt. Gives whether it was the last that the trial is given; else the trial
   * is planned again.
   *
   * @param log the worker's last lines, may be empty
   */
  public boolean failAttempt(String id, String reason, String log, int allowed) {
    sqlite.transaction(
        () -> {
          change(
              "attempts = attempts + 1, reason = ?, finished = ?,"
                  + " status = CASE WHEN attempts + 1 >= ? THEN 'failed' ELSE 'planned' END",
              id,
              reason,
              now(),
              allowed);
          attempts.close(id, Attempt.Outcome.FAILED, reason, log, now());
        });
    return sqlite
        .query("SELECT status FROM trials WHERE id = ?", row -> row.getString(1), id)
        .contains(TrialStatus.FAILED.key());
  }

  /** An attempt was interrupted: the trial is planned again, and no attempt is counted. */
  public void putBack(String id, String reason) {
    sqlite.transaction(
        () -> {
          change("status = 'planned'", id);
          attempts.close(id, Attempt.Outcome.INTERRUPTED, reason, "", now());
        });
  }

  /**
   * Takes the result of another store as this trial's own; it has ended when it had there.
   *
   * @param from where that store is, to be shown
   */
  public void adopt(String id, Finished other, String from) {
    require(
        id.equals(other.id()), "a trial must adopt its own result, got %s for %s", other.id(), id);
    sqlite.transaction(
        () -> {
          deleteEpochs(id);
          insert(id, other.epochs());
          change(
              "status = ?, error = ?, reason = ?, parameters_sha256 = ?, seconds = ?,"
                  + " source = ?, finished = ?",
              id,
              other.status().key(),
              other.error(),
              other.reason(),
              other.parametersSha256(),
              other.seconds(),
              from,
              other.ended().map(Instant::toString).orElseGet(this::now));
          attempts.close(id, Attempt.Outcome.ADOPTED, "from " + from, "", now());
        });
  }

  /** Plans every failed trial again, with all its attempts; gives how many there were. */
  public int retryFailed() {
    return sqlite.update(
        "UPDATE trials SET status = 'planned', attempts = 0 WHERE status = 'failed'");
  }

  private void change(String assignments, String id, Object... values) {
    Object[] all = Arrays.copyOf(values, values.length + 1);
    all[values.length] = id;
    int changed = sqlite.update("UPDATE trials SET " + assignments + " WHERE id = ?", all);
    if (changed != 1) {
      throw new IllegalStateException("store must know every trial of its sweep, got " + id);
    }
  }

  private void insert(String id, EpochMetrics m) {
    sqlite.update(
        "INSERT OR REPLACE INTO epochs (trial, epoch, lr, train_loss, train_error,"
            + " validation_loss, validation_error, seconds, images) VALUES ("
            + NUMBER
            + ", ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        m.epoch(),
        m.lr(),
        m.trainLoss(),
        m.trainError(),
        m.validationLoss(),
        m.validationError(),
        m.seconds(),
        m.images());
  }

  private String now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /**
   * Reads a sweep, also while it runs.
   *
   * @param sweep its folder, or its {@code trials.db}
   * @throws InputException if there is no store, or one of a newer version, or a damaged one
   */
  public static SweepResults read(Path sweep) {
    return StoreReader.of(sweep, StoreReader::results);
  }

  /**
   * Makes a store of what another tool has trained, to be listed and compared.
   *
   * @param folder new, or without a store
   * @param from what is said of where the trials are from
   * @throws InputException if there is a store already, or the folder cannot be written
   */
  public static void importAll(Path folder, String from, List<ForeignTrial> trials) {
    Path file = folder.resolve(FILE);
    if (Files.exists(file)) {
      throw new InputException(file + ": file must not exist yet, got an existing one");
    }
    try {
      Files.createDirectories(folder);
      Path apart = Files.createTempDirectory(folder, "import");
      try {
        fill(apart, from, trials);
        Files.move(apart.resolve(FILE), file); // only when it is whole
      } finally {
        delete(apart);
      }
    } catch (IOException e) {
      throw new InputException(folder + ": folder must be writable, got " + e, e);
    }
  }

  private static void fill(Path folder, String from, List<ForeignTrial> trials) {
    try (TrialStore store = openAny(folder, Clock.systemUTC())) {
      store.together(
          () -> {
            store.note(Map.of(IMPORTED, from));
            trials.forEach(store::insert);
          });
    }
  }

  /** Deletes a folder of files. */
  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private void insert(ForeignTrial trial) {
    String id = trial.id();
    String network = trial.network().map(Trial.DOCUMENTS::canonicalJson).orElse("");
    String recipe = Trial.DOCUMENTS.canonicalJson(trial.recipe());
    String data = Trial.DOCUMENTS.canonicalJson(trial.data());
    long number = insert(id, network, recipe, data, 0, trial.cost());
    sqlite.update(
        INSERT_MEMBER,
        trial.space(),
        trial.index(),
        number,
        Trial.DOCUMENTS.canonicalJson(trial.parameters()));
    insert(id, trial.epochs());
    change(
        "status = ?, error = ?, reason = ?, seconds = ?",
        id,
        (trial.error().isPresent() ? TrialStatus.DONE : TrialStatus.FAILED).key(),
        trial.error().orElse(Double.NaN),
        trial.reason(),
        trial.epochs().stream().mapToDouble(EpochMetrics::seconds).filter(Double::isFinite).sum());
  }

  /**
   * Lists a sweep, also while it runs.
   *
   * @param sweep its folder, or its {@code trials.db}
   * @throws InputException if there is no store, or one of a newer version, or a damaged one
   */
  public static SweepTable list(Path sweep) {
    return StoreReader.of(sweep, StoreReader::table);
  }

  /**
   * Reads the errors of each space, in the order of the plan.
   *
   * @param sweep its folder, or its {@code trials.db}
   * @throws InputException if there is no store, or one of a newer version, or a damaged one
   */
  public static List<SpaceErrors> errors(Path sweep) {
    return StoreReader.of(sweep, StoreReader::errors);
  }

  /**
   * Reads who tried which trial when, by the time of the start. Of a store of the first version,
   * which did not keep earlier attempts, the last ones.
   *
   * @param sweep its folder, or its {@code trials.db}
   * @throws InputException if there is no store, or one of a newer version, or a damaged one
   */
  public static List<Attempt> attempts(Path sweep) {
    return StoreReader.of(sweep, StoreReader::attempts);
  }

  /**
   * Reads what was listed whole, one after the other.
   *
   * @param sweep as {@link #list} had it
   * @throws InputException if a part of it is damaged
   */
  public static void forEach(Path sweep, List<TrialRow> rows, Consumer<TrialResult> action) {
    StoreReader.of(
        sweep,
        reader -> {
          rows.forEach(row -> action.accept(reader.result(row)));
          return rows.size();
        });
  }

  /**
   * Reads a folder that may have a sweep; empty if none has begun there.
   *
   * @throws InputException if there is a store of a newer version, or a damaged one
   */
  public static Optional<SweepTable> begun(Path folder) {
    return StoreReader.begun(folder, StoreReader::table);
  }

  /** Whether there is a file that some program keeps its data in: SQLite's, as stores are. */
  public static boolean isDatabase(Path file) {
    return Sqlite.isDatabase(file);
  }

  /**
   * Looks up results that another sweep may take as its own: done and diverged trials that ran with
   * the same engine on the same data. A store that cannot be read is no error: it is skipped.
   *
   * @param sweep its folder, or its {@code trials.db}
   * @param ids of the trials that are wanted
   * @param engine that they are to run with: see {@link WorkerEngine#text()}
   * @param data checksum of the data, {@link #DATA_SHA256}; where either store has none, it is not
   *     compared
   */
  public static Reusable finished(
      Path sweep, Set<String> ids, String engine, Optional<String> data) {
    try {
      return StoreReader.of(sweep, reader -> reader.reusable(sweep, ids, engine, data));
    } catch (InputException e) {
      return Reusable.nothing(String.valueOf(e.getMessage()));
    }
  }

  /** What is listed, as it stands. */
  public SweepTable table() {
    return new StoreReader(sqlite).table();
  }

  /** Everything, as it stands. */
  public SweepResults results() {
    return new StoreReader(sqlite).results();
  }

  @Override
  public void close() {
    try {
      attempts.closeSession(now());
    } finally {
      sqlite.close();
    }
  }
}
