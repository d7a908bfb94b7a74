package io.archscape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StartupCommandTest {
  @Test
  void typicalCommandsRunWithoutAWord() {
    Terminal.Result result = Terminal.run("startup", "experiments/cifar10-first");
    assertThat(result.code()).isZero();
    assertThat(result.out() + result.err()).isEmpty();
  }

  @Test
  void aSweepThatIsNotThereIsAFailure() {
    assertThat(Terminal.run("startup", "experiments/none").code()).isEqualTo(1);
  }
}
