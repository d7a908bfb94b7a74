package io.archscape.train;

import static io.archscape.Require.require;

import io.archscape.arch.Network;
import io.archscape.engine.Buffer;
import io.archscape.engine.KernelSet;
import io.archscape.engine.Mode;
import io.archscape.engine.Params;
import io.archscape.engine.Program;
import io.archscape.graph.Graph;
import io.archscape.graph.Shape;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A piece of work to be timed, done over and over: a training step, or a matrix product. */
public final class TimedWork implements AutoCloseable {
  private static final int CLASSES = 10;
  private static final int MATRIX = 1024;

  private final double units;
  private final Runnable step;
  private final Runnable free;

  private TimedWork(double units, Runnable step, Runnable free) {
    this.units = units;
    this.step = step;
    this.free = free;
  }

  /**
   * Training steps (write the batch, forward, loss, backward, update) on one batch of noise; counts
   * images.
   *
   * @param image the side of square images in three colours
   */
  public static TimedWork training(Network network, int image, int batch, KernelSet kernels) {
    require(batch >= 1, "bench batch must be at least 1, got batch=%d", batch);
    Graph graph = network.graph(Shape.image(image), CLASSES);
    Params params = Params.initialise(graph, 1);
    Program program = Program.compile(graph, batch, Mode.TRAIN, params, kernels);
    Updater updater = new Updater(params, Optimizer.Sgd.DEFAULT);
    SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy(CLASSES, 0.1);
    float[] images = noise(program.input());
    int[] labels = new int[batch];
    Arrays.setAll(labels, i -> i % CLASSES);
    float[] logits = new float[batch * CLASSES];
    float[] gradient = new float[batch * CLASSES];
    Runnable step =
        () -> {
          program.input().write(images);
          program.forward();
          program.output().read(logits);
          loss.countWithGradient(logits, labels, gradient);
          program.outputGradient().write(gradient);
          program.backward();
          updater.step(0.05);
        };
    Runnable free =
        () -> {
          updater.close();
          program.close();
          params.close();
        };
    return new TimedWork(batch, step, free);
  }

  /**
   * ND4J's own matrix product, 1024 cubed, on as many threads as its BLAS has; counts
   * multiplications and additions.
   */
  public static TimedWork matrixProduct() {
    Buffer a = Buffer.create(MATRIX, MATRIX);
    Buffer b = Buffer.create(MATRIX, MATRIX);
    a.write(noise(a));
    b.write(noise(b));
    INDArray c = Nd4j.create(DataType.FLOAT, new long[] {MATRIX, MATRIX}, 'f');
    Runnable free =
        () -> {
          c.close();
          b.close();
          a.close();
        };
    return new TimedWork(
        2.0 * MATRIX * MATRIX * MATRIX,
        () -> Nd4j.gemm(a.array(), b.array(), c, false, false, 1, 0),
        free);
  }

  /** Does the work once. */
  public void step() {
    step.run();
  }

  /** What one step counts. */
  public double units() {
    return units;
  }

  @Override
  public void close() {
    free.run();
  }

  private static float[] noise(Buffer buffer) {
    SplittableRandom random = new SplittableRandom(1);
    float[] noise = new float[Math.toIntExact(buffer.length())];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) random.nextDouble(-1.7, 1.7);
    }
    return noise;
  }
}
