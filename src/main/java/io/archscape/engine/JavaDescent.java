package io.archscape.engine;

/** {@link Vectors#descent} in Java. */
final class JavaDescent implements Vectors.Descent {
  private final Buffer weights;
  private final Buffer gradients;
  private final Buffer momentum;
  private final float decay;
  private final float mu;
  private final boolean nesterov;
  private final float[] w;
  private final float[] g;
  private final float[] v;

  JavaDescent(
      Buffer weights,
      Buffer gradients,
      Buffer momentum,
      double decay,
      double mu,
      boolean nesterov) {
    this.weights = weights;
    this.gradients = gradients;
    this.momentum = momentum;
    this.decay = (float) decay;
    this.mu = (float) mu;
    this.nesterov = nesterov;
    w = new float[Math.toIntExact(weights.length())];
    g = new float[w.length];
    v = new float[w.length];
  }

  @Override
  public void step(double added, double lr) {
    weights.read(w);
    gradients.read(g);
    momentum.read(v);
    float share = (float) added;
    float rate = (float) lr;
    for (int i = 0; i < w.length; i++) {
      float direction = g[i] + decay * w[i];
      v[i] = mu * v[i] + share * direction;
      w[i] = w[i] - rate * (nesterov ? direction + mu * v[i] : v[i]);
    }
    weights.write(w);
    momentum.write(v);
  }
}
