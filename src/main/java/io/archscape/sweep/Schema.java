package io.archscape.sweep;

import java.util.List;

/**
 * The tables of a store. {@code PRAGMA user_version} is the number of steps taken; a change of the
 * tables is a new step at the end, never a change of an old one.
 */
final class Schema {
  /** "arch" in ASCII: what {@code PRAGMA application_id} says of a store. */
  static final int APPLICATION = 0x61726368;

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
                PRIMARY KEY (trial, epoch)) WITHOUT ROWID"""));

  static final int VERSION = STEPS.size();

  private Schema() {}
}
