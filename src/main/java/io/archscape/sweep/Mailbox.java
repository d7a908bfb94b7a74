package io.archscape.sweep;

import io.archscape.InputException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The file by which another process asks a coordinator to adjust its sweep. */
final class Mailbox {
  private static final String NAME = "adjust.json";

  private final Path file;

  Mailbox(Path sweep) {
    file = sweep.resolve(NAME);
  }

  /**
   * Leaves a request, all of it or nothing.
   *
   * @throws InputException if the one before was not yet taken
   */
  void post(Adjustment adjustment) {
    try {
      Path part = Files.createTempFile(file.toAbsolutePath().getParent(), "adjust-", ".part");
      try {
        Files.writeString(part, Trial.DOCUMENTS.canonicalJson(adjustment));
        Files.move(part, file); // in one step, as both are in one folder
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (FileAlreadyExistsException e) {
      throw new InputException(
          file + ": an adjustment must be the only one at a time, another is still waiting", e);
    } catch (IOException e) {
      throw new InputException(file + ": sweep folder must be writable, got " + e, e);
    }
  }

  /** Whether a request waits. */
  boolean full() {
    return Files.exists(file);
  }

  /**
   * What is asked; empty if nothing is. It stays until it is removed.
   *
   * @throws InputException if the file holds no adjustment
   */
  Optional<Adjustment> read() {
    if (!full()) {
      return Optional.empty();
    }
    try {
      String text = Files.readString(file);
      return Optional.of(Trial.DOCUMENTS.readJson(file.toString(), text, Adjustment.class));
    } catch (IOException e) {
      throw new InputException(file + ": adjustment must be readable, got " + e, e);
    }
  }

  /** The request has been dealt with. */
  void clear() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new InputException(file + ": adjustment must be removable, got " + e, e);
    }
  }
}
