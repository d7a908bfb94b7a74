package io.archscape.sweep;

import io.archscape.InputException;
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
   * @param named sweeps, or folders of sweeps
   * @throws InputException if there is no sweep where one is named
   */
  public static List<Path> of(Path sweep, List<Path> named) {
    Set<Path> all = new LinkedHashSet<>();
    for (Path folder : named) {
      List<Path> found = isSweep(folder) ? List.of(folder) : within(folder);
      if (found.isEmpty()) {
        throw new InputException(
            "%s: --reuse must name a sweep or a folder of sweeps, found none".formatted(folder));
      }
      all.addAll(found);
    }
    Path parent = sweep.toAbsolutePath().normalize().getParent();
    if (parent != null) {
      all.addAll(within(parent));
    }
    return all.stream().filter(found -> !same(found, sweep)).toList();
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
