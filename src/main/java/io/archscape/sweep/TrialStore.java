package io.archscape.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.archscape.InputException;
import io.archscape.arch.Network;
import io.archscape.graph.Cost;
import io.archscape.train.EpochMetrics;
import io.archscape.train.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The trials of a sweep in {@code trials.db}: one writer, any number of readers. Every change of
 * state is one transaction, so that a process killed between any two leaves a store to go on from.
 * Not for several threads.
 */
public final class TrialStore implements AutoCloseable {
  /** The store's name in a sweep's folder. */
  public static final String FILE = "trials.db";

  private static final String NUMBER = "(SELECT number FROM trials WHERE id = ?)";

  private final Sqlite sqlite;
  private final Clock clock;

  private TrialStore(Sqlite sqlite, Clock clock) {
    this.sqlite = sqlite;
    this.clock = clock;
  }

  /**
   * Opens or makes the store of a folder. Trials that ran when the last coordinator ended are
   * planned again.
   *
   * @throws InputException if the store is of a newer version, damaged, or not writable
   */
  public static TrialStore open(Path folder, Clock clock) {
    Path file = folder.resolve(FILE);
    if (Files.exists(file)) {
      // before anything is written, so that a file that is not ours stays as it is
      try (Sqlite sqlite = Sqlite.reading(file)) {
        version(sqlite);
        requireWhole(sqlite);
      }
    }
    Sqlite sqlite = Sqlite.writing(file);
    try {
      sqlite.transaction(() -> migrate(sqlite));
      sqlite.update("UPDATE trials SET status = 'planned' WHERE status = 'running'");
    } catch (RuntimeException e) {
      sqlite.close();
      throw e;
    }
    return new TrialStore(sqlite, clock);
  }

  private static int version(Sqlite sqlite) {
    int version = sqlite.number("PRAGMA user_version");
    boolean fresh = sqlite.number("SELECT count(*) FROM sqlite_master") == 0;
    if (!fresh && sqlite.number("PRAGMA application_id") != Schema.APPLICATION) {
      throw new InputException(
          sqlite.file() + ": store must be made by archscape, got another program's SQLite file");
    }
    if (version > Schema.VERSION) {
      throw new InputException(
          "%s: store must be of version %d or older, got version %d, made by a newer archscape"
              .formatted(sqlite.file(), Schema.VERSION, version));
    }
    return version;
  }

  private static void requireWhole(Sqlite sqlite) {
    String found = sqlite.query("PRAGMA quick_check(1)", row -> row.getString(1)).get(0);
    if (!found.equals("ok")) {
      throw new InputException(
          "%s: store must be undamaged, got: %s"
              .formatted(sqlite.file(), found.replace('\n', ' ').strip()));
    }
  }

  private static void migrate(Sqlite sqlite) {
    for (int step = version(sqlite); step < Schema.VERSION; step++) {
      Schema.STEPS.get(step).forEach(sqlite::update);
    }
    sqlite.update("PRAGMA application_id = " + Schema.APPLICATION);
    sqlite.update("PRAGMA user_version = " + Schema.VERSION);
  }

  /** Notes facts of the sweep's beginning; what is known already stays. */
  void note(Map<String, String> facts) {
    sqlite.transaction(
        () ->
            facts.forEach(
                (key, value) ->
                    sqlite.update("INSERT OR IGNORE INTO meta VALUES (?, ?)", key, value)));
  }

