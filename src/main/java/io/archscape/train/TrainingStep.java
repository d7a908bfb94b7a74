package io.archscape.train;

import static io.archscape.Require.require;

import io.archscape.engine.Buffer;
import io.archscape.engine.KernelSet;
import io.archscape.engine.Mode;
import io.archscape.engine.Params;
import io.archscape.engine.Program;
import io.archscape.graph.Graph;
import java.util.Arrays;
import java.util.SplittableRandom;

/** A training step on one batch of noise, to be timed whole or in its parts. */
final class TrainingStep implements AutoCloseable {
  private final Params params;
  private final Program program;
  private final Updater updater;
  private final SoftmaxCrossEntropy loss;
  private final float[] images;
  private final int[] labels;
  private final float[] logits;
  private final float[] gradient;

  TrainingStep(Graph graph, int batch, KernelSet kernels) {
    require(batch >= 1, "bench batch must be at least 1, got batch=%d", batch);
    int classes = graph.output().shape().channels();
    params = Params.initialise(graph, 1);
    program = Program.compile(graph, batch, Mode.TRAIN, params, kernels);
    updater = new Updater(params, Optimizer.Sgd.DEFAULT, 0);
    loss = new SoftmaxCrossEntropy(classes, 0.1);
    images = noise(program.input());
    labels = new int[batch];
    Arrays.setAll(labels, i -> i % classes);
    logits = new float[batch * classes];
    gradient = new float[logits.length];
  }

  /** All of it. */
  void run() {
    writeImages();
    program.forward();
    takeLoss();
    program.backward();
    update();
  }

  void writeImages() {
    program.input().write(images);
  }

  /** Reads the logits, writes the gradient of their loss. */
  void takeLoss() {
    program.output().read(logits);
    loss.countWithGradient(logits, labels, labels, 1, gradient);
    program.outputGradient().write(gradient);
  }

  void update() {
    updater.step(0.05, 1);
  }

  Program program() {
    return program;
  }

  /** Fills with noise. */
  static Buffer fill(Buffer buffer) {
    buffer.write(noise(buffer));
    return buffer;
  }

  private static float[] noise(Buffer buffer) {
    SplittableRandom random = new SplittableRandom(1);
    float[] noise = new float[Math.toIntExact(buffer.length())];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) random.nextDouble(-1.7, 1.7);
    }
    return noise;
  }

  @Override
  public void close() {
    updater.close();
    program.close();
    params.close();
  }
}
