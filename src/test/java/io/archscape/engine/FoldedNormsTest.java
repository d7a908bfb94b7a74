package io.archscape.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.engine.nd4j.Nd4jKernels;
import io.archscape.engine.onednn.OneDnnKernels;
import io.archscape.graph.Graph;
import io.archscape.graph.GraphBuilder;
import io.archscape.graph.Op;
import io.archscape.graph.Shape;
import io.archscape.graph.Tensor;
import java.util.Objects;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldedNormsTest {
  private static Graph graph(String name) {
    return Objects.requireNonNull(Cases.all().get(name)).graph();
  }

  private static long norms(Graph graph) {
    return graph.nodes().stream().filter(node -> node.op() instanceof Op.BatchNorm).count();
  }

  private static float[] output(Graph graph, Params params, float[] images) {
    return output(graph, params, images, new Nd4jKernels());
  }

  private static float[] output(Graph graph, Params params, float[] images, KernelSet kernels) {
    try (Program program = Program.compile(graph, Cases.BATCH, Mode.EVALUATE, params, kernels)) {
      program.input().write(images);
      program.forward();
      return program.output().toArray();
    }
  }

  private static float[] images(Graph graph, Random random) {
    return KernelContract.gaussian(random, (long) Cases.BATCH * graph.input().shape().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x block",
        "y block",
        "cbam block",
        "basic block",
        "vanilla block",
        "z block",
        "x block half"
      })
  void evaluatesAsTheWholeNetworkDoes(String name) {
    Random random = new Random(1);
    Graph graph = graph(name);
    try (Params params = KernelContract.randomised(graph, random)) {
      OneDnnContract.randomiseStatistics(graph, params, random);
      float[] images = images(graph, random);
      float[] expected = output(graph, params, images);
      try (FoldedNorms folded = new FoldedNorms(graph, params)) {
        assertThat(norms(graph)).isPositive();
        assertThat(norms(folded.graph())).isZero();
        assertSame(output(folded.graph(), folded.params(), images), expected);
        if (OneDnnKernels.obstacle().isEmpty()) {
          for (int block : new int[] {1, 8, 16}) {
            KernelSet fast = OneDnnKernels.blockedBy(block);
            assertSame(output(folded.graph(), folded.params(), images, fast), expected);
          }
        }
      }
    }
  }

  @Test
  void followsTheTraining() {
    Random random = new Random(2);
    Graph graph = graph("x block");
    try (Params params = KernelContract.randomised(graph, random);
        FoldedNorms folded = new FoldedNorms(graph, params)) {
      float[] images = images(graph, random);
      OneDnnContract.randomiseStatistics(graph, params, random);
      params.values().array().muli(1.1);
      float[] stale = output(folded.graph(), folded.params(), images);
      folded.refresh();
      float[] expected = output(graph, params, images);
      assertThat(stale).isNotEqualTo(expected);
      assertSame(output(folded.graph(), folded.params(), images), expected);
    }
  }

  /** A norm after a sum, and one whose convolution somebody else reads. */
  @Test
  void leavesOtherNorms() {
    GraphBuilder builder = new GraphBuilder();
    Tensor image = builder.add("input", new Op.Input(new Shape(4, 3, 3)));
    Tensor conv = builder.add("conv", new Op.Conv(5, 3, 1), image);
    Tensor norm = builder.add("norm", new Op.BatchNorm(), conv);
    Tensor sum = builder.add("sum", new Op.Add(), conv, norm);
    builder.add("after", new Op.BatchNorm(), sum);
    Graph graph = builder.build();
    Random random = new Random(3);
    try (Params params = KernelContract.randomised(graph, random)) {
      OneDnnContract.randomiseStatistics(graph, params, random);
      float[] images = images(graph, random);
      try (FoldedNorms folded = new FoldedNorms(graph, params)) {
        assertThat(norms(folded.graph())).isEqualTo(2);
        assertSame(output(folded.graph(), folded.params(), images), output(graph, params, images));
      }
    }
  }

  private static void assertSame(float[] actual, float[] expected) {
    float scale = 0;
    for (float value : expected) {
      scale = Math.max(scale, Math.abs(value));
    }
    assertThat(actual).hasSameSizeAs(expected);
    assertThat(actual).containsExactly(expected, Offset.offset(1e-4f * scale));
  }
}
