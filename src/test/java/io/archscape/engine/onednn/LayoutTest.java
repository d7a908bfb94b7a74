package io.archscape.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.archscape.engine.x86.MachineCode;
import io.archscape.graph.Activation;
import io.archscape.graph.Graph;
import io.archscape.graph.GraphBuilder;
import io.archscape.graph.Op;
import io.archscape.graph.Shape;
import io.archscape.graph.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LayoutTest {
  @BeforeAll
  static void hasOwnCode() {
    assumeTrue(
        OneDnnKernels.obstacle().isEmpty()
            && Layout.widest() > Layout.PLAIN
            && MachineCode.obstacle().isEmpty(),
        "skipped: no code of this project's own here");
  }

  @Test
  void isInBlocksOfEightWhateverTheWidths() {
    assertThat(Layout.of(graph(3, 16, new Op.Conv(32, 3, 1))).label()).isEqualTo("nChw8c");
    assertThat(Layout.of(graph(3, 2, new Op.Conv(20, 3, 1))).label()).isEqualTo("nChw8c");
  }

  /** What has as many channels as the image lies as the image does. */
  @Test
  void leavesOutImagesPixelsAndSingleChannels() {
    Layout layout = Layout.of(graph(3, 8, new Op.Conv(2, 1, 1)));
    assertThat(layout.blocks(new Shape(4, 4, 2))).isTrue();
    assertThat(layout.blocks(new Shape(4, 4, 5))).isTrue();
    assertThat(layout.blocks(new Shape(4, 4, 3))).isFalse();
    assertThat(layout.blocks(new Shape(4, 4, 1))).isFalse();
    assertThat(layout.blocks(new Shape(1, 1, 64))).isFalse();
    assertThat(layout.floats(new Shape(4, 4, 2))).isEqualTo(4 * 4 * 8);
  }

  @Test
  void isPlainWhereBlocksCannotBe() {
    Op sigmoid = new Op.Activate(Activation.SIGMOID);
    assertThat(Layout.of(graph(3, 12, sigmoid)).label()).isEqualTo("nhwc"); // of zeros, a half
    assertThat(Layout.of(graph(3, 16, sigmoid)).label()).isEqualTo("nChw8c");
    assertThat(Layout.of(graph(4, 16, sigmoid)).label()).isEqualTo("nhwc"); // images of 4 channels
  }

  private static Graph graph(int image, int width, Op op) {
    GraphBuilder builder = new GraphBuilder();
    Tensor x = builder.add("input", new Op.Input(new Shape(4, 4, image)));
    x = builder.add("conv", new Op.Conv(width, 3, 1), x);
    x = builder.add("op", op, x);
    builder.add("pool", new Op.GlobalPool(), x);
    return builder.build();
  }
}
