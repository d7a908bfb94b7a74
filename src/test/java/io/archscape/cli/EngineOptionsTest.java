package io.archscape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.machine.Engine;
import org.junit.jupiter.api.Test;

class EngineOptionsTest {
  @Test
  void anEngineIsHadAgainByItsArguments() {
    assertThat(EngineOptions.arguments(Engine.ND4J_CUDA))
        .containsExactly("--engine", "nd4j", "--device", "gpu");
    assertThat(EngineOptions.arguments(Engine.ONEDNN))
        .containsExactly("--engine", "onednn", "--device", "cpu");
  }
}
