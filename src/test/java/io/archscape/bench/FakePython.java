package io.archscape.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A shell script in the place of a Python interpreter with PyTorch, which keeps the first line that
 * it reads each time.
 */
public record FakePython(Path file, Path asked) {
  private static final String HEAD =
      """
      #!/bin/sh
      case "$2" in
        "import torch; "*) echo torch VERSION; exit ;;
      esac
      read -r question
      echo "$question" >> ASKED
      """;

  private static final String STEPS =
      """
      BEFORE
      echo '{FACTS}'
      while read -r line; do
        if [ "$line" = go ]; then
          ROUND
          echo '{"rate": 100}'
        fi
      done
      """;

  private static final String TRAININGS =
      """
      while read -r line; do
        BEFORE
        echo '{"params": PARAMS, "error": 0.25, "seconds": 3}'
      done
      """;

  /**
   * Answers with 100 images a second.
   *
   * @param params that its networks have; 0 if it does not say
   */
  public static FakePython in(Path folder, String version, long params) throws IOException {
    return of(folder, version, params, ":", ":");
  }

  /** The same, with shell commands before it answers a question, and before each round. */
  public static FakePython of(Path folder, String version, long params, String before, String round)
      throws IOException {
    String steps =
        STEPS
            .replace("BEFORE", before)
            .replace("ROUND", round)
            .replace("FACTS", params == 0 ? "" : "\"params\": " + params);
    return written(folder, version, steps);
  }

  /**
   * Trains each network in no time, with an error of 25 %.
   *
   * @param before shell commands, for each network
   */
  public static FakePython training(Path folder, String version, long params, String before)
      throws IOException {
    String trainings = TRAININGS.replace("BEFORE", before).replace("PARAMS", Long.toString(params));
    return written(folder, version, trainings);
  }

  private static FakePython written(Path folder, String version, String rest) throws IOException {
    Path asked = folder.resolve("asked-" + version);
    String head = HEAD.replace("VERSION", version).replace("ASKED", asked.toString());
    return new FakePython(script(folder.resolve("python-" + version), head + rest), asked);
  }

  /** An interpreter that only prints a line and ends. */
  public static Path broken(Path folder, String line) throws IOException {
    return script(folder.resolve("broken"), "#!/bin/sh\necho '" + line + "'\nexit 1\n");
  }

  private static Path script(Path file, String text) throws IOException {
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  /** One question for each time that it was started to be measured. */
  public List<String> questions() throws IOException {
    return Files.exists(asked) ? Files.readAllLines(asked) : List.of();
  }
}
