package io.archscape.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.RequirementException;
import io.archscape.engine.Kernel.Direction;
import io.archscape.engine.Mode;
import io.archscape.graph.Op;
import io.archscape.graph.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpeedRuleTest {
  private static final double GIGA = 1e9;

  /** A twentieth of the matrix product is 10 GFLOP/s, of a copy 1 GB/s. */
  private static final SpeedRule RULE = new SpeedRule(new MachineSpeed(200 * GIGA, 20 * GIGA));

  private static LayerCost cost(String implementation, double share, double flops, double bytes) {
    LayerKind kind =
        new LayerKind(
            Mode.TRAIN, "nhwc", new Op.Conv(8, 3, 1), List.of(new Shape(2, 2, 8)), List.of());
    LayerTime time = new LayerTime(Direction.BACKWARD_WEIGHTS, implementation, false, 1);
    return new LayerCost(kind, time, 1, share, flops, bytes);
  }

  private static boolean isSlow(double share, double gflops) {
    return RULE.isSlow(cost("jit", share, gflops * GIGA, GIGA));
  }

  @Test
  void overATenthOfTheStepMustReach4GflopsWhateverTheMachine() {
    SpeedRule slowMachine = new SpeedRule(new MachineSpeed(20 * GIGA, 20 * GIGA));
    assertThat(slowMachine.isSlow(cost("jit", 0.11, 3.9 * GIGA, GIGA))).isTrue();
    assertThat(slowMachine.isSlow(cost("jit", 0.11, 4.1 * GIGA, GIGA))).isFalse();
    assertThat(slowMachine.isSlow(cost("jit", 0.09, 3.9 * GIGA, GIGA))).isFalse();
  }

  @Test
  void whatMattersMustReachATwentiethOfTheMatrixProduct() {
    assertThat(isSlow(0.03, 9.9)).isTrue();
    assertThat(isSlow(0.03, 10.1)).isFalse();
    assertThat(isSlow(0.5, 10.1)).isFalse();
  }

  @Test
  void whatIsTinyMayBeSlow() {
    assertThat(isSlow(0.019, 0.01)).isFalse();
    assertThat(RULE.isSlow(cost("jit", 0.019, 0, 1))).isFalse();
  }

  @Test
  void whatOnlyMovesNumbersIsComparedWithACopy() {
    assertThat(RULE.isSlow(cost("jit", 0.03, 0, 0.9 * GIGA))).isTrue();
    assertThat(RULE.isSlow(cost("jit", 0.03, 0, 1.1 * GIGA))).isFalse();
    assertThat(RULE.isSlow(cost("jit", 0.9, 0, 1.1 * GIGA))).isFalse();
  }

  @Test
  void theNameOfTheImplementationDoesNotMatter() {
    assertThat(RULE.isSlow(cost("ref:any", 0.5, 50 * GIGA, GIGA))).isFalse();
    assertThat(RULE.isSlow(cost("jit:avx512_core", 0.5, GIGA, GIGA))).isTrue();
  }

  @Test
  void aMachineMustHaveASpeed() {
    assertThatThrownBy(() -> new MachineSpeed(0, 1))
        .isInstanceOf(RequirementException.class)
        .hasMessageContaining("sgemm must be positive");
    assertThatThrownBy(() -> new MachineSpeed(1, Double.NaN))
        .isInstanceOf(RequirementException.class)
        .hasMessageContaining("copy must be positive");
  }
}
