package io.archscape.store;

import io.archscape.InputException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The tables of a store. {@code PRAGMA user_version} is the number of steps taken; a change of the
 * tables is a new step at the end, never a change of an old one.
 */
final class Schema {
  /** "arch" in ASCII: what {@code PRAGMA application_id} says of a store. */
  static final int APPLICATION = 0x61726368;

  private static final String SESSIONS =
      """
      CREATE TABLE sessions (
        number INTEGER PRIMARY KEY,
        host TEXT NOT NULL,
        pid INTEGER,
        cpu TEXT NOT NULL,
        cores INTEGER NOT NULL,
        os TEXT NOT NULL,
        jvm TEXT NOT NULL,
        archscape TEXT NOT NULL,
        engine TEXT NOT NULL,
        workers INTEGER,
        started TEXT NOT NULL,
        ended TEXT)""";

  private static final String ATTEMPTS =
      """
      CREATE TABLE attempts (
        trial INTEGER NOT NULL REFERENCES trials (number),
        attempt INTEGER NOT NULL,
        session INTEGER REFERENCES sessions (number),
        worker INTEGER,
        pid INTEGER,
        from_epoch INTEGER NOT NULL DEFAULT 0,
        started TEXT NOT NULL,
        ended TEXT,
        outcome TEXT NOT NULL DEFAULT 'running'
          CHECK (outcome IN ('running', 'done', 'diverged', 'pruned', 'failed',
            'interrupted', 'adopted')),
        reason TEXT NOT NULL DEFAULT '',
        log TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (trial, attempt)) WITHOUT ROWID""";

  /** Short columns first: what is listed is read without the documents behind it. */
  private static final String NEW_TRIALS =
      """
      CREATE TABLE new_trials (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        status TEXT NOT NULL DEFAULT 'planned'
          CHECK (status IN ('planned', 'running', 'done', 'diverged', 'pruned', 'failed')),
        error REAL,
        flops INTEGER NOT NULL,
        params INTEGER NOT NULL,
        acts INTEGER NOT NULL,
        reason TEXT NOT NULL DEFAULT '',
        attempts INTEGER NOT NULL DEFAULT 0,
        seconds REAL NOT NULL DEFAULT 0,
        epochs INTEGER NOT NULL DEFAULT 0,
        parameters_sha256 TEXT NOT NULL DEFAULT '',
        source TEXT NOT NULL DEFAULT '',
        worker INTEGER,
        started TEXT,
        finished TEXT,
        seed INTEGER NOT NULL,
        network TEXT NOT NULL,
        recipe TEXT NOT NULL,
        data TEXT NOT NULL)""";

  private static final String FILL_NEW_TRIALS =
      """
      INSERT INTO new_trials (number, id, status, error, flops, params, acts, reason, attempts,
        seconds, epochs, parameters_sha256, worker, started, finished, seed, network, recipe,
        data)
      SELECT number, id, status, error, flops, params, acts, reason, attempts,
        seconds, (SELECT count(*) FROM epochs WHERE trial = number), parameters_sha256, worker,
        started, finished, seed, network, recipe, data
      FROM trials ORDER BY number""";

  /** What the first version knew of sessions. */
  private static final String FIRST_SESSION =
      """
      INSERT INTO sessions (number, host, cpu, cores, os, jvm, archscape, engine, started)
      SELECT 1, 'unknown', coalesce(max(value) FILTER (WHERE key = 'cpu'), 'unknown'),
        coalesce(max(value) FILTER (WHERE key = 'cores'), 0),
        coalesce(max(value) FILTER (WHERE key = 'os'), 'unknown'),
        coalesce(max(value) FILTER (WHERE key = 'jvm'), 'unknown'),
        coalesce(max(value) FILTER (WHERE key = 'archscape'), 'unknown'),
        coalesce(max(value) FILTER (WHERE key = 'engine'), 'unknown'),
        max(value) FILTER (WHERE key = 'created')
      FROM meta HAVING count(*) FILTER (WHERE key = 'created') > 0""";

  /** What the first version knew of attempts. */
  private static final String FIRST_ATTEMPTS =
      """
      INSERT INTO attempts (trial, attempt, session, worker, started, ended, outcome, reason)
      SELECT number, max(attempts, 1), (SELECT number FROM sessions), worker, started,
        finished, status, reason
      FROM trials WHERE status IN ('done', 'diverged', 'failed') AND started IS NOT NULL""";

