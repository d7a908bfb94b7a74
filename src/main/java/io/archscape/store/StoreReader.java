package io.archscape.store;

import io.archscape.InputException;
import io.archscape.arch.Network;
import io.archscape.experiment.Trial;
import io.archscape.graph.Cost;
import io.archscape.train.EpochMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/** Reads stores of every version, as they are: nothing is migrated for it. */
final class StoreReader {
  private static final int FIRST_WITH_SOURCE = 2;
  private static final int FIRST_WITH_ATTEMPTS = 2;

  /** A check of so much takes a tenth of a second; of more, the writer's check must do. */
  private static final long CHECKED_BYTES = 32L << 20;

  private final Sqlite sqlite;

  StoreReader(Sqlite sqlite) {
    this.sqlite = sqlite;
  }

  /** Reads of a sweep's folder or of its {@code trials.db}. */
  static <T> T of(Path sweep, Function<StoreReader, T> reads) {
    Path file = Files.isDirectory(sweep) ? sweep.resolve(TrialStore.FILE) : sweep;
    if (!Files.isRegularFile(file)) {
      throw new InputException(
          "%s: sweep must be a folder with a %s, found none".formatted(sweep, TrialStore.FILE));
    }
    return read(file, reads)
        .orElseThrow(
            () -> new InputException(file + ": store must hold a sweep, got an empty one"));
  }

  /** Reads of a folder that may have no sweep yet. */
  static <T> Optional<T> begun(Path folder, Function<StoreReader, T> reads) {
    Path file = folder.resolve(TrialStore.FILE);
    return Files.isRegularFile(file) ? read(file, reads) : Optional.empty();
  }

  /** Empty if the store's coordinator was killed before it could begin. */
  private static <T> Optional<T> read(Path file, Function<StoreReader, T> reads) {
    try (Sqlite sqlite = Sqlite.reading(file)) {
      boolean fresh = Schema.version(sqlite) == 0;
      if (!fresh && Files.size(file) <= CHECKED_BYTES) {
        sqlite.requireWhole();
      }
      Schema.requireTables(sqlite);
      return fresh
          ? Optional.empty()
          : Optional.of(sqlite.snapshot(() -> reads.apply(new StoreReader(sqlite))));
    } catch (IOException e) {
      throw new InputException(file + ": store must be readable, got " + e, e);
    }
  }

  /** Everything. */
  SweepResults results() {
    return sqlite.snapshot(
        () -> {
          Map<Long, List<EpochMetrics>> epochs = epochs();
          List<TrialResult> results =
              sqlite.query(
                  select(", t.number, t.network, t.recipe, t.data, t.parameters_sha256"),
                  row ->
                      result(row(row), row, epochs.getOrDefault(row.getLong("number"), List.of())));
          return new SweepResults(bySpace(results, TrialResult::row), meta());
        });
  }

  /** What is listed. */
  SweepTable table() {
    return sqlite.snapshot(
        () ->
            new SweepTable(
                bySpace(sqlite.query(select(""), StoreReader::row), row -> row), meta()));
  }

  /** Space by space in the order of the plan; one pass over the tables, whatever the spaces. */
  List<SpaceErrors> errors() {
    Map<String, Tally> spaces = new LinkedHashMap<>();
    sqlite.query(
        "SELECT m.space, t.status, t.error, t.flops FROM members m"
            + " JOIN trials t ON t.number = m.trial ORDER BY m.number",
        row -> spaces.computeIfAbsent(row.getString(1), space -> new Tally()).add(row));
    return spaces.entrySet().stream().map(e -> e.getValue().of(e.getKey())).toList();
  }

  List<Attempt> attempts() {
    boolean first = Schema.version(sqlite) < FIRST_WITH_ATTEMPTS;
    String attempts =
        first
            ? "(SELECT number AS trial, max(attempts, 1) AS attempt, worker, started,"
                + " finished AS ended, status AS outcome, reason FROM trials"
                + " WHERE status <> 'planned' AND started IS NOT NULL)"
            : "attempts";
    return sqlite.query(
        "SELECT m.space, m.idx, a.attempt, a.worker, a.started, a.ended, a.outcome, a.reason FROM "
            + attempts
            + " a JOIN (SELECT trial, min(number) AS number FROM members GROUP BY trial) f"
            + " ON f.trial = a.trial JOIN members m ON m.number = f.number"
            + " ORDER BY a.started, a.trial, a.attempt",
        StoreReader::attempt);
  }

  private static Attempt attempt(ResultSet row) throws SQLException {
    return new Attempt(
        row.getString(1),
        row.getInt(2),
        row.getInt(3),
        Columns.wholeIfAny(row, 4),
        Instant.parse(row.getString(5)),
        Optional.ofNullable(row.getString(6)).map(Instant::parse),
        Attempt.Outcome.of(row.getString(7)),
        row.getString(8));
  }

  /** What is gathered of one space. */
  private static final class Tally {
    private final List<Double> errors = new ArrayList<>();
    private final List<Long> flops = new ArrayList<>();
    private final Map<TrialStatus, Integer> counts = new EnumMap<>(TrialStatus.class);

    private boolean add(ResultSet row) throws SQLException {
      counts.merge(TrialStatus.of(row.getString(2)), 1, Integer::sum);
      double error = row.getDouble(3);
      return row.wasNull() || (errors.add(error) && flops.add(row.getLong(4)));
    }

