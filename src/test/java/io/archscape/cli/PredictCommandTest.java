package io.archscape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictCommandTest {
  private static final String SWEEP = "experiments/cifar10-second";

  @TempDir Path folder;

  @Test
  void printsWhatPredictionsAreWorthAndKeepsThePredictor() throws Exception {
    Path arch = folder.resolve("arch.jsonl");
    Terminal.Result drawn = Terminal.run("sample", "cifar-anynetx-c", "-n", "2", "--seed", "3");
    assertThat(drawn.code()).as(drawn.err()).isZero();
    Files.writeString(arch, drawn.out());
    String saved = folder.resolve("saved").toString();
    String file = arch.toString();
    Terminal.Result trained =
        Terminal.run("predict", SWEEP, "--model", "linear", "--save", saved, "--arch", file);
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.err()).isEmpty();
    assertThat(trained.out())
        .contains("5-fold cross-validation", "Kendall tau-b", "best quarter", "log flops")
        .contains("predicted by linear from 28 models of cifar-anynetx-c, cifar-anynetx-d")
        .contains(file + ":1", file + ":2");
    Terminal.Result loaded = Terminal.run("predict", "--load", saved, "--arch", file);
    assertThat(loaded.code()).as(loaded.err()).isZero();
    assertThat(trained.out()).endsWith(loaded.out());
  }

  private static void refuses(String message, String... args) {
    Terminal.Result result = Terminal.run(args);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith(message);
    assertThat(result.err().lines()).hasSize(1);
  }

  @Test
  void refusesWhatHasNoMeaning() {
    refuses("predict must have sweeps to train on or --load, got neither", "predict");
    refuses(
        "predict must have sweeps to train on or --load, got both",
        "predict",
        SWEEP,
        "--load",
        folder.toString());
    refuses("predict --load must have --arch, got none", "predict", "--load", folder.toString());
    refuses(
        folder.resolve("surrogate.json") + ": file must exist",
        "predict",
        "--load",
        folder.toString(),
        "--arch",
        "regnetx-400mf");
    refuses(
        "predict must have a space with finished models, got nothing",
        "predict",
        SWEEP,
        "--space",
        "nothing");
    refuses(
        "regnetx-400mf: must say its ",
        "predict",
        SWEEP,
        "--model",
        "linear",
        "--arch",
        "regnetx-400mf");
  }
}
