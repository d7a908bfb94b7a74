package io.archscape.cli;

import io.archscape.data.DataFolders;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where to look for data. */
final class DataOptions {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "folder with the data (default: $ARCHSCAPE_DATA, then ~/.archscape/data)")
  Optional<Path> folder = Optional.empty();

  DataFolders folders() {
    return folder
        .map(DataFolders::only)
        .orElseGet(
            () -> DataFolders.usual(System.getenv(), Path.of(System.getProperty("user.home"))));
  }

  /** The same choice, for another process. */
  List<String> arguments() {
    return folder.map(dir -> List.of("--data-dir", dir.toString())).orElse(List.of());
  }
}
