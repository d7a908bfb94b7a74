package io.archscape.tools;

import io.archscape.store.BigStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes a store of any size, to measure commands on: {@code java -cp
 * target/classes:target/test-classes:$(cat target/classpath.txt) io.archscape.tools.FillStore
 * FOLDER TRIALS EPOCHS}.
 */
public final class FillStore {
  private FillStore() {}

  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    BigStore.fill(folder, Integer.parseInt(args[1]), Integer.parseInt(args[2]));
  }
}
