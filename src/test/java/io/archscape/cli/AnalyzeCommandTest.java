package io.archscape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.sweep.PlausibleStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalyzeCommandTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    return Main.run(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        args);
  }

  private String sweep(String name) throws IOException {
    Path sweep = folder.resolve(name).resolve("run");
    PlausibleStore.fill(sweep, PlausibleStore.SIX_SPACES.replace("models: 500", "models: 4"));
    return sweep.toString();
  }

  @Test
  void sweepsOfTheSameNameAreToldApart() throws IOException {
    Path page = folder.resolve("new/page.html");
    int code = run("analyze", sweep("first"), sweep("second"), "-o", page.toString());
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(code).isZero();
    assertThat(Files.readString(page))
        .contains("first/run/cifar-regnety", "second/run/cifar-regnety", "archscape analyze ");
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("Undecided", "warning: ", "report: ");
  }

  @Test
  void whatHasNoMeaningIsRefusedInALine() throws IOException {
    String sweep = sweep("only");
    refused("must end in .html", "analyze", sweep, "-o", folder.resolve("page.pdf").toString());
    String page = folder.resolve("page.html").toString();
    refused("found none", "analyze", folder.toString(), "-o", page);
    refused("twice", "analyze", sweep, sweep + "/trials.db", "-o", page);
    refused("claims item 1", "analyze", sweep, "--claim", "a is nice", "-o", page);
    assertThat(folder.resolve("page.html")).doesNotExist();
  }

  private void refused(String why, String... args) {
    err.reset();
    assertThat(run(args)).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(why);
  }
}
