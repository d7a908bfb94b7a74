package io.archscape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SalvageCommandTest {
  @TempDir Path folder;

  @Test
  void saysWhatWasSaved() {
    String out = folder.resolve("saved").toString();
    Terminal.Result result = Terminal.run("salvage", "experiments/cifar10-first", "-o", out);
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).isEqualTo(out + ": 28 trials saved, 28 of them finished; 0 lost\n");
    assertThat(Terminal.run("results", out).out().lines()).hasSize(29);
    Terminal.Result again = Terminal.run("salvage", "experiments/cifar10-first", "-o", out);
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err().lines()).singleElement().asString().contains("must be new or empty");
  }
}
