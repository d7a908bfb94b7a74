package io.archscape.figures;

import io.archscape.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that figures go to. */
public final class FigureFolder {
  private FigureFolder() {}

  /**
   * Makes the folder. Worth asking before figures are computed, which takes its time.
   *
   * @throws InputException if it cannot be made or written
   */
  public static void require(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new InputException(
          "figures must be in a folder that can be made, got %s (%s)"
              .formatted(folder, e.getClass().getSimpleName()),
          e);
    }
    if (!Files.isWritable(folder)) {
      throw new InputException("figures must be in a folder that can be written, got " + folder);
    }
  }
}
