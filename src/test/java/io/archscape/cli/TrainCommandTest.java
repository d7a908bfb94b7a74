package io.archscape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrainCommandTest {
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
  void wantsExactlyOneNetwork() {
    String two = Terminal.run("sample", "cifar-regnetx", "-n", "2").out();
    Terminal.Result result = Terminal.withInput(two, SMALL);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("exactly one architecture, got 2");
  }
}
