package io.archscape.train;

import io.archscape.engine.Buffer;
import io.archscape.engine.Params;
import io.archscape.engine.Vectors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@link Optimizer.AdamW} and {@link Optimizer.Lamb}. */
final class AdamRule implements UpdateRule {
  /** What decays, and where the same parameters' updates are. */
  private record Part(Buffer values, Buffer updates, double decay) {
    double trust() {
      double w = Vectors.norm(values);
      double u = Vectors.norm(updates);
      return w > 0 && u > 0 ? w / u : 1;
    }
  }

  private final Buffer values;
  private final Buffer gradients;
  private final Buffer mean;
  private final Buffer square;
  private final Buffer update;
  private final double beta1;
  private final double beta2;
  private final List<Part> decaying;
  private final List<Part> scaled;
  private final boolean decoupled;
  private final Runnable squareGradients;
  private final Runnable rootOfSquare;
  private final Runnable addEps;
  private final Runnable divideMean;

  private AdamRule(
      Params params,
      Optimizer optimizer,
      double beta1,
      double beta2,
      double eps,
      boolean decoupled) {
    values = params.values();
    gradients = params.gradients();
    mean = Buffer.create(values.length());
    square = Buffer.create(values.length());
    update = Buffer.create(values.length());
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.decoupled = decoupled;
    decaying = parts(DecayRange.decaying(params, optimizer));
    scaled = decoupled ? List.of() : parts(DecayRange.weights(params, optimizer));
    squareGradients = Vectors.square(gradients, update);
    rootOfSquare = Vectors.root(square, update);
    addEps = Vectors.shift(update, eps);
    divideMean = Vectors.quotient(mean, update, update);
  }

  private List<Part> parts(List<DecayRange> stretches) {
    return stretches.stream()
        .map(each -> new Part(each.of(values), each.of(update), each.decay()))
        .toList();
  }

  static AdamRule adamW(Params params, Optimizer.AdamW adamW) {
    return new AdamRule(params, adamW, adamW.beta1(), adamW.beta2(), adamW.eps(), true);
  }

  static AdamRule lamb(Params params, Optimizer.Lamb lamb) {
    return new AdamRule(params, lamb, lamb.beta1(), lamb.beta2(), lamb.eps(), false);
  }

  @Override
  public void step(double lr, long step) {
    moveMoments();
    takeUpdate(step);
    double unbiased = 1 / (1 - StrictMath.pow(beta1, (double) step));
    if (decoupled) {
      decaying.forEach(part -> Vectors.scale(part.values, 1 - lr * part.decay));
      Vectors.add(values, -lr * unbiased, update);
    } else {
      Vectors.scale(update, unbiased);
      decaying.forEach(part -> Vectors.add(part.updates, part.decay, part.values));
      scaled.forEach(part -> Vectors.scale(part.updates, part.trust()));
      Vectors.add(values, -lr, update);
    }
  }

  private void moveMoments() {
    Vectors.scale(mean, beta1);
    Vectors.add(mean, 1 - beta1, gradients);
    squareGradients.run();
    Vectors.scale(square, beta2);
    Vectors.add(square, 1 - beta2, update);
  }

  /** m / (sqrt(v/(1-beta2^t)) + eps). */
  private void takeUpdate(long step) {
    rootOfSquare.run();
    Vectors.scale(update, 1 / Math.sqrt(1 - StrictMath.pow(beta2, (double) step)));
    addEps.run();
    divideMean.run();
  }

  @Override
  public Map<String, Buffer> state() {
    Map<String, Buffer> state = new LinkedHashMap<>();
    state.put("mean", mean);
    state.put("square", square);
    return state;
  }

  @Override
  public void close() {
    UpdateRule.super.close();
    update.close();
  }
}
