package io.archscape.sweep;

import io.archscape.InputException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files from which trials resume, {@code checkpoints/ID.ckpt} in a sweep's folder. Only trials
 * that have begun and not ended have one, so a long sweep takes no more disk than a short one.
 */
final class Checkpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

  private final Path folder;

  Checkpoints(Path sweep) {
    folder = sweep.resolve("checkpoints");
  }

  /** Makes the folder that they are kept in. */
  void prepare() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new InputException(folder + ": checkpoints must have a folder, got " + e, e);
    }
  }

  Path of(String id) {
    return folder.resolve(id + ".ckpt");
  }

  /** A trial has ended: its file goes, and what a killed worker left half written beside it. */
  void remove(String id) {
    removeAll(file -> name(file).startsWith(id));
  }

  /** Whatever is no checkpoint of these trials goes; so does the folder if nothing is left. */
  void keepOnly(Set<String> ids) {
    removeAll(file -> ids.stream().noneMatch(id -> file.equals(of(id))));
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      return; // trials to go on from
    } catch (IOException e) {
      LOG.warn("{} cannot be removed", folder, e);
    }
  }

  /** What cannot be removed takes room and does no harm. */
  private void removeAll(Predicate<Path> unwanted) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(unwanted).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException e) {
      return; // nothing has begun
    } catch (IOException e) {
      LOG.warn("checkpoints in {} cannot be removed", folder, e);
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
