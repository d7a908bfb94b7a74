package io.archscape.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A folder of files that are gone once it is closed. */
record TempFolder(Path path) implements AutoCloseable {
  static TempFolder in(Path folder, String prefix) throws IOException {
    return new TempFolder(Files.createTempDirectory(folder, prefix));
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(path);
  }
}
