package io.archscape.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A shell script in the place of a Python interpreter with PyTorch. It answers every question with
 * a number of parameters and every round with 100 images a second, and keeps the questions.
 */
public record FakePython(Path file, Path asked) {
  private static final String SCRIPT =
      """
      #!/bin/sh
      case "$2" in
        "import torch; "*) echo torch VERSION; exit ;;
      esac
      read -r question
      echo "$question" >> ASKED
      BEFORE
      echo '{FACTS}'
      while read -r line; do
        if [ "$line" = go ]; then
          ROUND
          echo '{"rate": 100}'
        fi
      done
      """;

  /**
   * In a folder, with a version of PyTorch.
   *
   * @param params that its networks have; 0 if it does not say
   */
  public static FakePython in(Path folder, String version, long params) throws IOException {
    return of(folder, version, params, ":", ":");
  }

  /** The same, with shell commands before it answers a question, and before each round. */
  public static FakePython of(Path folder, String version, long params, String before, String round)
      throws IOException {
    Path asked = folder.resolve("asked-" + version);
    String text =
        SCRIPT
            .replace("VERSION", version)
            .replace("ASKED", asked.toString())
            .replace("BEFORE", before)
            .replace("ROUND", round)
            .replace("FACTS", params == 0 ? "" : "\"params\": " + params);
    return new FakePython(script(folder.resolve("python-" + version), text), asked);
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
