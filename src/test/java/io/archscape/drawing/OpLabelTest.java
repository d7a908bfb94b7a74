package io.archscape.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.graph.ConcatAxis;
import io.archscape.graph.Op;
import io.archscape.graph.PoolStatistic;
import io.archscape.graph.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpLabelTest {
  private static final Shape X = new Shape(8, 8, 24);

  private static String text(Op op, Shape... inputs) {
    return OpLabel.of(op, List.of(inputs)).text();
  }

  @Test
  void everyOperationHasItsWords() {
    assertThat(text(new Op.Conv(48, 3, 2), X)).isEqualTo("conv 3x3 /2");
    assertThat(text(new Op.Conv(48, 5, 1, 3, false), X)).isEqualTo("conv 5x5, 3 groups of 8");
    assertThat(text(new Op.Conv(24, 3, 1, 24, false), X)).isEqualTo("conv 3x3, depthwise");
    assertThat(text(new Op.Conv(6, 1, 1, 1, true), X)).isEqualTo("conv 1x1, bias");
    assertThat(text(new Op.MaxPool(3, 2), X)).isEqualTo("max pool 3x3 /2");
    assertThat(text(new Op.GlobalPool(PoolStatistic.SUM), X)).isEqualTo("sum over positions");
    assertThat(text(new Op.ChannelPool(PoolStatistic.MAX), X)).isEqualTo("max over channels");
    assertThat(text(new Op.ChannelConv(5), Shape.vector(24))).isEqualTo("1-D 5 over channels");
    assertThat(text(new Op.Concat(ConcatAxis.ROWS), X, X)).isEqualTo("concat rows");
    assertThat(text(new Op.Concat(ConcatAxis.CHANNELS), X, X)).isEqualTo("concat channels");
    assertThat(text(new Op.Slice(0, 12), X)).isEqualTo("slice channels 0..11");
    assertThat(text(new Op.ChannelShuffle(3), X)).isEqualTo("shuffle channels in 3 groups");
    assertThat(text(new Op.Drop(0.25, Op.Drop.Unit.IMAGE), X)).isEqualTo("drop path 0.25");
    assertThat(text(new Op.Drop(0.5, Op.Drop.Unit.VALUE), X)).isEqualTo("dropout 0.5");
    assertThat(text(new Op.Scale(), X, Shape.vector(24))).isEqualTo("scale channels");
    assertThat(text(new Op.Scale(), X, new Shape(8, 8, 1))).isEqualTo("scale positions");
    assertThat(text(new Op.BatchNorm(), X)).isEqualTo("norm");
    assertThat(text(new Op.Add(), X, X)).isEqualTo("add");
    assertThat(text(new Op.Linear(10), Shape.vector(24))).isEqualTo("linear");
    assertThat(text(new Op.Input(X))).isEqualTo("image");
  }
}
