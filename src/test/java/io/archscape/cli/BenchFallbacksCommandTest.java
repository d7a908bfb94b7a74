package io.archscape.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.archscape.engine.onednn.OneDnnKernels;
import org.junit.jupiter.api.Test;

class BenchFallbacksCommandTest {

  @Test
  void noShippedCifarSpaceRunsReferenceCode() {
    assumeThat(OneDnnKernels.obstacle()).isEmpty();
    Terminal.Result result = Terminal.run("bench", "fallbacks", "-n", "2", "--seed", "4");
    assertThat(result.out().lines())
        .hasSizeGreaterThan(10)
        .allSatisfy(line -> assertThat(line).contains("\"fallbacks\":0", "\"networks\":2"));
    assertThat(result.code()).isZero();
  }

  @Test
  void wrongInputIsToldInOneLine() {
    for (String[] wrong :
        new String[][] {{"bench", "fallbacks", "-n", "0"}, {"bench", "fallbacks", "no-space"}}) {
      Terminal.Result result = Terminal.run(wrong);
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.out()).isEmpty();
      assertThat(result.err().lines()).hasSize(1);
    }
  }
}
