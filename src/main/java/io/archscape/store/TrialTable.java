package io.archscape.store;

import io.archscape.experiment.Trial;
import io.archscape.graph.Cost;
import io.archscape.train.EpochMetrics;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of trials, of their places in spaces and of their epochs. Each method is part of its
 * caller's transaction.
 */
final class TrialTable {
  /** The number of the trial whose id is the next value. */
  static final String NUMBER = "(SELECT number FROM trials WHERE id = ?)";

  private final Sqlite sqlite;

  TrialTable(Sqlite sqlite) {
    this.sqlite = sqlite;
  }

  /** A new trial; gives its number. */
  long insert(String id, String network, String recipe, String data, long seed, Cost cost) {
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

  /** Puts a trial into a place of a space. */
  void place(String space, int index, long number, Object parameters) {
    sqlite.update(
        "INSERT INTO members (space, idx, trial, parameters) VALUES (?, ?, ?, ?)",
        space,
        index,
        number,
        Trial.DOCUMENTS.canonicalJson(parameters));
  }

  /** Sets columns of a trial. */
  void change(String assignments, String id, Object... values) {
    Object[] all = Arrays.copyOf(values, values.length + 1);
    all[values.length] = id;
    int changed = sqlite.update("UPDATE trials SET " + assignments + " WHERE id = ?", all);
    if (changed != 1) {
      throw new IllegalStateException("store must know every trial of its sweep, got " + id);
    }
  }

  /** The state of every trial, by id, in the order of numbers. */
  Map<String, TrialStatus> statuses() {
    Map<String, TrialStatus> statuses = new LinkedHashMap<>();
    sqlite
        .query(
            "SELECT id, status FROM trials ORDER BY number",
            row -> Map.entry(row.getString(1), TrialStatus.of(row.getString(2))))
        .forEach(entry -> statuses.put(entry.getKey(), entry.getValue()));
    return statuses;
  }

  boolean hasFailed(String id) {
    return sqlite
        .query("SELECT status FROM trials WHERE id = ?", row -> row.getString(1), id)
        .contains(TrialStatus.FAILED.key());
  }

  /** What ran is planned again. */
  void interruptAll() {
    sqlite.update("UPDATE trials SET status = 'planned' WHERE status = 'running'");
  }

  /** What failed is planned again, with all its attempts; gives how many trials that are. */
  int retryFailed() {
    return sqlite.update(
        "UPDATE trials SET status = 'planned', attempts = 0 WHERE status = 'failed'");
  }

  void deleteEpochs(String id) {
    sqlite.update("DELETE FROM epochs WHERE trial = " + NUMBER, id);
    sqlite.update("UPDATE trials SET epochs = 0 WHERE id = ?", id);
  }

  void insertEpochs(String id, List<EpochMetrics> epochs) {
    epochs.forEach(metrics -> insertEpoch(id, metrics));
    int last = epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1).epoch();
    sqlite.update("UPDATE trials SET epochs = max(epochs, ?) WHERE id = ?", last, id);
  }

  private void insertEpoch(String id, EpochMetrics m) {
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
}
