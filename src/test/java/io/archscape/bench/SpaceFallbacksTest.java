package io.archscape.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.arch.Network;
import io.archscape.engine.Kernel.Direction;
import io.archscape.engine.Mode;
import io.archscape.graph.Op;
import io.archscape.graph.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpaceFallbacksTest {
  private static final SpeedRule RULE = new SpeedRule(new MachineSpeed(100e9, 20e9));
  private static final Network FIRST = BenchNet.PANEL.get(0).network();
  private static final Network SECOND = BenchNet.PANEL.get(1).network();

  private static JudgedLayer layer(int kernel, int width, int layers, double share, double rate) {
    Op op = new Op.Conv(width, kernel, 1);
    LayerKind kind =
        new LayerKind(Mode.TRAIN, "nhwc", op, List.of(new Shape(4, 4, width)), List.of());
    LayerTime time = new LayerTime(Direction.FORWARD, "jit", false, 1);
    LayerCost cost = new LayerCost(kind, time, layers, share, rate, 1);
    return new JudgedLayer(cost, RULE.isSlow(cost), RULE.matters(cost), RULE.fraction(cost));
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> slowest(SpaceFallbacks found) {
    return (List<Map<String, Object>>) found.line().getOrDefault("slowest", List.of());
  }

  @Test
  void layersAndNetworksAreCounted() {
    SpaceFallbacks found = new SpaceFallbacks("made-up");
    found.add(FIRST, List.of(layer(3, 8, 1, 0.5, 50e9)));
    assertThat(found.fallbacks()).isZero();
    assertThat(found.line()).containsEntry("networks_with_fallbacks", 0).doesNotContainKey("first");
    found.add(SECOND, List.of(layer(3, 8, 4, 0.5, 1e9), layer(1, 8, 3, 0.2, 1e9)));
    found.add(FIRST, List.of(layer(3, 16, 2, 0.3, 2e9)));
    assertThat(found.fallbacks()).isEqualTo(9);
    assertThat(found.line())
        .containsEntry("bench", "fallbacks")
        .containsEntry("space", "made-up")
        .containsEntry("networks", 3)
        .containsEntry("fallbacks", 9)
        .containsEntry("networks_with_fallbacks", 2)
        .containsEntry("first", SECOND);
  }

  @Test
  void theSlowestAreListedOnceACauseWithTheWorstExample() {
    SpaceFallbacks found = new SpaceFallbacks("made-up");
    found.add(FIRST, List.of(layer(3, 8, 4, 0.3, 1e9), layer(1, 8, 3, 0.2, 1e9)));
    found.add(SECOND, List.of(layer(3, 16, 2, 0.5, 2e9), layer(3, 24, 1, 0.1, 2e9)));
    assertThat(slowest(found)).hasSize(2);
    assertThat(slowest(found).get(0))
        .containsEntry("op", "conv 3x3")
        .containsEntry("direction", "forward")
        .containsEntry("mode", "train")
        .containsEntry("input", "4x4x16")
        .containsEntry("implementation", "jit")
        .containsEntry("layers", 2)
        .containsEntry("share", 0.5)
        .containsEntry("gflops_per_s", 2.0)
        .containsEntry("sgemm_fraction", 0.02)
        .containsEntry("networks", 2)
        .containsEntry("fallback", true);
    assertThat(slowest(found).get(1)).containsEntry("op", "conv 1x1").containsEntry("networks", 1);
  }

  @Test
  void withoutSlowLayersThreeShowHowCloseItWas() {
    SpaceFallbacks found = new SpaceFallbacks("made-up");
    List<JudgedLayer> layers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      layers.add(layer(1 + 2 * i, 8, 1, 0.2, (50 - i) * 1e9));
    }
    layers.add(layer(11, 8, 1, 0.001, 1e9)); // slow and tiny: of no interest
    found.add(FIRST, layers);
    assertThat(slowest(found))
        .extracting(line -> line.get("op"))
        .containsExactly("conv 9x9", "conv 7x7", "conv 5x5");
    assertThat(slowest(found))
        .allSatisfy(
            line -> assertThat(line).containsEntry("fallback", false).containsEntry("networks", 0));
  }

  @Test
  void atMostTenCausesAreListed() {
    SpaceFallbacks found = new SpaceFallbacks("made-up");
    List<JudgedLayer> layers = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      layers.add(layer(1 + 2 * i, 8, 1, 0.03 + 0.001 * i, 1e9));
    }
    found.add(FIRST, layers);
    assertThat(found.fallbacks()).isEqualTo(12);
    assertThat(slowest(found)).hasSize(10);
    assertThat(slowest(found).get(0)).containsEntry("op", "conv 23x23");
  }

  @Test
  void whatOnlyMovesNumbersIsListedByItsBytes() {
    LayerKind kind =
        new LayerKind(
            Mode.TRAIN, "nhwc", new Op.BatchNorm(), List.of(new Shape(4, 4, 8)), List.of());
    LayerTime time = new LayerTime(Direction.BACKWARD, "ref:any", false, 1);
    LayerCost cost = new LayerCost(kind, time, 1, 0.5, 0, 5e8);
    SpaceFallbacks found = new SpaceFallbacks("made-up");
    found.add(
        FIRST,
        List.of(new JudgedLayer(cost, RULE.isSlow(cost), RULE.matters(cost), RULE.fraction(cost))));
    assertThat(slowest(found).get(0))
        .containsEntry("op", "norm")
        .containsEntry("gb_per_s", 0.5)
        .containsEntry("copy_fraction", 0.025)
        .doesNotContainKey("gflops_per_s");
  }

  @Test
  void copiesForAnOperationAreCalledSoUnlessItIsOneItself() {
    for (Op op : List.of(new Op.Conv(8, 3, 1), new Op.Slice(0, 4))) {
      LayerKind kind =
          new LayerKind(Mode.TRAIN, "nhwc", op, List.of(new Shape(4, 4, 8)), List.of());
      LayerTime time = new LayerTime(Direction.BACKWARD, "jit:uni", true, 1);
      assertThat(new LayerCost(kind, time, 1, 0.5, 0, 1).op())
          .isEqualTo(op instanceof Op.Slice ? "slice channels" : "copies");
    }
  }
}
