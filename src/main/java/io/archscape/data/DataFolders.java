package io.archscape.data;

import static io.archscape.Require.require;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where data is looked for, in this order. */
public record DataFolders(List<Path> folders) {
  /** The environment variable that names the user's data folder. */
  public static final String VARIABLE = "ARCHSCAPE_DATA";

  public DataFolders {
    require(!folders.isEmpty(), "data folders must be at least one, got none");
    folders = List.copyOf(folders);
  }

  /** One folder the user asked for, and no other. */
  public static DataFolders only(Path folder) {
    return new DataFolders(List.of(folder));
  }

  /** {@code $ARCHSCAPE_DATA} where it is set, then {@code ~/.archscape/data}. */
  public static DataFolders usual(Map<String, String> environment, Path userHome) {
    List<Path> folders = new ArrayList<>();
    String named = environment.getOrDefault(VARIABLE, "");
    if (!named.isBlank()) {
      folders.add(Path.of(named));
    }
    folders.add(userHome.resolve(".archscape").resolve("data"));
    return new DataFolders(folders);
  }

  /** Where fetched data goes. */
  public Path first() {
    return folders.get(0);
  }
}
