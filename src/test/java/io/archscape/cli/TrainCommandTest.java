package io.archscape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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

  @Test
  void trainsTheSameNetworkToTheSameBits() {
    String network = Terminal.run("sample", "cifar-regnetx", "-n", "1", "--flops", "..500k").out();
    Terminal.Result first = Terminal.withInput(network, SMALL);
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out())
        .contains("epochs: 2", "type: sgd", "epoch   2", "validation loss", "test error");
    String last = first.out().lines().filter(line -> line.startsWith("test")).findFirst().get();
    assertThat(Terminal.withInput(network, SMALL).out()).contains(last);
  }

  @Test
  void tellsThreadsAndWhatDataCost() {
    String network = Terminal.run("sample", "cifar-regnetx", "-n", "1", "--flops", "..500k").out();
    Terminal.Result result = Terminal.withInput(network, with("--threads", "1"));
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("threads 1")
        .containsPattern("data [0-9.]+ %, waited for [0-9.]+ %");
    Terminal.Result none = Terminal.withInput(network, with("--threads", "0"));
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err().strip()).isEqualTo("threads must be at least 1, got threads=0");
  }

  private static String[] with(String... more) {
    return Stream.concat(Stream.of(SMALL), Stream.of(more)).toArray(String[]::new);
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
