package io.archscape.store;

import static io.archscape.Require.require;

import io.archscape.InputException;
import io.archscape.MachineFacts;
import io.archscape.experiment.ClaimHistory;
import io.archscape.experiment.Plan;
import io.archscape.train.EpochMetrics;
import io.archscape.train.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  private final Sqlite sqlite;
  private final Clock clock;
  private final TrialTable trials;
  private final AttemptLog attempts;

  private TrialStore(Sqlite sqlite, Clock clock) {
    this.sqlite = sqlite;
    this.clock = clock;
    this.trials = new TrialTable(sqlite);
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

  /** Opens or makes any store, an imported one too. */
  static TrialStore openAny(Path folder, Clock clock) {
    Path file = folder.resolve(FILE);
    if (Files.exists(file)) {
      Schema.requireWhole(file); // before anything is written: what is not ours stays as it is
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
    trials.interruptAll();
  }

  /** Notes facts of the sweep's beginning; what is known already stays. */
  public void note(Map<String, String> facts) {
    sqlite.transaction(
        () ->
            facts.forEach(
                (key, value) ->
                    sqlite.update("INSERT OR IGNORE INTO meta VALUES (?, ?)", key, value)));
  }

  /** Notes when claims were made and withdrawn, in place of what was known before. */
  public void replace(ClaimHistory history) {
    sqlite.transaction(
        () ->
            sqlite.update(
                "INSERT OR REPLACE INTO meta VALUES (?, ?)", ClaimHistory.KEY, history.json()));
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
    sqlite.transaction(() -> new PlanWriter(sqlite, trials).take(plan));
    sqlite.checkpoint();
  }

  TrialTable trials() {
    return trials;
  }

  /** The state of every trial, by id. */
  public Map<String, TrialStatus> statuses() {
    return trials.statuses();
  }

  /**
   * A coordinator begins: what is tried from now on is tried by it, until the store is closed.
   *
   * @param version of archscape
   * @param engine that its workers run
   */
  public void session(String version, String engine, int workers) {
    Map<String, String> facts = new HashMap<>(MachineFacts.here());
    facts.put("host", MachineFacts.host());
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
          trials.deleteEpochs(id);
          trials.change(
              "status = 'running', worker = ?, started = ?, finished = NULL", id, worker, now());
          attempts.open(id, worker, pid, now());
        });
  }

  /** The attempt goes on where an earlier one came to; these are the epochs before. */
  public void resumed(String id, List<EpochMetrics> before) {
    sqlite.transaction(
        () -> {
          trials.deleteEpochs(id);
          trials.insertEpochs(id, before);
          attempts.resumed(id, before.size());
        });
  }

  public void epoch(String id, EpochMetrics metrics) {
    sqlite.transaction(() -> trials.insertEpochs(id, List.of(metrics)));
  }

  public void finish(String id, Outcome outcome) {
    sqlite.transaction(
        () -> {
          trials.insertEpochs(id, outcome.epochs());
          trials.change(
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
          trials.change(
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
          trials.change(
              "attempts = attempts + 1, reason = ?, finished = ?,"
                  + " status = CASE WHEN attempts + 1 >= ? THEN 'failed' ELSE 'planned' END",
              id,
              reason,
              now(),
              allowed);
          attempts.close(id, Attempt.Outcome.FAILED, reason, log, now());
        });
    return trials.hasFailed(id);
  }

  /** An attempt was interrupted: the trial is planned again, and no attempt is counted. */
  public void putBack(String id, String reason) {
    sqlite.transaction(
        () -> {
          trials.change("status = 'planned'", id);
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
          trials.deleteEpochs(id);
          trials.insertEpochs(id, other.epochs());
          trials.change(
              "status = ?, error = ?, reason = ?, parameters_sha256 = ?, seconds = ?,"
                  + " source = ?, finished = ?",
              id,
              other.status().key(),
              other.error().orElse(Double.NaN),
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
    return trials.retryFailed();
  }

  private String now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
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
