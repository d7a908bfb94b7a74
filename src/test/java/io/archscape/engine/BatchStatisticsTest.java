package io.archscape.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.archscape.engine.nd4j.Nd4jKernels;
import io.archscape.graph.Graph;
import io.archscape.graph.GraphBuilder;
import io.archscape.graph.Op;
import io.archscape.graph.Shape;
import io.archscape.graph.Tensor;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BatchStatisticsTest {
  private static final Offset<Float> CLOSE = Offset.offset(1e-5f);
  private static final Offset<Double> WITHIN = Offset.offset(1e-5);

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

  /** A norm of the images, and one of what a blocked layout may hold. */
  private static Graph twoNorms() {
    GraphBuilder builder = new GraphBuilder();
    Tensor x = builder.add("input", new Op.Input(new Shape(3, 2, 3)));
    x = builder.add("conv", new Op.Conv(16, 1, 1), builder.add("bn1", new Op.BatchNorm(), x));
    builder.add("end", new Op.GlobalPool(), builder.add("bn2", new Op.BatchNorm(), x));
    return builder.build();
  }

  @ParameterizedTest
  @MethodSource("io.archscape.engine.DropsTest#sets")
  void averagingMakesRunningStatisticsThoseOfAllBatches(KernelSet kernels) {
    Graph graph = twoNorms();
    int images = 4;
    int batches = 5;
    double[] means = new double[3];
    double[] variances = new double[3];
    try (Params params = Params.initialise(graph, 1);
        Params single = Params.initialise(graph, 1);
        Program program = Program.compile(graph, images, Mode.TRAIN, params, kernels);
        Program alone = Program.compile(graph, images, Mode.TRAIN, single, kernels)) {
      params.statistics().array().assign(Float.NaN); // is to be forgotten
      double[] squares = new double[3];
      double[] second = new double[32];
      double[] secondSquares = new double[16];
      Random random = new Random(3);
      for (int k = 0; k < batches; k++) {
        float[] batch = KernelContract.gaussian(random, program.input().length());
        addStatistics(batch, means, variances, squares, batches);
        program.input().write(batch);
        program.forwardAveraging(k);
        alone.input().write(batch);
        alone.forwardAveraging(0);
        addTo(second, single.mean(3), 0, batches);
        addTo(second, single.variance(3), 16, batches);
        for (int c = 0; c < 16; c++) {
          secondSquares[c] += Math.pow(doubles(single.mean(3))[c], 2) / batches;
        }
      }
      for (int c = 0; c < 3; c++) {
        variances[c] += squares[c] - means[c] * means[c];
      }
      for (int c = 0; c < 16; c++) {
        second[16 + c] += secondSquares[c] - second[c] * second[c];
      }
      assertThat(doubles(params.mean(1))).containsExactly(means, WITHIN);
      assertThat(doubles(params.variance(1))).containsExactly(variances, WITHIN);
      assertThat(doubles(params.mean(3))).containsExactly(Arrays.copyOf(second, 16), WITHIN);
      assertThat(doubles(params.variance(3)))
          .containsExactly(Arrays.copyOfRange(second, 16, 32), WITHIN);
    }
  }

  /** Mean and unbiased variance of each of three channels, by their formulas. */
  private static void addStatistics(
      float[] batch, double[] means, double[] variances, double[] squaredMeans, int of) {
    int n = batch.length / 3;
    for (int c = 0; c < 3; c++) {
      double sum = 0;
      for (int i = c; i < batch.length; i += 3) {
        sum += batch[i];
      }
      double squares = 0;
      for (int i = c; i < batch.length; i += 3) {
        squares += (batch[i] - sum / n) * (batch[i] - sum / n);
      }
      means[c] += sum / n / of;
      variances[c] += squares / (n - 1) / of;
      squaredMeans[c] += sum / n * (sum / n) / of;
    }
  }

  private static void addTo(double[] sums, Buffer values, int at, int of) {
    double[] each = doubles(values);
    for (int i = 0; i < each.length; i++) {
      sums[at + i] += each[i] / of;
    }
  }

  private static double[] doubles(Buffer buffer) {
    float[] floats = buffer.toArray();
    double[] doubles = new double[floats.length];
    Arrays.setAll(doubles, i -> floats[i]);
    return doubles;
  }

  @Test
  void aNegativeNumberOfBatchesIsRefused() {
    Graph graph = twoNorms();
    try (Params params = Params.initialise(graph, 1);
        Program program = Program.compile(graph, 2, Mode.TRAIN, params, new Nd4jKernels())) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> program.forwardAveraging(-1))
          .withMessage("batches before must be at least 0, got k=-1");
    }
  }
}
