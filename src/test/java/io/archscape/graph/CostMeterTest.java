package io.archscape.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CostMeterTest {

  /** The graph has every repetition as nodes of its own. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7})
  void aRepeatedPartCostsWhatItsCopiesDo(int times) {
    CostMeter meter = new CostMeter();
    GraphBuilder builder = new GraphBuilder();
    describe(meter, times, 8);
    describe(builder, times, 8);
    Graph graph = builder.build();
    assertThat(graph.nodes()).hasSize(2 + 2 * times);
    assertThat(meter.total()).isEqualTo(graph.cost());
  }

  @Test
  void aPartThatChangesItsShapeCannotBeRepeated() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> describe(new CostMeter(), 2, 16))
        .withMessage("what is repeated must keep its shape, got 4x4x16 from 4x4x8");
  }

  private static void describe(Sink sink, int times, int width) {
    Tensor x = sink.add("input", new Op.Input(Shape.image(4)));
    x = sink.add("stem", new Op.Conv(8, 3, 1), x);
    sink.repeat(
        "b",
        1,
        times,
        x,
        last -> sink.add("bn", new Op.BatchNorm(), sink.add("c", new Op.Conv(width, 3, 1), last)));
  }
}
