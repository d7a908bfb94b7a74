package io.archscape.train;

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

/** Times whole training steps (forward, loss, backward, update) on one batch of noise. */
public final class StepTimer {
  private static final int CLASSES = 10;
  private static final int MATRIX = 1024;

  private final int batch;
  private final int warmup;
  private final int steps;

  public StepTimer(int batch, int warmup, int steps) {
    this.batch = batch;
    this.warmup = warmup;
    this.steps = steps;
  }

  /** Images a second by the median step, on square images of this size in three colours. */
  public double imagesPerSecond(Network network, int image, KernelSet kernels) {
    Graph graph = network.graph(Shape.image(image), CLASSES);
    try (Params params = Params.initialise(graph, 1);
        Program program = Program.compile(graph, batch, Mode.TRAIN, params, kernels);
        Updater updater = new Updater(params, Optimizer.Sgd.DEFAULT)) {
      SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy(CLASSES, 0.1);
      float[] images = noise(program.input());
      int[] labels = new int[batch];
      Arrays.setAll(labels, i -> i % CLASSES);
      float[] logits = new float[batch * CLASSES];
      float[] gradient = new float[batch * CLASSES];
      return batch
          / median(
              () -> {
                program.input().write(images);
                program.forward();
                program.output().read(logits);
                loss.countWithGradient(logits, labels, gradient);
                program.outputGradient().write(gradient);
                program.backward();
                updater.step(0.05);
              });
    }
  }

  /** Multiplications and additions a second of ND4J's own matrix product, 1024 cubed. */
  public double sgemmFlops() {
    try (Buffer a = Buffer.create(MATRIX, MATRIX);
        Buffer b = Buffer.create(MATRIX, MATRIX)) {
      a.write(noise(a));
      b.write(noise(b));
      INDArray c = Nd4j.create(DataType.FLOAT, new long[] {MATRIX, MATRIX}, 'f');
      double seconds = median(() -> Nd4j.gemm(a.array(), b.array(), c, false, false, 1, 0));
      c.close();
      return 2.0 * MATRIX * MATRIX * MATRIX / seconds;
    }
  }

  private double median(Runnable work) {
    double[] seconds = new double[steps];
    for (int i = -warmup; i < steps; i++) {
      long start = System.nanoTime();
      work.run();
      if (i >= 0) {
        seconds[i] = (System.nanoTime() - start) / 1e9;
      }
    }
    Arrays.sort(seconds);
    return seconds[steps / 2];
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
