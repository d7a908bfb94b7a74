package io.archscape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.store.StoredSweep;
import io.archscape.store.TrialResult;
import io.archscape.store.TrialRow;
import io.archscape.store.TrialStatus;
import io.archscape.store.TrialStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportCommandTest {
  private static final String SWEEP = "experiments/cifar10-second";

  /** As sweep_collect.py writes it: all of the config, lists by epoch, errors in percent. */
  private static final String JOBS =
      """
      [{"cfg": {"MODEL": {"TYPE": "regnet", "NUM_CLASSES": 10},
                "REGNET": {"DEPTH": 13, "W0": 24, "WA": 36.0, "WM": 2.5, "GROUP_W": 8,
                           "BOT_MUL": 1.0, "STEM_W": 32},
                "ANYNET": {"DEPTHS": [], "WIDTHS": []},
                "OPTIM": {"BASE_LR": 0.1, "WEIGHT_DECAY": 5e-05, "MOMENTUM": 0.9, "MAX_EPOCH": 2},
                "TRAIN": {"IM_SIZE": 32, "BATCH_SIZE": 128, "DATASET": "cifar10"}},
        "complexity": {"flops": 200, "params": 20, "acts": 10},
        "train_epoch": {"lr": [0.1, 0.05], "loss": [2.0, 1.0], "top1_err": [70.0, 50.0],
                        "time_epoch": [3.0, 4.0]},
        "test_epoch": {"top1_err": [60.0, 40.0], "min_top1_err": [60.0, 40.0]},
        "test_ema_epoch": {"top1_err": [30.0, 35.0], "min_top1_err": [30.0, 30.0]},
        "log_file": "a/b/stdout.log"},
       {"cfg": {"MODEL": {"TYPE": "resnet", "NUM_CLASSES": 10},
                "OPTIM": {"MAX_EPOCH": 1}, "TRAIN": {"IM_SIZE": 32}},
        "complexity": {"flops": 100, "params": 10, "acts": 5},
        "test_epoch": {"top1_err": [55.5], "min_top1_err": [55.5]}},
       {"cfg": {"MODEL": {"TYPE": "anynet", "NUM_CLASSES": 10},
                "ANYNET": {"STEM_W": 8, "DEPTHS": [1, 2], "WIDTHS": [8, 16], "STRIDES": [1, 2],
                           "BOT_MULS": [1.0, 1.0], "GROUP_WS": [8, 8]},
                "OPTIM": {"MAX_EPOCH": 5}},
        "complexity": {"flops": 300, "params": 30, "acts": 15},
        "test_epoch": {"top1_err": [90.0, 80.0], "min_top1_err": [90.0, 80.0]}}]
      """;

  @TempDir Path folder;

  private Terminal.Result importing(String json, String... more) throws IOException {
    Path file = folder.resolve("mine.json");
    Files.writeString(file, json);
    List<String> all =
        Stream.concat(
                Stream.of("import", file.toString(), "-o", folder.resolve("in").toString()),
                Stream.of(more))
            .toList();
    return Terminal.run(all.toArray(String[]::new));
  }

  @Test
  void jobsBecomeTrials() throws IOException {
    Terminal.Result result = importing(JOBS);
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).endsWith("in: 3 models of mine, 2 of them finished\n");
    assertThat(result.err()).startsWith("1 models are imported without their networks");
    List<TrialResult> trials = StoredSweep.read(folder.resolve("in")).trials();
    TrialResult first = trials.get(0);
    assertThat(first.error()).hasValue(0.3); // the least, of the averaged weights
    assertThat(first.cost().flops()).isEqualTo(200);
    assertThat(first.parameters())
        .containsEntry("d", 13.0)
        .containsEntry("wa", 36.0)
        .containsEntry("lr", 0.1)
        .containsEntry("wd", 5e-5);
    assertThat(first.network()).isPresent();
    assertThat(first.epochs()).hasSize(2);
    assertThat(first.epochs().get(1).validationError()).isEqualTo(0.35);
    assertThat(first.epochs().get(1).trainError()).isEqualTo(0.5);
    assertThat(first.seconds()).hasValue(7);
    assertThat(trials.get(1).network()).isEmpty();
    assertThat(trials.get(1).error()).hasValue(0.555);
    TrialResult third = trials.get(2);
    assertThat(third.status()).isEqualTo(TrialStatus.FAILED);
    assertThat(third.reason()).isEqualTo("ended after 2 of 5 epochs");
    assertThat(third.parameters()).containsEntry("d2", 2.0).containsEntry("w1", 8.0);
  }

  /** Python's json.dump writes what is no number as a bare word; jobs may die before any line. */
  @Test
  void jobsThatDivergedOrDiedAreNoMistake() throws IOException {
    Terminal.Result result =
        importing(
            """
            [{"log_file": "a/stdout.log", "err_file": "a/stderr.log", "err": "killed"},
             {"cfg": {"OPTIM": {"MAX_EPOCH": 2, "BASE_LR": Infinity}},
              "complexity": {"flops": 1, "params": 1, "acts": 1},
              "train_epoch": {"loss": [2.5, NaN]},
              "test_epoch": {"top1_err": [90.0, NaN], "min_top1_err": [90.0, -Infinity]}},
             {"cfg": {"OPTIM": {"MAX_EPOCH": 1}},
              "complexity": {"flops": 1, "params": 1, "acts": 1},
              "test_epoch": {"top1_err": [NaN]}},
             {"cfg": {}, "err": "no memory"}]
            """);
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).endsWith("in: 2 models of mine, 1 of them finished\n");
    assertThat(result.err()).contains("2 jobs are left out: they died before");
    List<TrialResult> trials = StoredSweep.read(folder.resolve("in")).trials();
    assertThat(trials.get(0).error()).hasValue(0.9);
    assertThat(trials.get(0).index()).as("the place in the file").isEqualTo(1);
    assertThat(trials.get(0).epochs().get(1).trainLoss()).isNaN();
    assertThat(trials.get(0).parameters()).isEmpty();
    assertThat(trials.get(1).reason()).isEqualTo("no error is a number");
  }

  @Test
  void twoEqualJobsAreTwoModels() throws IOException {
    String job =
        """
        {"cfg": {"OPTIM": {"MAX_EPOCH": 1}}, "complexity": {"flops": 1, "params": 1, "acts": 1},
         "test_epoch": {"top1_err": [50]}}""";
    Terminal.Result result = importing("[" + job + "," + job + "]");
    assertThat(result.out()).endsWith("in: 2 models of mine, 2 of them finished\n");
    assertThat(StoredSweep.list(folder.resolve("in")).rows())
        .extracting(TrialRow::trialId)
        .doesNotHaveDuplicates();
    try (Stream<Path> files = Files.list(folder.resolve("in"))) {
      assertThat(files).containsExactly(folder.resolve("in").resolve(TrialStore.FILE));
    }
  }

  @Test
  void whatIsImportedIsListedAndDrawn() throws IOException {
    assertThat(importing(JOBS, "--space", "theirs").code()).isZero();
    String in = folder.resolve("in").toString();
    assertThat(Terminal.run("results", in).out()).contains("theirs", "30.00%", "55.50%");
    Path csv = folder.resolve("edf.csv");
    assertThat(Terminal.run("edf", in, "-o", csv.toString()).out()).contains("left out: 1 failed");
    assertThat(csv).content().contains("theirs,30.0,0.5,1 failed");
  }

  @Test
  void ourOwnExportComesBack() throws IOException {
    Path file = folder.resolve("out.json");
    Terminal.run("results", SWEEP, "--format", "pycls", "-o", file.toString());
    Terminal.Result result = importing(Files.readString(file));
    assertThat(result.code()).as(result.err()).isZero();
    List<TrialResult> before = StoredSweep.read(Path.of(SWEEP)).trials();
    List<TrialResult> after = StoredSweep.read(folder.resolve("in")).trials();
    assertThat(after).hasSize(28);
    for (int i = 0; i < 28; i++) {
      assertThat(after.get(i).network()).isEqualTo(before.get(i).network());
      assertThat(after.get(i).cost()).isEqualTo(before.get(i).cost());
      assertThat(after.get(i).error().orElseThrow())
          .isLessThanOrEqualTo(before.get(i).error().orElseThrow() + 1e-12);
    }
  }

  @Test
  void cannotBeTrainedFurther() throws IOException {
    importing(JOBS);
    Path yaml = folder.resolve("tiny.yaml");
    Files.writeString(
        yaml,
        """
        name: tiny
        description: none
        spaces: [cifar-anynetx-c]
        models: 1
        band: {}
        recipe: {epochs: 1}
        data: {name: shapes, train: 128, validation: 64, image: 16, seed: 1}
        seed: 3
        """);
    Terminal.Result result =
        Terminal.run("sweep", yaml.toString(), "--out", folder.resolve("in").toString());
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .contains(
            "a sweep to resume must have been started here, this one was imported from pycls,"
                + " mine.json");
    assertThat(StoredSweep.list(folder.resolve("in")).rows()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0007',
      value = {
        "{} | file must be a pycls sweep.json, a list of jobs, got a JSON object",
        "[] | file must be a pycls sweep.json, a list of jobs, got an empty one",
        "[{\"complexity\": {}}] | must have a job with its 'cfg' and 'complexity', got 1 without",
        "[{\"cfg\": {}, \"complexity\": {\"flops\": NaN}}] | job 1 must have a number as complexity.f",
        "[{\"cfg\": {}, \"complexity\": {\"flops\": 1}}] | job 1 must have a number as complexity.p",
        "[{\"cfg\": {}, \"complexity\": {\"flops\": 1, \"params\": 1, \"acts\": 1}, \"test_epoch\":"
            + " {\"top1_err\": [101]}}] | job 1 must have errors in percent, 0 to 100",
        "[{ | mine.json:1:"
      })
  void refusesWhatIsNoSweep(String json, String message) throws IOException {
    Terminal.Result result = importing(json);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err().lines()).singleElement().asString().contains(message);
    assertThat(folder.resolve("in")).doesNotExist();
  }

  @Test
  void refusesToReplaceAStore() throws IOException {
    importing(JOBS);
    Terminal.Result again = importing(JOBS);
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("trials.db: file must not exist yet, got an existing one");
  }
}
