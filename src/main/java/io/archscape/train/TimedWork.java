package io.archscape.train;

import io.archscape.arch.Network;
import io.archscape.engine.Buffer;
import io.archscape.engine.KernelSet;
import io.archscape.graph.Shape;
import org.nd4j.linalg.api.blas.Blas;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A piece of work to be timed, done over and over: a training step, a matrix product, a copy. */
public final class TimedWork implements AutoCloseable {
  private static final int MATRIX = 1024;
  private static final int COPIED = 1 << 24;

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
  public static TimedWork training(
      Network network, int image, int classes, int batch, KernelSet kernels) {
    TrainingStep step =
        new TrainingStep(network.graph(Shape.image(image), classes), batch, kernels);
    return new TimedWork(batch, step::run, step::close);
  }

  /**
   * ND4J's own matrix product, 1024 cubed, on as many threads as its BLAS has; counts
   * multiplications and additions.
   */
  public static TimedWork matrixProduct() {
    return product(() -> {});
  }

  /** The same on {@code threads} threads; closing the work gives BLAS back those it had before. */
  public static TimedWork matrixProduct(int threads) {
    Blas blas = Nd4j.factory().blas();
    int before = blas.getMaxThreads();
    blas.setMaxThreads(threads);
    return product(() -> blas.setMaxThreads(before));
  }

  /** A copy of 64 MB, more than caches hold; counts bytes read and bytes written. */
  public static TimedWork copy() {
    float[] from = new float[COPIED];
    float[] to = new float[COPIED];
    return new TimedWork(
        2.0 * Float.BYTES * COPIED, () -> System.arraycopy(from, 0, to, 0, COPIED), () -> {});
  }

  private static TimedWork product(Runnable after) {
    Buffer a = TrainingStep.fill(Buffer.create(MATRIX, MATRIX));
    Buffer b = TrainingStep.fill(Buffer.create(MATRIX, MATRIX));
    INDArray c = Nd4j.create(DataType.FLOAT, new long[] {MATRIX, MATRIX}, 'f');
    Runnable free =
        () -> {
          c.close();
          b.close();
          a.close();
          after.run();
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

  /** Does the work once and gives the seconds that the calling thread was busy. */
  public double seconds() {
    return BusyTime.of(step);
  }

  /** What one step counts. */
  public double units() {
    return units;
  }

  @Override
  public void close() {
    free.run();
  }
}
