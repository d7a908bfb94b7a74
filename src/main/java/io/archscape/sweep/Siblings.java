package io.archscape.sweep;

import io.archscape.store.TrialStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the sweeps whose results another one may take over. */
public final class Siblings {
  private Siblings() {}

  /**
   * Folders of sweeps, those named first.
   *
   * @param sweep the folder of the one that takes over
   * @param named sweeps: see {@link #at}
   */
  public static List<Path> of(Path sweep, List<Path> named) {
    Set<Path> all = new LinkedHashSet<>(named);
    Path parent = sweep.toAbsolutePath().normalize().getParent();
    if (parent != null) {
      all.addAll(within(parent));
    }
    return all.stream().filter(found -> !same(found, sweep)).toList();
  }

  /** The folder itself if it is a sweep's, else those of sweeps in it; empty if there are none. */
  public static List<Path> at(Path folder) {
    return isSweep(folder) ? List.of(folder) : within(folder);
  }

  private static List<Path> within(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Siblings::isSweep).sorted().toList();
    } catch (IOException e) {
      return List.of(); // not there yet, or nothing for us to read
    }
  }

  private static boolean isSweep(Path folder) {
    return Files.isRegularFile(folder.resolve(TrialStore.FILE));
  }

  private static boolean same(Path one, Path other) {
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }
}
