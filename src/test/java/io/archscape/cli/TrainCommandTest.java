package io.archscape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
  /** One network of 140 billion parameters. */
  static final String HUGE =
      """
      refines: cifar-anynetx-a
      name: huge
      description: more than any machine holds
      d: 64
      w: 16384
      b: 1
      g: 32
      """;

  @TempDir Path folder;

  private static final String[] SMALL = {
    "train",
    "-",
    "--data",
    "shapes",
    "--image",
    "16",
    "--train",
    "128",
    "--validation",
    "64",
    "--epochs",
    "2"
  };

  private static String network() {
    return Terminal.run("sample", "cifar-regnetx", "-n", "1", "--flops", "..500k").out();
  }

  private Terminal.Result train(String out, String... more) {
    List<String> command = new ArrayList<>(List.of(with(more)));
    command.addAll(List.of("--out", folder.resolve(out).toString()));
    return Terminal.withInput(network(), command.toArray(String[]::new));
  }

  private static String line(Terminal.Result result, String start) {
    return result.out().lines().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
  }

  @Test
  void trainsTheSameNetworkToTheSameBits() {
    Terminal.Result first = train("one");
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out())
        .contains("epochs: 2", "type: sgd", "epoch   2", "validation loss", "test error")
        .as("the whole recipe")
        .contains("dropPath: 0.0", "zeroGamma: false", "mixup: 0.0", "cutout: 0");
    Terminal.Result second = train("two");
    assertThat(line(second, "test")).isEqualTo(line(first, "test"));
  }

  @Test
  void aTrainingThatWasInterruptedGoesOnToTheSameBits() throws IOException {
    Terminal.Result whole = train("whole", "--threads", "1");
    assertThat(whole.code()).as(whole.err()).isZero();
    Path one = folder.resolve("whole");
    assertThat(one.toFile().list())
        .containsExactlyInAnyOrder(
            "best.safetensors",
            "curve.svg",
            "engine.txt",
            "epochs.csv",
            "last.safetensors",
            "lock",
            "recipe.yaml",
            "trial.json");
    assertThat(Files.readAllLines(one.resolve("epochs.csv"))).hasSize(3);
    assertThat(Files.readString(one.resolve("curve.svg"))).contains("network on shapes");

    Terminal.Result again = train("whole", "--threads", "1");
    assertThat(again.out()).contains("epochs 1 to 2 were trained earlier");
    assertThat(line(again, "test")).isEqualTo(line(whole, "test"));

    Terminal.Result threads = train("whole", "--threads", "2");
    assertThat(threads.code()).isEqualTo(2);
    assertThat(threads.err().strip())
        .startsWith(one.resolve("engine.txt") + ": a training must continue with the engine")
        .doesNotContain("\n");
    assertThat(train("whole").out()).as("its threads are known").contains("were trained earlier");

    byte[] last = Files.readAllBytes(one.resolve("last.safetensors"));
    last[last.length - 1] ^= 1;
    Files.write(one.resolve("last.safetensors"), last);
    Terminal.Result damaged = train("whole");
    assertThat(damaged.code()).isEqualTo(2);
    assertThat(damaged.err().strip()).contains("checksum").endsWith("remove it to start over");
    assertThat(Files.readAllBytes(one.resolve("last.safetensors"))).isEqualTo(last);
  }

  @Test
  @Timeout(120)
  void aTrainingThatWasKilledGoesOnToTheSameBits() throws IOException, InterruptedException {
    Terminal.Result whole = train("whole", "--threads", "1", "--epochs", "20");
    Path killed = folder.resolve("killed");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(with("--threads", "1", "--epochs", "20", "--out", killed.toString())));
    command.set(
        command.indexOf("-"), Files.writeString(folder.resolve("net.json"), network()).toString());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("killed.log").toFile())
            .start();
    while (process.isAlive() && Files.notExists(killed.resolve("last.safetensors"))) {
      Thread.sleep(1);
    }
    process.destroyForcibly().waitFor();
    Terminal.Result resumed = train("killed", "--threads", "1", "--epochs", "20");
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.out()).containsPattern("epochs 1 to ([1-9]|1[0-9]) were trained earlier");
    assertThat(line(resumed, "test")).isEqualTo(line(whole, "test"));
  }

  @Test
  void aRecipeThatDoesNotFitLeavesTheFolderFree() {
    Terminal.Result unfit = train("free", "--train", "60");
    assertThat(unfit.code()).isEqualTo(2);
    assertThat(unfit.err().strip()).contains("at least one batch, got 60 images, batch=64");
    assertThat(train("free").code()).isZero();
  }

  @Test
  void aFolderBelongsToOneTraining() {
    assertThat(train("one").code()).isZero();
    Terminal.Result other = train("one", "--seed", "2");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err().strip())
        .startsWith(folder.resolve("one/trial.json").toString())
        .endsWith("choose another --out")
        .doesNotContain("\n");
  }

  @Test
  void aRecipeIsAShippedOneOrAFile() throws IOException {
    Terminal.Result unknown = train("x", "--recipe", "pycls-cifra");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err().strip())
        .isEqualTo(
            "recipe must be one of default, pycls-cifar, pycls-cifar-sweep,"
                + " got 'pycls-cifra'; did you mean 'pycls-cifar'?");
    Path mine = folder.resolve("mine.yaml");
    Files.writeString(mine, "base: pycls-cifar\nbatch: 32\npreciseNorm: 64\ndropPath: 0.1\n");
    Terminal.Result result = train("y", "--recipe", mine.toString());
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).contains("batch: 32", "preciseNorm: 64", "per: epoch");
    Files.writeString(mine, "ema: {type: decay, decay: 2}");
    Terminal.Result wrong = train("z", "--recipe", mine.toString());
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err().strip()).contains("ema decay must lie in (0,1), got decay=2.0");
  }

  @Test
  void tellsThreadsAndWhatDataCost() {
    Terminal.Result result = train("out", "--threads", "1");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("threads 1")
        .containsPattern("data [0-9.]+ %, waited for [0-9.]+ %");
    Terminal.Result none = Terminal.withInput(network(), with("--threads", "0"));
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err().strip()).isEqualTo("threads must be at least 1, got threads=0");
  }

  /** Options given take the place of those of SMALL. */
  private static String[] with(String... more) {
    List<String> command = new ArrayList<>(List.of(SMALL));
    for (int i = 0; i < more.length; i += 2) {
      int there = command.indexOf(more[i]);
      if (there >= 0) {
        command.subList(there, there + 2).clear();
      }
    }
    command.addAll(List.of(more));
    return command.toArray(String[]::new);
  }

  @Test
  void aNetworkTooLargeForMemoryIsRefusedInOneLine() throws IOException {
    Path space = folder.resolve("huge.yaml");
    Files.writeString(space, HUGE);
    String huge = Terminal.run("sample", space.toString(), "-n", "1").out();
    Terminal.Result result = Terminal.withInput(huge, SMALL);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err().strip())
        .matches(
            "network must fit into memory: needs about [0-9.]+ GiB at batch 64,"
                + " got [0-9.]+ GiB free");
  }

  @Test
  void wantsExactlyOneNetwork() {
    String two = Terminal.run("sample", "cifar-regnetx", "-n", "2").out();
    Terminal.Result result = Terminal.withInput(two, SMALL);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("exactly one architecture, got 2");
  }
}
