package io.archscape.plot;

import io.archscape.InputException;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Puts a picture where the user wants it. Not a {@link io.archscape.WholeFile}: several processes
 * may draw the same picture at once, each beside it under a name of its own, in folders that cannot
 * move in one step; and what can be drawn again need not wait for the disk.
 */
public final class PictureFile {
  private PictureFile() {}

  /**
   * Writes the bytes. Missing folders are made; the file appears whole or not at all.
   *
   * @throws InputException if the file cannot be written
   */
  public static void save(Path file, byte[] bytes) {
    try {
      write(file.toAbsolutePath(), bytes);
    } catch (IOException e) {
      throw new InputException(
          "plot file must be in a writable folder, got %s (%s)"
              .formatted(file, e.getClass().getSimpleName()),
          e);
    }
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    // not createTempFile: only the owner could read the picture
    Path part =
        file.resolveSibling(
            "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try {
      Files.write(part, bytes);
      move(part, file);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
