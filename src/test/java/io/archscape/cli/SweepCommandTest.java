package io.archscape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.experiment.Experiment;
import io.archscape.experiment.Plan;
import io.archscape.store.StoredSweep;
import io.archscape.store.SweepResults;
import io.archscape.store.TrialResult;
import io.archscape.store.TrialStatus;
import io.archscape.sweep.ResultOrigin;
import io.archscape.sweep.Sweep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole road with real worker processes: experiment to store to picture. */
class SweepCommandTest {
  private static final String EXPERIMENT =
      """
      name: tiny
      description: two models of two spaces, a moment of training
      spaces: [cifar-anynetx-c, cifar-regnety]
      models: 2
      band: {flops: ..400k}
      data: {name: shapes, train: 128, validation: 64, image: 16, seed: 1}
      recipe: {epochs: 2, batch: 32}
      seed: 3
      """;

  @TempDir Path folder;
  private Path experiment;

  @BeforeEach
  void writeExperiment() throws IOException {
    experiment = folder.resolve("tiny.yaml");
    Files.writeString(experiment, EXPERIMENT);
  }

  private Terminal.Result sweep(Path out, int workers) {
    return Terminal.run(
        "sweep",
        experiment.toString(),
        "--out",
        out.toString(),
        "--no-reuse",
        "--workers",
        Integer.toString(workers));
  }

  @Test
  void trainsResumesAndDraws() throws IOException {
    Path two = folder.resolve("two");
    Terminal.Result first = sweep(two, 2);
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out()).contains("cifar-anynetx-c", "cifar-regnety", "Kolmogorov-Smirnov");
    SweepResults results = StoredSweep.read(two);
    assertThat(results.trials()).hasSize(4);
    assertThat(results.trials())
        .allSatisfy(
            trial -> {
              assertThat(trial.status()).isEqualTo(TrialStatus.DONE);
              assertThat(trial.epochs()).hasSize(2);
            });

    Terminal.Result again = sweep(two, 2);
    assertThat(again.code()).isZero();
    assertThat(again.err()).contains("all 4 models are trained already");

    Path one = folder.resolve("one");
    Files.writeString(
        experiment,
        EXPERIMENT.replace("[cifar-anynetx-c, cifar-regnety]", "[cifar-regnety, cifar-anynetx-c]"));
    assertThat(sweep(one, 1).code()).isZero();
    assertThat(parameters(StoredSweep.read(one)))
        .as("one worker, another order")
        .isEqualTo(parameters(results))
        .hasSize(4);

