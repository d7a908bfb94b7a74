package io.archscape.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.engine.Mode;
import io.archscape.graph.Activation;
import io.archscape.graph.Graph;
import io.archscape.graph.GraphBuilder;
import io.archscape.graph.Op;
import io.archscape.graph.Shape;
import io.archscape.graph.Tensor;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerKindTest {

  /** Three equal pairs of convolution and ReLU, and one that an addition reads too. */
  private static Graph graph() {
    GraphBuilder builder = new GraphBuilder();
    Tensor x = builder.add("input", new Op.Input(new Shape(4, 4, 8)));
    for (int i = 1; i <= 3; i++) {
      x = builder.add("conv" + i, new Op.Conv(8, 3, 1), x);
      x = builder.add("relu" + i, new Op.Activate(Activation.RELU), x);
    }
    Tensor y = builder.add("conv4", new Op.Conv(8, 3, 1), x);
    Tensor sum = builder.add("sum", new Op.Add(), x, y);
    builder.add("pool", new Op.GlobalPool(), sum);
    return builder.build();
  }

  private static List<List<String>> names(Mode mode) {
    return LayerKind.of(graph(), mode, "nhwc").values().stream()
        .map(nodes -> nodes.stream().map(node -> node.name()).toList())
        .toList();
  }

  @Test
  void layersAreOfOneKindIfNothingTellsThemApart() {
    assertThat(names(Mode.TRAIN))
        .containsExactly(
            List.of("conv1"), // reads the image, whose gradient nobody wants
            List.of("relu1", "relu2"),
            List.of("conv2", "conv3"),
            List.of("relu3"), // two read it
            List.of("conv4"), // its gradient is added to another
            List.of("sum"),
            List.of("pool"));
  }

  @Test
  void modesAndLayoutsTellThemApart() {
    Collection<LayerKind> training = LayerKind.of(graph(), Mode.TRAIN, "nhwc").keySet();
    assertThat(training).hasSize(7);
    assertThat(LayerKind.of(graph(), Mode.TRAIN, "nhwc").keySet()).isEqualTo(training);
    assertThat(LayerKind.of(graph(), Mode.EVALUATE, "nhwc").keySet())
        .doesNotContainAnyElementsOf(training);
    assertThat(LayerKind.of(graph(), Mode.TRAIN, "nChw8c").keySet())
        .doesNotContainAnyElementsOf(training);
  }
}