    private SpaceErrors of(String space) {
      return new SpaceErrors(space, errors, flops, counts);
    }
  }

  /** One of what is listed, whole. */
  TrialResult result(TrialRow listed) {
    return sqlite
        .query(
            "SELECT number, network, recipe, data, parameters_sha256 FROM trials WHERE id = ?",
            row -> result(listed, row, epochs(row.getLong("number"))),
            listed.trialId())
        .get(0);
  }

  Reusable reusable(Path sweep, Set<String> ids, String engine, Optional<String> data) {
    Map<String, String> meta = meta();
    String ran = meta.getOrDefault("engine", "an engine that it does not name");
    if (!ran.equals(engine)) {
      return Reusable.nothing(
          "%s: store must have run with engine %s, ran with %s".formatted(sweep, engine, ran));
    }
    String trainedOn = meta.getOrDefault(TrialStore.DATA_SHA256, data.orElse(""));
    if (!data.orElse(trainedOn).equals(trainedOn)) {
      return Reusable.nothing(
          "%s: store must have trained on the same data, trained on other files".formatted(sweep));
    }
    Map<String, Finished> found = new HashMap<>();
    ended().stream().filter(ids::contains).forEach(id -> found.put(id, finished(id)));
    return new Reusable(found, Optional.empty());
  }

  private List<String> ended() {
    return sqlite.query(
        "SELECT id FROM trials WHERE status IN ('done', 'diverged')", row -> row.getString(1));
  }

  private Finished finished(String id) {
    return sqlite
        .query(
            "SELECT error, number, status, reason, parameters_sha256, seconds, finished FROM trials"
                + " WHERE id = ?",
            row ->
                new Finished(
                    id,
                    TrialStatus.of(row.getString("status")),
                    Columns.realIfAny(row, 1),
                    row.getString("reason"),
                    row.getString("parameters_sha256"),
                    row.getDouble("seconds"),
                    Optional.ofNullable(row.getString("finished")).map(Instant::parse),
                    epochs(row.getLong("number"))),
            id)
        .get(0);
  }

  private List<EpochMetrics> epochs(long trial) {
    return sqlite.query(
        "SELECT * FROM epochs WHERE trial = ? ORDER BY epoch", StoreReader::metrics, trial);
  }

  Map<String, String> meta() {
    Map<String, String> meta = new HashMap<>();
    sqlite
        .query("SELECT key, value FROM meta", row -> Map.entry(row.getString(1), row.getString(2)))
        .forEach(entry -> meta.put(entry.getKey(), entry.getValue()));
    return meta;
  }

  private String select(String more) {
    boolean first = Schema.version(sqlite) < FIRST_WITH_SOURCE;
    return "SELECT m.space, m.idx, m.parameters, t.id, t.status, t.error, t.flops, t.params,"
        + " t.acts, t.reason, t.attempts, t.seconds, "
        + (first
            ? "'' AS source, (SELECT count(*) FROM epochs WHERE trial = t.number) AS epochs"
            : "t.source, t.epochs")
        + more
        + " FROM members m JOIN trials t ON t.number = m.trial ORDER BY m.number";
  }

  /** By the columns' places: names would be looked up in each row, a third of the time. */
  private static TrialRow row(ResultSet row) throws SQLException {
    double seconds = row.getDouble(12);
    return new TrialRow(
        row.getString(1),
        row.getInt(2),
        row.getString(4),
        TrialStatus.of(row.getString(5)),
        Columns.realIfAny(row, 6),
        new Cost(row.getLong(7), row.getLong(8), row.getLong(9)),
        row.getString(10),
        row.getInt(11),
        seconds > 0 ? OptionalDouble.of(seconds) : OptionalDouble.empty(),
        row.getInt(14),
        row.getString(13),
        row.getString(3));
  }

  private TrialResult result(TrialRow listed, ResultSet row, List<EpochMetrics> epochs)
      throws SQLException {
    return new TrialResult(
        listed,
        network(listed, row),
        row.getString("recipe"),
        row.getString("data"),
        row.getString("parameters_sha256"),
        epochs);
  }

  /** A trial of another tool may have a network that has no words here. */
  private Optional<Network> network(TrialRow listed, ResultSet row) throws SQLException {
    String text = row.getString("network");
    String place = sqlite.file() + ": " + listed.space() + " " + listed.index();
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(Trial.DOCUMENTS.readJson(place, text, Network.class));
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
        Columns.real(row, "lr"),
        Columns.real(row, "train_loss"),
        Columns.real(row, "train_error"),
        Columns.real(row, "validation_loss"),
        Columns.real(row, "validation_error"),
        Columns.real(row, "seconds"),
        row.getLong("images"));
  }

  /** From the order of training to space by space, each by index. */
  private static <T> List<T> bySpace(List<T> trials, Function<T, TrialRow> row) {
    Map<String, List<T>> spaces = new LinkedHashMap<>();
    trials.forEach(
        t -> spaces.computeIfAbsent(row.apply(t).space(), s -> new ArrayList<>()).add(t));
    spaces.values().forEach(s -> s.sort(Comparator.comparingInt(t -> row.apply(t).index())));
    return spaces.values().stream().flatMap(List::stream).toList();
  }
}
