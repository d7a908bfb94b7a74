package io.archscape.store;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Who tried each trial, when, and how that ended. Of a trial at most one attempt is open. Each
 * method is part of its caller's transaction.
 */
final class AttemptLog {
  private static final String NEXT =
      "(SELECT coalesce(max(attempt), 0) + 1 FROM attempts WHERE trial = "
          + TrialTable.NUMBER
          + ")";

  private final Sqlite sqlite;

  /** The coordinator's; empty while a store is filled without one. */
  private OptionalInt session = OptionalInt.empty();

  AttemptLog(Sqlite sqlite) {
    this.sqlite = sqlite;
  }

  /** A coordinator begins; later attempts are its. */
  void openSession(Map<String, String> machine, long pid, int workers, String now) {
    List<Integer> opened =
        sqlite.query(
            "INSERT INTO sessions (host, pid, cpu, cores, os, jvm, archscape, engine,"
                + " workers, started) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " RETURNING number",
            row -> row.getInt(1),
            fact(machine, "host"),
            pid,
            fact(machine, "cpu"),
            Integer.parseInt(machine.getOrDefault("cores", "0")),
            fact(machine, "os"),
            fact(machine, "jvm"),
            fact(machine, "archscape"),
            fact(machine, "engine"),
            workers,
            now);
    session = OptionalInt.of(opened.get(0));
  }

  private static String fact(Map<String, String> facts, String key) {
    return facts.getOrDefault(key, "unknown");
  }

  void closeSession(String now) {
    session.ifPresent(
        number -> sqlite.update("UPDATE sessions SET ended = ? WHERE number = ?", now, number));
    session = OptionalInt.empty();
  }

  void open(String id, int worker, long pid, String now) {
    sqlite.update(
        "INSERT INTO attempts (trial, attempt, session, worker, pid, started) VALUES ("
            + TrialTable.NUMBER
            + ", "
            + NEXT
            + ", nullif(?, 0), ?, ?, ?)",
        id,
        id,
        session.orElse(0),
        worker,
        pid,
        now);
  }

  /** The open attempt goes on behind so many epochs of an earlier one. */
  void resumed(String id, int epochs) {
    sqlite.update(
        "UPDATE attempts SET from_epoch = ? WHERE outcome = 'running' AND trial = "
            + TrialTable.NUMBER,
        epochs,
        id);
  }

  /** Ends the open attempt; one that never began is written down too. */
  void close(String id, Attempt.Outcome ending, String reason, String log, String now) {
    int closed =
        sqlite.update(
            "UPDATE attempts SET outcome = ?, reason = ?, log = ?, ended = ?"
                + " WHERE outcome = 'running' AND trial = "
                + TrialTable.NUMBER,
            ending.key(),
            reason,
            log,
            now,
            id);
    if (closed == 0) {
      sqlite.update(
          "INSERT INTO attempts (trial, attempt, session, started, ended, outcome, reason, log)"
              + " VALUES ("
              + TrialTable.NUMBER
              + ", "
              + NEXT
              + ", nullif(?, 0), ?, ?, ?, ?, ?)",
          id,
          id,
          session.orElse(0),
          now,
          now,
          ending.key(),
          reason,
          log);
    }
  }

  /** What was open when a coordinator was killed. */
  void interruptAll(String now) {
    sqlite.update(
        "UPDATE attempts SET outcome = 'interrupted', reason = ?, ended = ?"
            + " WHERE outcome = 'running'",
        Attempt.COORDINATOR_ENDED,
        now);
  }
}
