package io.archscape.bench;

import io.archscape.RunFailed;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the Maven profile {@code bench} leaves: a program that trains with PyTorch through DJL, and
 * the libraries it needs.
 */
public record DjlFiles(Path folder) {
  public static final String MAIN = "io.archscape.bench.DjlSteps";

  /** Makes them. */
  public static final String BUILD = "mvn -q -Pbench compile";

  /** In {@code target/bench} of the project in this folder, if the profile was built there. */
  public static Optional<DjlFiles> in(Path home) {
    DjlFiles files = new DjlFiles(home.resolve("target").resolve("bench"));
    boolean there =
        Files.isRegularFile(files.list())
            && Files.isRegularFile(files.classes().resolve(MAIN.replace('.', '/') + ".class"));
    return there ? Optional.of(files) : Optional.empty();
  }

  private Path list() {
    return folder.resolve("classpath.txt");
  }

  private Path classes() {
    return folder.resolve("classes");
  }

  /** Where DJL unpacks PyTorch. */
  Path cache() {
    return folder.resolve("cache").toAbsolutePath();
  }

  /** The program, before what this one runs with, before the libraries. */
  public String classPath(String own) {
    try {
      return String.join(
          File.pathSeparator, classes().toString(), own, Files.readString(list()).strip());
    } catch (IOException e) {
      throw new RunFailed(list() + " must be readable, got " + e);
    }
  }
}
