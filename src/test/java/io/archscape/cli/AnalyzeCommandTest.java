package io.archscape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.store.PlausibleStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
    int code = run("analyze", sweep("first"), sweep("second"), "--separate", "-o", page.toString());
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(code).isZero();
    assertThat(Files.readString(page))
        .contains("first/run/cifar-regnety", "second/run/cifar-regnety", "archscape analyze ");
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("Undecided", "warning: ", "report: ");
  }

  @Test
  void sweepsThatSampledASpaceAlikeAreOneSample() throws IOException {
    Path page = folder.resolve("page.html");
    String first = "experiments/cifar10-first";
    String claim = "cifar-anynetx-d better-than cifar-anynetx-c";
    Path plots = folder.resolve("plots");
    int code =
        run(
            "analyze",
            first,
            "experiments/cifar10-second",
            "--claim",
            claim,
            "-o",
            page.toString(),
            "--figures",
            plots.toString());
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(code).isZero();
    assertThat(Files.readString(page))
        .contains("cifar-anynetx-d: 28 models of 2 sweeps", "56 finished models of 2 spaces")
        .doesNotContain("badge unanswered");
    assertThat(plots.resolve("edf.svg")).isNotEmptyFile();
  }

  /** Of what is not trained yet, networks, epochs and errors are absent. */
  @Test
  void aSweepThatStillRunsHasAPage() throws IOException {
    Path sweep = folder.resolve("running");
    String experiment =
        PlausibleStore.SIX_SPACES
            .replaceAll("(?s)  - cifar-anynetx-a.*models: 500", "  - cifar-regnety\nmodels: 30")
            .replaceAll("(?s)claims:.*", "");
    PlausibleStore.fill(sweep, experiment, 0);
    Path page = folder.resolve("page.html");
    assertThat(run("analyze", sweep.toString(), "-o", page.toString())).isZero();
    assertThat(Files.readString(page)).contains("No model has finished").doesNotContain("{{");
    Path later = folder.resolve("later");
    PlausibleStore.fill(later, experiment, 15);
    assertThat(run("analyze", later.toString(), "-o", page.toString())).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(Files.readString(page)).contains("What the errors depend on", "ridge regression");
  }

  /** As pycls writes them, without an architecture that is understood and with one epoch. */
  @Test
  void importedModelsWithoutNetworksHaveAPageAndFigures() throws IOException {
    String jobs =
        IntStream.range(0, 12)
            .mapToObj(
                i ->
                    """
                    {"cfg": {"MODEL": {"TYPE": "resnet", "NUM_CLASSES": 10},
                             "OPTIM": {"MAX_EPOCH": 1, "BASE_LR": 0.%d}, "TRAIN": {"IM_SIZE": 32}},
                     "complexity": {"flops": %d, "params": %d, "acts": 5},
                     "test_epoch": {"top1_err": [%d.5], "min_top1_err": [%d.5]}}
                    """
                        .formatted(i + 1, 100 + i * i, 10 + i, 60 - i, 60 - i))
            .collect(Collectors.joining(",", "[", "]"));
    Path file = folder.resolve("theirs.json");
    Files.writeString(file, jobs);
    String sweep = folder.resolve("theirs").toString();
    assertThat(run("import", file.toString(), "-o", sweep)).isZero();
    err.reset();
    Path page = folder.resolve("page.html");
    Path plots = folder.resolve("plots");
    int code = run("analyze", sweep, "-o", page.toString(), "--figures", plots.toString());
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(code).isZero();
    assertThat(Files.readString(page))
        .contains("12 finished models of 1 space", "What the errors depend on", "Off by")
        .contains("\"stages\":[[],");
    assertThat(plots.resolve("theirs-importance.svg")).isNotEmptyFile();
    assertThat(plots.resolve("theirs-best-quarter-importance.svg")).isNotEmptyFile();
    assertThat(plots.resolve("theirs-widths.svg")).doesNotExist();
  }

  @Test
  void whatHasNoMeaningIsRefusedInALine() throws IOException {
    String sweep = sweep("only");
    refused("must end in .html", "analyze", sweep, "-o", folder.resolve("page.pdf").toString());
    String page = folder.resolve("page.html").toString();
    refused("found none", "analyze", folder.toString(), "-o", page);
    refused("twice", "analyze", sweep, sweep + "/trials.db", "-o", page);
    refused("claims item 1", "analyze", sweep, "--claim", "a is nice", "-o", page);
    Path file = Files.writeString(folder.resolve("file"), "");
    refused(
        "figures must be in a folder",
        "analyze",
        sweep,
        "-o",
        page,
        "--figures",
        file.resolve("plots").toString());
    assertThat(folder.resolve("page.html")).doesNotExist();
  }

  private void refused(String why, String... args) {
    err.reset();
    assertThat(run(args)).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(why);
  }
}
