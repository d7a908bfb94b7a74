package io.archscape.store;

import io.archscape.InputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What readers ask of a sweep's store, of whatever version it is; nothing is written for it. */
public final class StoredSweep {
  private StoredSweep() {}

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
   * @param data checksum of the data, {@link TrialStore#DATA_SHA256}; where either store has none,
   *     it is not compared
   */
  public static Reusable finished(
      Path sweep, Set<String> ids, String engine, Optional<String> data) {
    try {
      return StoreReader.of(sweep, reader -> reader.reusable(sweep, ids, engine, data));
    } catch (InputException e) {
      return Reusable.nothing(String.valueOf(e.getMessage()));
    }
  }
}
