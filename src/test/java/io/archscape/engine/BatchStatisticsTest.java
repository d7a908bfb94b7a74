package io.archscape.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.engine.nd4j.Nd4jKernels;
import io.archscape.graph.Graph;
import io.archscape.graph.GraphBuilder;
import io.archscape.graph.Op;
import io.archscape.graph.Shape;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class BatchStatisticsTest {
  private static final Offset<Float> CLOSE = Offset.offset(1e-5f);

  /**
   * Two images of two positions hold 1, 2, 3, 6: mean 3, biased variance 3.5, unbiased 14/3. By
   * hand, with momentum 0.1 from mean 0 and variance 1: 0.3 and 0.9 + 0.1 * 14/3, then once more.
   */
  @Test
  void runningStatisticsMoveByATenthOfTheUnbiasedOnes() {
    GraphBuilder builder = new GraphBuilder();
    builder.add("bn", new Op.BatchNorm(), builder.add("input", new Op.Input(new Shape(1, 2, 1))));
    Graph graph = builder.build();
    try (Params params = Params.initialise(graph, 1);
        Program program = Program.compile(graph, 2, Mode.TRAIN, params, new Nd4jKernels())) {
      program.input().write(new float[] {1, 2, 3, 6});
      program.forward();
      assertThat(program.output().toArray()[0]).isCloseTo(-1.0690435f, CLOSE); // (1-3)/sqrt(3.5)
      assertThat(params.mean(1).toArray()[0]).isCloseTo(0.3f, CLOSE);
      assertThat(params.variance(1).toArray()[0]).isCloseTo(1.3666667f, CLOSE);
      program.forward();
      assertThat(params.mean(1).toArray()[0]).isCloseTo(0.57f, CLOSE);
      assertThat(params.variance(1).toArray()[0]).isCloseTo(1.6966667f, CLOSE);
      try (Program evaluation =
          Program.compile(graph, 2, Mode.EVALUATE, params, new Nd4jKernels())) {
        evaluation.input().write(new float[] {1, 2, 3, 6});
        evaluation.forward();
        assertThat(evaluation.output().toArray()[3])
            .isCloseTo(4.168697f, Offset.offset(1e-3f)); // (6-0.57)/sqrt(1.69667)
      }
    }
  }
}
