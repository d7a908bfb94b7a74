package io.archscape.store;

import io.archscape.InputException;
import io.archscape.experiment.Experiment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Saves what is whole of a damaged store into a new one. It works on a copy, so that not even
 * SQLite's own housekeeping touches the original.
 */
public final class Salvage {
  private static final String WAL = "-wal";

  private Salvage() {}

  /**
   * What became of a damaged store's trials.
   *
   * @param saved trials in the new store
   * @param finished how many of them need not be trained again
   * @param lost trials that the damaged store is known to have had
   * @param listOnly nothing says any more which engine they were trained with, so that a sweep
   *     cannot go on in the new store without mixing engines
   */
  public record Result(int saved, int finished, long lost, boolean listOnly) {}

  /**
   * Saves a sweep into a new folder, with its experiment.
   *
   * @param sweep its folder, or its {@code trials.db}
   * @param folder new or empty, and outside of the sweep's
   * @throws InputException if there is no store, if nothing can be saved, or if the new folder is
   *     none
   */
  public static Result run(Path sweep, Path folder) {
    Path file = Files.isDirectory(sweep) ? sweep.resolve(TrialStore.FILE) : sweep;
    if (!Files.isRegularFile(file)) {
      throw new InputException(
          "%s: sweep must be a folder with a %s, found none".formatted(sweep, TrialStore.FILE));
    }
    try {
      requireNew(file, folder);
      Files.createDirectories(folder);
      try (TempFolder copies = TempFolder.in(folder, "copy")) {
        return rescue(file, copies.path(), folder);
      }
    } catch (IOException e) {
      throw new InputException(folder + ": folder must be writable, got " + e, e);
    }
  }

  private static void requireNew(Path file, Path folder) throws IOException {
    Path original = file.toAbsolutePath().normalize().getParent();
    Path target = folder.toAbsolutePath().normalize();
    boolean inside = original != null && target.startsWith(original);
    if (original != null && Files.exists(folder)) {
      inside |= Files.isSameFile(folder, original); // by another name
    }
    if (inside) {
      throw new InputException(
          "%s: what is saved must go to another folder than the damaged sweep's".formatted(folder));
    }
    if (Files.exists(folder)) {
      try (Stream<Path> there = Files.list(folder)) {
        if (there.findAny().isPresent()) {
          throw new InputException(folder + ": folder must be new or empty, got one with files");
        }
      }
    }
  }

  private static Result rescue(Path file, Path copies, Path folder) throws IOException {
    Path copy = Files.copy(file, copies.resolve(TrialStore.FILE));
    Path wal = file.resolveSibling(file.getFileName() + WAL);
    for (String beside : List.of(WAL, Sqlite.JOURNAL)) {
      Path more = file.resolveSibling(file.getFileName() + beside);
      if (Files.exists(more)) {
        Files.copy(more, copies.resolve(TrialStore.FILE + beside));
      }
    }
    SqliteHeader.repair(copy, Files.exists(wal));
    Result result;
    try (DamagedStore from = new DamagedStore(copy, file);
        Sqlite to = Sqlite.writing(folder.resolve(TrialStore.FILE))) {
      result = SavedTrials.copy(from, to);
    }
    if (result.saved() == 0) {
      Files.delete(folder.resolve(TrialStore.FILE));
      throw new InputException(file + ": store must have a readable trial, got none");
    }
    Path experiment = file.resolveSibling(Experiment.FILE);
    if (Files.exists(experiment)) {
      Files.copy(experiment, folder.resolve(Experiment.FILE), StandardCopyOption.REPLACE_EXISTING);
    }
    return result;
  }
}
