package io.archscape.engine;

import java.util.ArrayList;
import java.util.List;

/** {@link Vectors#descent} in Java, some numbers at a time. */
final class JavaDescent implements Vectors.Descent {
  private static final int SOME = 4096;

  private final float decay;
  private final float mu;
  private final boolean nesterov;
  private final List<Slice> slices = new ArrayList<>();

  JavaDescent(
      Buffer weights,
      Buffer gradients,
      Buffer momentum,
      double decay,
      double mu,
      boolean nesterov) {
    this.decay = (float) decay;
    this.mu = (float) mu;
    this.nesterov = nesterov;
    float[][] all = new float[3][(int) Math.min(SOME, weights.length())];
    for (long from = 0; from < weights.length(); from += SOME) {
      int length = (int) Math.min(SOME, weights.length() - from);
      slices.add(
          new Slice(
              weights.part(from, length),
              gradients.part(from, length),
              momentum.part(from, length),
              length == all[0].length ? all : new float[3][length]));
    }
  }

  @Override
  public void step(double added, double lr) {
    slices.forEach(slice -> slice.step((float) added, (float) lr));
  }

  /** Neighbouring numbers. */
  private final class Slice {
    private final Buffer weights;
    private final Buffer gradients;
    private final Buffer momentum;
    private final float[] w;
    private final float[] g;
    private final float[] v;

    Slice(Buffer weights, Buffer gradients, Buffer momentum, float[][] arrays) {
      this.weights = weights;
      this.gradients = gradients;
      this.momentum = momentum;
      w = arrays[0];
      g = arrays[1];
      v = arrays[2];
    }

    void step(float added, float lr) {
      weights.read(w);
      gradients.read(g);
      momentum.read(v);
      for (int i = 0; i < w.length; i++) {
        float direction = g[i] + decay * w[i];
        v[i] = mu * v[i] + added * direction;
        w[i] = w[i] - lr * (nesterov ? direction + mu * v[i] : v[i]);
      }
      weights.write(w);
      momentum.write(v);
    }
  }
}
