package io.archscape.store;

import static io.archscape.store.DamagedStore.attempt;

import io.archscape.Sha256;
import io.archscape.document.Documents;
import io.archscape.experiment.Trial;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Takes what is whole of a damaged store into a new one. A trial is taken if it proves to be whole:
 * its id is the hash of what it holds, its epochs are all there, its error is that of the last one.
 */
final class SavedTrials {
  private static final String LOST = "a damaged store that lost which engine it ran with";

  private final DamagedStore from;
  private final Sqlite to;
  private boolean imported;
  private boolean listOnly;
  private long known;
  private int saved;
  private int finished;

  private SavedTrials(DamagedStore from, Sqlite to) {
    this.from = from;
    this.to = to;
    this.known = from.highestTrial();
  }

  /** Fills a new store. */
  static Salvage.Result copy(DamagedStore from, Sqlite to) {
    SavedTrials copy = new SavedTrials(from, to);
    to.transaction(copy::copyAll);
    return new Salvage.Result(copy.saved, copy.finished, copy.known - copy.saved, copy.listOnly);
  }

  private void copyAll() {
    Schema.migrate(to, from.isFirst() ? 1 : Schema.VERSION);
    Optional<List<Map<String, Object>>> facts = from.tryRows("SELECT * FROM meta");
    facts.ifPresent(rows -> rows.forEach(this::meta));
    if (!from.isFirst()) {
      from.oneByOne("sessions", 1000).forEach(row -> attempt(() -> insert("sessions", row)));
    }
    if (facts.isEmpty()) {
      restoreOrigin();
    }
    from.oneByOne("trials", Long.MAX_VALUE).forEach(this::take);
    from.oneByOne("members", Long.MAX_VALUE).forEach(this::member);
    Schema.migrate(to, Schema.VERSION);
    to.update("UPDATE trials SET status = 'planned' WHERE status = 'running'");
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
        from.isFirst()
            ? List.of()
            : DamagedStore.rows(
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

  private void take(Map<String, Object> trial) {
    Object number = Objects.requireNonNull(trial.get("number"));
    known = Math.max(known, ((Number) number).longValue());
    String epochs = "SELECT * FROM epochs WHERE trial = ? ORDER BY epoch";
    from.tryRows(epochs, number)
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
    if (!from.isFirst()) {
      from.tryRows("SELECT * FROM attempts WHERE trial = ?", number)
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
    if (!from.isFirst() && !Objects.equals(trial.get("epochs"), epochs.size())) {
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
}
