package io.archscape.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.archscape.document.Documents;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/bench.md: its commands take minutes, so they are parsed; the options it names are there. */
class BenchDocumentTest {
  private static final String COMMAND = "./archscape ";
  private static final String PAGE = Documents.text(Path.of("docs/bench.md"));

  @Test
  void everyCommandCanBeGiven() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    List<String> commands =
        PAGE.lines()
            .filter(line -> line.startsWith(COMMAND))
            .map(line -> line.substring(COMMAND.length()).replaceAll("\\s*[#>].*", ""))
            .toList();
    assertThat(commands).hasSizeGreaterThanOrEqualTo(6);
    for (String command : commands) {
      assertThatCode(() -> Main.line(nowhere, nowhere).parseArgs(command.split(" ")))
          .as(command)
          .doesNotThrowAnyException();
    }
  }

  @Test
  void whatItSaysOfDefaultsIsSo() {
    String train = Terminal.run("bench", "train", "--help").out().replaceAll("\\s+", " ");
    assertThat(train)
        .contains("from each space (default 8)")
        .contains("seed of the draws (default 11)")
        .contains("timed steps per round (default 15,");
    String sweep = Terminal.run("bench", "sweep", "--help").out().replaceAll("\\s+", " ");
    assertThat(sweep)
        .contains("models of each space (default 6)")
        .contains("epochs of each training (default 2)")
        .contains("a quarter as many are held out (default 20000)");
  }
}