  Map<String, String> meta() {
    Map<String, String> meta = new HashMap<>();
    sqlite
        .query("SELECT key, value FROM meta", row -> Map.entry(row.getString(1), row.getString(2)))
        .forEach(entry -> meta.put(entry.getKey(), entry.getValue()));
    return meta;
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
    Cost cost = planned.cost();
    return sqlite
        .query(
            "INSERT INTO trials (id, network, recipe, data, seed, flops, params, acts)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING number",
            row -> row.getLong(1),
            id,
            Trial.DOCUMENTS.canonicalJson(trial.network()),
            Trial.DOCUMENTS.canonicalJson(trial.recipe()),
            Trial.DOCUMENTS.canonicalJson(trial.data()),
            trial.seed(),
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
        "INSERT INTO members (space, idx, trial, parameters) VALUES (?, ?, ?, ?)",
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

  /** A worker begins with a trial; what an earlier attempt left of it goes. */
  void begin(String id, int worker) {
    sqlite.transaction(
        () -> {
          sqlite.update("DELETE FROM epochs WHERE trial = " + NUMBER, id);
          change("status = 'running', worker = ?, started = ?, finished = NULL", id, worker, now());
        });
  }

  void epoch(String id, EpochMetrics metrics) {
    sqlite.transaction(() -> insert(id, metrics));
  }

  void finish(String id, Outcome outcome) {
    sqlite.transaction(
        () -> {
          outcome.epochs().forEach(metrics -> insert(id, metrics));
          change(
              "status = 'done', reason = '', attempts = attempts + 1, error = ?,"
                  + " parameters_sha256 = ?, seconds = ?, finished = ?",
              id,
              outcome.error(),
              outcome.parameters(),
              outcome.seconds(),
              now());
        });
  }

  void diverge(String id, String reason) {
    sqlite.transaction(
        () ->
            change(
                "status = 'diverged', attempts = attempts + 1, reason = ?, finished = ?",
                id,
                reason,
                now()));
  }

  /**
   * Counts a failed attempt. Gives whether it was the last that the trial is given; else the trial
   * is planned again.
   */
  boolean failAttempt(String id, String reason, int allowed) {
    sqlite.transaction(
        () ->
            change(
                "attempts = attempts + 1, reason = ?, finished = ?,"
                    + " status = CASE WHEN attempts + 1 >= ? THEN 'failed' ELSE 'planned' END",
                id,
                reason,
                now(),
                allowed));
    return sqlite
        .query("SELECT status FROM trials WHERE id = ?", row -> row.getString(1), id)
        .contains(TrialStatus.FAILED.key());
  }

  /** An attempt was interrupted: the trial is planned again, and no attempt is counted. */
  void putBack(String id) {
    sqlite.transaction(() -> change("status = 'planned'", id));
  }

  /** Plans every failed trial again, with all its attempts; gives how many there were. */
  int retryFailed() {
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
    Path file = Files.isDirectory(sweep) ? sweep.resolve(FILE) : sweep;
    if (!Files.isRegularFile(file)) {
      throw new InputException(
          "%s: sweep must be a folder with a %s, found none".formatted(sweep, FILE));
    }
    try (Sqlite sqlite = Sqlite.reading(file)) {
      if (version(sqlite) == 0) {
        throw new InputException(file + ": store must hold a sweep, is empty");
      }
      return new TrialStore(sqlite, Clock.systemUTC()).results();
    }
  }

  /**
   * Reads a folder that may have a sweep; empty if none has begun there.
   *
   * @throws InputException if there is a store of a newer version, or a damaged one
   */
  public static Optional<SweepResults> begun(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (Sqlite sqlite = Sqlite.reading(file)) {
      return version(sqlite) == 0 // its coordinator was killed before it could begin
          ? Optional.empty()
          : Optional.of(new TrialStore(sqlite, Clock.systemUTC()).results());
    }
  }

  /** Everything, as it stands. */
  SweepResults results() {
    return sqlite.snapshot(() -> new SweepResults(bySpace(trials(epochs())), meta()));
  }

  private List<TrialResult> trials(Map<Long, List<EpochMetrics>> epochs) {
    return sqlite.query(
        "SELECT m.space, m.idx, m.parameters, t.number, t.id, t.network, t.flops, t.params,"
            + " t.acts, t.status, t.error, t.reason, t.attempts, t.parameters_sha256, t.seconds"
            + " FROM members m JOIN trials t ON t.number = m.trial ORDER BY m.idx, m.number",
        row -> trial(row, epochs));
  }

  private TrialResult trial(ResultSet row, Map<Long, List<EpochMetrics>> epochs)
      throws SQLException {
    double error = Sqlite.real(row, "error");
    JsonNode coordinates =
        Trial.DOCUMENTS.readJson(source(row), row.getString("parameters"), JsonNode.class);
    return new TrialResult(
        row.getString("space"),
        row.getInt("idx"),
        row.getString("id"),
        Trial.DOCUMENTS.readJson(source(row), row.getString("network"), Network.class),
        new Cost(row.getLong("flops"), row.getLong("params"), row.getLong("acts")),
        numbers(coordinates),
        names(coordinates),
        TrialStatus.of(row.getString("status")),
        Double.isNaN(error) ? OptionalDouble.empty() : OptionalDouble.of(error),
        row.getString("reason"),
        row.getInt("attempts"),
        row.getString("parameters_sha256"),
        row.getDouble("seconds"),
        Collections.unmodifiableList(epochs.getOrDefault(row.getLong("number"), List.of())));
  }

  private String source(ResultSet row) throws SQLException {
    return sqlite.file() + ": " + row.getString("space") + " " + row.getInt("idx");
  }

  private static Map<String, Double> numbers(JsonNode coordinates) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    coordinates.properties().stream()
        .filter(e -> e.getValue().isNumber())
        .forEach(e -> numbers.put(e.getKey(), e.getValue().asDouble()));
    return Collections.unmodifiableMap(numbers);
  }

  private static Map<String, String> names(JsonNode coordinates) {
    Map<String, String> names = new LinkedHashMap<>();
    coordinates.properties().stream()
        .filter(e -> e.getValue().isTextual())
        .forEach(e -> names.put(e.getKey(), e.getValue().asText()));
    return Collections.unmodifiableMap(names);
  }

  private Map<Long, List<EpochMetrics>> epochs() {
    Map<Long, List<EpochMetrics>> epochs = new HashMap<>();
    sqlite
        .query(
            "SELECT * FROM epochs ORDER BY trial, epoch",
            row -> Map.entry(row.getLong("trial"), metrics(row)))
        .forEach(e -> epochs.computeIfAbsent(e.getKey(), n -> new ArrayList<>()).add(e.getValue()));
    return epochs;
  }

  private static EpochMetrics metrics(ResultSet row) throws SQLException {
    return new EpochMetrics(
        row.getInt("epoch"),
        Sqlite.real(row, "lr"),
        Sqlite.real(row, "train_loss"),
        Sqlite.real(row, "train_error"),
        Sqlite.real(row, "validation_loss"),
        Sqlite.real(row, "validation_error"),
        Sqlite.real(row, "seconds"),
        row.getLong("images"));
  }

  /** From the order of training to space by space. */
  private static List<TrialResult> bySpace(List<TrialResult> trials) {
    Map<String, List<TrialResult>> spaces = new LinkedHashMap<>();
    trials.forEach(t -> spaces.computeIfAbsent(t.space(), s -> new ArrayList<>()).add(t));
    return spaces.values().stream().flatMap(List::stream).toList();
  }

  @Override
  public void close() {
    sqlite.close();
  }
}
