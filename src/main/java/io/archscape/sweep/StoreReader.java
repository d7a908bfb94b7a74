package io.archscape.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import io.archscape.InputException;
import io.archscape.arch.Network;
import io.archscape.graph.Cost;
import io.archscape.train.EpochMetrics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
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
        .orElseThrow(() -> new InputException(file + ": store must hold a sweep, is empty"));
  }

  /** Reads of a folder that may have no sweep yet. */
  static <T> Optional<T> begun(Path folder, Function<StoreReader, T> reads) {
    Path file = folder.resolve(TrialStore.FILE);
    return Files.isRegularFile(file) ? read(file, reads) : Optional.empty();
  }

  /** Empty if the store's coordinator was killed before it could begin. */
  private static <T> Optional<T> read(Path file, Function<StoreReader, T> reads) {
    try (Sqlite sqlite = Sqlite.reading(file)) {
      return Schema.version(sqlite) == 0
          ? Optional.empty()
          : Optional.of(sqlite.snapshot(() -> reads.apply(new StoreReader(sqlite))));
    }
  }

  SweepResults results() {
    return sqlite.snapshot(() -> new SweepResults(bySpace(trials(epochs())), meta()));
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
            "SELECT number, status, error, reason, parameters_sha256, seconds FROM trials"
                + " WHERE id = ?",
            row ->
                new Finished(
                    id,
                    TrialStatus.of(row.getString("status")),
                    Sqlite.real(row, "error"),
                    row.getString("reason"),
                    row.getString("parameters_sha256"),
                    row.getDouble("seconds"),
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

  private List<TrialResult> trials(Map<Long, List<EpochMetrics>> epochs) {
    return sqlite.query(
        "SELECT m.space, m.idx, m.parameters, t.number, t.id, t.network, t.flops, t.params,"
            + " t.acts, t.status, t.error, t.reason, t.attempts, t.parameters_sha256, t.seconds, "
            + source()
            + " AS source FROM members m JOIN trials t ON t.number = m.trial ORDER BY m.idx, m.number",
        row -> trial(row, epochs));
  }

  private String source() {
    return Schema.version(sqlite) < FIRST_WITH_SOURCE ? "''" : "t.source";
  }

  private TrialResult trial(ResultSet row, Map<Long, List<EpochMetrics>> epochs)
      throws SQLException {
    double error = Sqlite.real(row, "error");
    JsonNode coordinates =
        Trial.DOCUMENTS.readJson(place(row), row.getString("parameters"), JsonNode.class);
    return new TrialResult(
        row.getString("space"),
        row.getInt("idx"),
        row.getString("id"),
        Trial.DOCUMENTS.readJson(place(row), row.getString("network"), Network.class),
        new Cost(row.getLong("flops"), row.getLong("params"), row.getLong("acts")),
        numbers(coordinates),
        names(coordinates),
        TrialStatus.of(row.getString("status")),
        Double.isNaN(error) ? OptionalDouble.empty() : OptionalDouble.of(error),
        row.getString("reason"),
        row.getInt("attempts"),
        row.getString("parameters_sha256"),
        row.getDouble("seconds"),
        row.getString("source"),
        Collections.unmodifiableList(epochs.getOrDefault(row.getLong("number"), List.of())));
  }

  private String place(ResultSet row) throws SQLException {
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
}