  /** Each step is a list of statements. NaN is NULL, as SQLite has it. Times are UTC, ISO 8601. */
  static final List<List<String>> STEPS =
      List.of(
          List.of(
              "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
              """
              CREATE TABLE trials (
                number INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                network TEXT NOT NULL,
                recipe TEXT NOT NULL,
                data TEXT NOT NULL,
                seed INTEGER NOT NULL,
                flops INTEGER NOT NULL,
                params INTEGER NOT NULL,
                acts INTEGER NOT NULL,
                status TEXT NOT NULL DEFAULT 'planned'
                  CHECK (status IN ('planned', 'running', 'done', 'diverged', 'failed')),
                error REAL,
                reason TEXT NOT NULL DEFAULT '',
                attempts INTEGER NOT NULL DEFAULT 0,
                parameters_sha256 TEXT NOT NULL DEFAULT '',
                seconds REAL NOT NULL DEFAULT 0,
                worker INTEGER,
                started TEXT,
                finished TEXT)""",
              """
              CREATE TABLE members (
                number INTEGER PRIMARY KEY,
                space TEXT NOT NULL,
                idx INTEGER NOT NULL,
                trial INTEGER NOT NULL REFERENCES trials (number),
                parameters TEXT NOT NULL,
                UNIQUE (space, idx))""",
              """
              CREATE TABLE epochs (
                trial INTEGER NOT NULL REFERENCES trials (number),
                epoch INTEGER NOT NULL,
                lr REAL,
                train_loss REAL,
                train_error REAL,
                validation_loss REAL,
                validation_error REAL,
                seconds REAL,
                images INTEGER NOT NULL,
                PRIMARY KEY (trial, epoch)) WITHOUT ROWID"""),
          attemptsAndPruning());

  static final int VERSION = STEPS.size();

  private Schema() {}

  /** From here on, foreign keys are off while a step is taken: it may make a table anew. */
  private static List<String> attemptsAndPruning() {
    return List.of(
        SESSIONS,
        ATTEMPTS,
        "CREATE INDEX open_attempts ON attempts (trial) WHERE outcome = 'running'",
        NEW_TRIALS,
        FILL_NEW_TRIALS,
        "DROP TABLE trials",
        "ALTER TABLE new_trials RENAME TO trials",
        "CREATE INDEX members_of_trials ON members (trial)",
        FIRST_SESSION,
        FIRST_ATTEMPTS);
  }

  /**
   * The version of a store's tables, 0 of an empty file.
   *
   * @throws InputException if it is not archscape's, or of a newer archscape
   */
  static int version(Sqlite sqlite) {
    int version = sqlite.number("PRAGMA user_version");
    boolean fresh = sqlite.number("SELECT count(*) FROM sqlite_master") == 0;
    if (!fresh && sqlite.number("PRAGMA application_id") != APPLICATION) {
      throw new InputException(
          sqlite.file() + ": store must be made by archscape, got another program's SQLite file");
    }
    if (version < 0 || (version == 0 && !fresh)) {
      throw new InputException(
          "%s: store must be undamaged (%s), got version %d of its tables"
              .formatted(sqlite.file(), Sqlite.SALVAGE, version));
    }
    if (version > VERSION) {
      throw new InputException(
          "%s: store must be of version %d or older, got version %d, made by a newer archscape"
              .formatted(sqlite.file(), VERSION, version));
    }
    return version;
  }

  /**
   * Demands a store that a sweep can go on in; reads all of it, writes nothing.
   *
   * @throws InputException if it is not archscape's, of a newer archscape, or damaged
   */
  static void requireWhole(Path file) {
    try (Sqlite sqlite = Sqlite.reading(file)) {
      version(sqlite);
      sqlite.requireWhole();
      requireTables(sqlite);
    }
  }

  /**
   * Demands every table and column of the version that the store says it has; more do no harm.
   *
   * @throws InputException if one is not there
   */
  static void requireTables(Sqlite sqlite) {
    Set<String> missing = new LinkedHashSet<>();
    try (Sqlite model = Sqlite.inMemory()) {
      migrate(model, version(sqlite));
      missing.addAll(columns(model));
    }
    missing.removeAll(Set.copyOf(columns(sqlite)));
    if (!missing.isEmpty()) {
      throw new InputException(
          "%s: store must be undamaged (%s), got none with %s"
              .formatted(sqlite.file(), Sqlite.SALVAGE, String.join(", ", missing)));
    }
  }

  private static List<String> columns(Sqlite sqlite) {
    return sqlite.query(
        "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c"
            + " WHERE m.type = 'table'",
        row -> row.getString(1) + "." + row.getString(2));
  }

  /** Takes the steps that a store has not taken yet. Foreign keys must be off. */
  static void migrate(Sqlite sqlite) {
    migrate(sqlite, VERSION);
  }

  /** Takes the steps up to a version. */
  static void migrate(Sqlite sqlite, int to) {
    for (int step = version(sqlite); step < to; step++) {
      STEPS.get(step).forEach(sqlite::update);
    }
    sqlite.update("PRAGMA application_id = " + APPLICATION);
    sqlite.update("PRAGMA user_version = " + to);
  }
}
