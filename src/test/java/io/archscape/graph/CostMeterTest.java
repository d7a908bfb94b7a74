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

  @Test
  void aChannelShuffleIsFree() {
    CostMeter meter = new CostMeter();
    Tensor x = meter.add("input", new Op.Input(new Shape(4, 4, 12)));
    assertThat(meter.add("shuffle", new Op.ChannelShuffle(3), x).shape()).isEqualTo(x.shape());
    assertThat(meter.total()).isEqualTo(Cost.NONE);
  }

  @Test
  void aChannelShuffleNeedsWholeGroups() {
    CostMeter meter = new CostMeter();
    Tensor x = meter.add("input", new Op.Input(new Shape(4, 4, 10)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> meter.add("shuffle", new Op.ChannelShuffle(3), x))
        .withMessage(
            "channel shuffle channels must be divisible by its groups, got channels=10 groups=3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Op.ChannelShuffle(0))
        .withMessage("channel shuffle groups must be at least 1, got groups=0");
  }

  private static void describe(OpSink sink, int times, int width) {
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
