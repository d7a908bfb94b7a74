package io.archscape.exchange;

import io.archscape.InputException;
import io.archscape.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A folder of exported networks, numbered in their order. No other file in it is replaced. */
public record ExportFolder(Path folder) {
  /**
   * Writes all of them; nothing if one cannot be expressed in the format or would replace a file
   * that holds something else. Each file appears whole; where a disk fails, those before it stay.
   *
   * @return the files, in the order of the networks
   * @throws InputException if one cannot be written
   */
  public List<Path> write(List<ExportedNetwork> networks, ExportFormat format) {
    Map<Path, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < networks.size(); i++) {
      ExportedNetwork network = networks.get(i);
      String name = String.format(Locale.ROOT, "%02d-%s", i + 1, network.name());
      files.put(folder.resolve(name + format.ending()), format.bytes(network));
    }
    files.forEach(ExportFolder::requireFree);
    write(files);
    return List.copyOf(files.keySet());
  }

  private static void requireFree(Path file, byte[] content) {
    try {
      if (Files.exists(file) && !Arrays.equals(Files.readAllBytes(file), content)) {
        throw new InputException(
            file
                + ": file must not exist yet, or hold the same architecture, holds something else");
      }
    } catch (IOException e) {
      throw new InputException(file + ": file must be readable, got " + e, e);
    }
  }

  private void write(Map<Path, byte[]> files) {
    try {
      Files.createDirectories(folder);
      for (Map.Entry<Path, byte[]> entry : files.entrySet()) {
        WholeFile.write(entry.getKey(), entry.getValue());
      }
    } catch (IOException e) {
      throw new InputException(folder + ": folder must be writable, got " + e, e);
    }
  }
}