    for (String name : List.of("edf.svg", "edf.png", "edf.pdf", "edf.csv")) {
      Path picture = folder.resolve("plots").resolve(name);
      Terminal.Result edf =
          Terminal.run("edf", two.toString(), one.toString(), "-o", picture.toString());
      assertThat(edf.code()).as(edf.err()).isZero();
      assertThat(picture).isNotEmptyFile();
    }
    assertThat(Files.readString(folder.resolve("plots/edf.csv")))
        .contains("one/cifar-anynetx-c", "two/cifar-regnety");
  }

  @Test
  void growsAndReusesWhatSweepsBesideItHave() {
    Path first = folder.resolve("sweeps/first");
    String[] command = {
      "sweep", experiment.toString(), "--out", first.toString(), "--models", "1", "--workers", "1"
    };
    Terminal.Result one = Terminal.run(command);
    assertThat(one.code()).as(one.err()).isZero();
    assertThat(one.err()).contains(" GiB of memory each");
    command[3] = folder.resolve("sweeps/second").toString();
    command[5] = "2";
    Terminal.Result two = Terminal.run(command);
    assertThat(two.code()).as(two.err()).isZero();
    assertThat(two.err()).contains("2 models reused from ", "first (--no-reuse trains them again)");
    SweepResults results = StoredSweep.read(folder.resolve("sweeps/second"));
    assertThat(results.trials()).extracting(TrialResult::status).containsOnly(TrialStatus.DONE);
    assertThat(results.trials())
        .filteredOn(trial -> trial.index() == 0)
        .allMatch(trial -> trial.source().equals("../first"));

    command[3] = first.toString();
    Terminal.Result grown = Terminal.run(command);
    assertThat(grown.err())
        .contains("grows from 1 to 2 models", "2 models reused from ", "nothing is left to train");
    command[5] = "1";
    assertThat(Terminal.run(command).err())
        .contains("has 2 models of each space, of which only the first 1 are trained");
  }

  @Test
  void optionsThatMakeNoSenseAreToldInOneLine() {
    Path out = folder.resolve("out");
    for (String[] wrong :
        new String[][] {
          {"--workers", "0", "workers must be at least 1"},
          {"--heartbeat", "1", "heartbeat must be at least 3 s"},
          {"--heartbeat", "1e10", "heartbeat must be at most a year, got 1.0E10 s"},
          {"--heartbeat", "NaN", "heartbeat must be at least 3 s"},
          {"--trial-minutes", "0", "time of a trial must be above 0"},
          {"--trial-minutes", "Infinity", "time of a trial must be at most a year"},
          {"--worker-memory", "much", "memory must be a number followed by M or G"},
          {"--worker-memory", "0M", "memory of a worker must be above 0"},
          {"--attempts", "0", "attempts must be at least 1"},
          {"--reuse", "none", "--reuse must name a sweep or a folder of sweeps"},
        }) {
      Terminal.Result result =
          Terminal.run("sweep", experiment.toString(), "--out", out.toString(), wrong[0], wrong[1]);
      assertThat(result.code()).as(result.err()).isEqualTo(2);
      assertThat(result.err().strip().lines()).hasSize(1);
      assertThat(result.err()).contains(wrong[2]);
      assertThat(out).doesNotExist();
    }
  }

  @Test
  void adjustmentsThatMakeNoSenseAreToldInOneLine() {
    String sweep = folder.toString();
    for (String[] wrong :
        new String[][] {
          {"--pause", "--continue", "got both"},
          {"--models=0", "--pause", "--models must be at least 1"},
          {"--workers=-1", "--pause", "--workers must be at least 1"},
          {"--pause", "--workers=2", "sweep must be a folder with a trials.db, found none"},
        }) {
      Terminal.Result result = Terminal.run("adjust", sweep, wrong[0], wrong[1]);
      assertThat(result.code()).as(result.err()).isEqualTo(2);
      assertThat(result.err().strip().lines()).hasSize(1);
      assertThat(result.err()).contains(wrong[2]);
    }
    assertThat(Terminal.run("adjust", sweep).err()).contains("adjust must have --models");
  }

  @Test
  void adjustTellsWhatBecameOfIt() throws Exception {
    Path out = folder.resolve("out");
    Path request = out.resolve("adjust.json");
    Plan plan = Experiment.parse("tiny", EXPERIMENT).plan();
    ResultOrigin origin = new ResultOrigin("test", "test", Optional.empty());
    CompletableFuture<Terminal.Result> adjust;
    try (Sweep sweep = Sweep.open(out, EXPERIMENT, plan, origin, Clock.systemUTC())) {
      Map<String, Integer> codes = Map.of("DONE", 0, "REFUSED", ExitCode.BAD_INPUT);
      for (String ending : codes.keySet()) {
        adjust = adjust(out, request);
        Files.writeString(
            out.resolve("adjust-reply.json"),
            "{\"ending\":\"%s\",\"text\":\"for a reason\"}".formatted(ending));
        Files.delete(request);
        assertThat(adjust.get().code()).as(ending).isEqualTo(codes.get(ending));
        assertThat(adjust.get().err().strip().lines()).hasSize(1);
        assertThat(adjust.get().err()).contains(": for a reason");
      }
      adjust = adjust(out, request);
      assertThat(sweep.summary().remaining()).isEqualTo(4);
    }
    assertThat(adjust.get().code()).isEqualTo(ExitCode.FAILED);
    assertThat(adjust.get().err()).contains("did not do it: there was no answer");
    assertThat(request).doesNotExist();
  }

  /** The command has left its request, and waits. */
  private static CompletableFuture<Terminal.Result> adjust(Path out, Path request)
      throws InterruptedException {
    CompletableFuture<Terminal.Result> adjust =
        CompletableFuture.supplyAsync(() -> Terminal.run("adjust", out.toString(), "--pause"));
    while (Files.notExists(request) && !adjust.isDone()) {
      Thread.sleep(10);
    }
    return adjust;
  }

  private static Map<String, String> parameters(SweepResults results) {
    return results.trials().stream()
        .collect(Collectors.toMap(TrialResult::trialId, TrialResult::parametersSha256));
  }

  @Test
  void anotherExperimentInTheFolderIsRefused() throws IOException {
    Path out = folder.resolve("out");
    assertThat(sweep(out, 1).code()).isZero();
    Files.writeString(experiment, EXPERIMENT.replace("epochs: 2", "epochs: 3"));
    Terminal.Result refused = sweep(out, 1);
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err().strip().lines()).hasSize(1);
    assertThat(StoredSweep.read(out).trials()).hasSize(4);
  }

  @Test
  void aSweepKeepsTheThreadsThatItBeganWith() {
    Path out = folder.resolve("out");
    String[] one = {"sweep", experiment.toString(), "--out", out.toString(), "--threads", "1"};
    Terminal.Result first = Terminal.run(one);
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.err()).contains("4 models to train by ", " x 1 thread (");

    String[] two = {"sweep", experiment.toString(), "--out", out.toString(), "--threads", "2"};
    Terminal.Result refused = Terminal.run(two);
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err().strip().lines()).hasSize(1);
    assertThat(refused.err())
        .contains("must continue with the engine that it started with", ", 2 threads");

    Path other = folder.resolve("other");
    String engine = StoredSweep.read(out).meta().get("engine") + ", 2 threads";
    Plan plan = Experiment.parse("tiny", EXPERIMENT).plan();
    ResultOrigin origin = new ResultOrigin("test", engine, Optional.empty());
    Sweep.open(other, EXPERIMENT, plan, origin, Clock.systemUTC()).close();
    one[3] = other.toString();
    assertThat(Terminal.run(one).err()).contains("it started with, " + engine + ", got ");
  }

  @Test
  void aNetworkTooLargeForMemoryFailsAndTheOthersAreTrained() throws IOException {
    Path space = folder.resolve("huge.yaml");
    Files.writeString(space, TrainCommandTest.HUGE);
    Files.writeString(
        experiment,
        EXPERIMENT
            .replace("[cifar-anynetx-c, cifar-regnety]", "[%s, cifar-regnety]".formatted(space))
            .replace("..400k", "0.3M..")
            .replace("models: 2", "models: 1"));
    Path out = folder.resolve("out");
    Terminal.Result result = sweep(out, 1);
    assertThat(result.code()).as(result.err()).isEqualTo(1);
    SweepResults results = StoredSweep.read(out);
    assertThat(results.of("huge"))
        .extracting(TrialResult::status)
        .containsExactly(TrialStatus.FAILED);
    assertThat(results.of("huge").get(0).reason())
        .startsWith("network must fit into memory: needs");
    assertThat(results.of("cifar-regnety"))
        .extracting(TrialResult::status)
        .containsExactly(TrialStatus.DONE);
  }

  @Test
  void anUnwritableFolderIsToldBeforeAnythingIsTrained() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    Terminal.Result result = sweep(file.resolve("below"), 1);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("file");
    assertThat(result.err().strip().lines()).hasSize(1);
  }
}
