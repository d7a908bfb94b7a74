package io.archscape.study;

import io.archscape.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What sweeps are called: as their folders are, with as much of the path as tells them apart. */
public final class SweepNames {
  private SweepNames() {}

  /**
   * A name for each, in the same order.
   *
   * @throws InputException if one comes twice: it would be compared with itself
   */
  public static List<String> of(List<Path> sweeps) {
    List<Path> folders = sweeps.stream().map(SweepNames::folder).toList();
    Set<Path> seen = new HashSet<>();
    for (int i = 0; i < folders.size(); i++) {
      if (!seen.add(folders.get(i))) {
        throw new InputException("sweeps must differ, got " + sweeps.get(i) + " twice");
      }
    }
    List<String> names = names(folders, 1);
    for (int parts = 2; new HashSet<>(names).size() < names.size(); parts++) {
      List<String> longer = names(folders, parts);
      List<String> before = names;
      names = new ArrayList<>(before);
      for (int i = 0; i < names.size(); i++) {
        if (Collections.frequency(before, before.get(i)) > 1) {
          names.set(i, longer.get(i));
        }
      }
    }
    return List.copyOf(names);
  }

  private static List<String> names(List<Path> folders, int parts) {
    return folders.stream().map(folder -> last(folder, parts)).toList();
  }

  private static String last(Path folder, int parts) {
    int count = folder.getNameCount();
    return parts > count
        ? folder.toString()
        : folder.subpath(count - parts, count).toString().replace('\\', '/');
  }

  private static Path folder(Path sweep) {
    Path path = sweep.toAbsolutePath().normalize();
    Path folder = Files.isRegularFile(path) ? path.resolveSibling("") : path;
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder; // whoever reads it says that there is none
    }
  }
}
