package io.archscape.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.archscape.arch.Attention;
import io.archscape.arch.Block;
import io.archscape.arch.Head;
import io.archscape.arch.Network;
import io.archscape.arch.Stage;
import io.archscape.arch.Stem;
import io.archscape.engine.KernelSet;
import io.archscape.engine.Mode;
import io.archscape.engine.Params;
import io.archscape.engine.Program;
import io.archscape.engine.nd4j.Nd4jKernels;
import io.archscape.engine.onednn.OneDnnKernels;
import io.archscape.graph.Graph;
import io.archscape.graph.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two kernel sets, layouts and merged groups and all, train the same network alike. */
class FiftyStepsTest {
  private static final int STEPS = 50;
  private static final int BATCH = 16;
  private static final int CLASSES = 10;

  /** Widths 12 and 20 do not fill their blocks. */
  @ParameterizedTest(name = "group width {0}, widths {1} and {2}")
  @CsvSource({"1, 16, 32", "2, 16, 32", "8, 16, 32", "16, 16, 32", "4, 12, 20", "1, 12, 20"})
  void lossesAgreeWithinAThousandth(int groupWidth, int first, int second) {
    assumeTrue(OneDnnKernels.obstacle().isEmpty(), "skipped: no oneDNN on this platform");
    Block block = new Block.Bottleneck(1, groupWidth, new Attention.SqueezeExcite(0.25));
    Network network =
        new Network(
            new Stem(Stem.Type.CIFAR, 16),
            List.of(new Stage(1, first, 1, block), new Stage(1, second, 2, block)),
            Head.PLAIN);
    double[] slow = losses(network, new Nd4jKernels());
    double[] fast = losses(network, new OneDnnKernels());
    for (int step = 0; step < STEPS; step++) {
      assertThat(Math.abs(fast[step] / slow[step] - 1))
          .as("step %d: %s and %s", step, fast[step], slow[step])
          .isLessThan(1e-3);
    }
    double last = Arrays.stream(slow, STEPS - 10, STEPS).average().orElseThrow();
    assertThat(last).as("it learns").isLessThan(slow[0]);
  }

  /** Images of noise, brighter for higher classes. */
  private static double[] losses(Network network, KernelSet kernels) {
    Graph graph = network.graph(new Shape(12, 12, 3), CLASSES);
    Random random = new Random(1);
    double[] losses = new double[STEPS];
    try (Params params = Params.initialise(graph, 1);
        Program program = Program.compile(graph, BATCH, Mode.TRAIN, params, kernels);
        Updater updater = new Updater(params, Optimizer.Sgd.DEFAULT, 0)) {
      float[] images = new float[Math.toIntExact(program.input().length())];
      int[] labels = new int[BATCH];
      float[] logits = new float[BATCH * CLASSES];
      float[] gradient = new float[BATCH * CLASSES];
      for (int step = 0; step < STEPS; step++) {
        SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy(CLASSES, 0.1);
        draw(random, images, labels);
        program.input().write(images);
        program.forward();
        program.output().read(logits);
        loss.countWithGradient(logits, labels, labels, 1, gradient);
        program.outputGradient().write(gradient);
        program.backward();
        updater.step(0.02, step + 1);
        losses[step] = loss.loss();
      }
    }
    return losses;
  }

  private static void draw(Random random, float[] images, int[] labels) {
    int size = images.length / labels.length;
    for (int i = 0; i < labels.length; i++) {
      labels[i] = random.nextInt(CLASSES);
      for (int k = 0; k < size; k++) {
        images[i * size + k] = (float) (random.nextGaussian() + 0.3 * (labels[i] - 4.5));
      }
    }
  }
}
