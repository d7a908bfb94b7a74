package io.archscape.train;

import io.archscape.engine.Buffer;
import io.archscape.engine.Params;
import io.archscape.engine.Vectors;
import java.util.List;
import java.util.Map;

/** {@link Optimizer.Sgd} and {@link Optimizer.Lars}. */
final class MomentumRule implements UpdateRule {
  /** Neighbours with one weight decay. */
  private record Part(Buffer values, Buffer gradients, double decay, Vectors.Descent descent) {
    void addDecay() {
      if (decay > 0) {
        Vectors.add(gradients, decay, values);
      }
    }
  }

  /** A weight whose direction is scaled. */
  private record Scaled(Optimizer.Lars lars, Buffer values, Buffer gradients, double decay) {
    double trust() {
      double w = Vectors.norm(values);
      double g = Vectors.norm(gradients);
      return w > 0 && g > 0 ? lars.trust() * w / (g + decay * w + lars.eps()) : 1;
    }

    static List<Scaled> of(Params params, Optimizer.Lars lars) {
      return DecayRange.weights(params, lars).stream()
          .map(
              each ->
                  new Scaled(
                      lars, each.of(params.values()), each.of(params.gradients()), each.decay()))
          .toList();
    }
  }

  private final Buffer momentum;
  private final List<Part> parts;
  private final List<Scaled> scaled;
  private final double dampening;

  private MomentumRule(
      Params params,
      Optimizer optimizer,
      List<Scaled> scaled,
      double mu,
      double dampening,
      boolean nesterov) {
    this.scaled = scaled;
    this.dampening = dampening;
    momentum = Buffer.create(params.values().length());
    parts =
        DecayRange.all(params, optimizer).stream()
            .map(each -> part(params, each, mu, nesterov))
            .toList();
  }

  /** Where directions are scaled, the decay is added before. */
  private Part part(Params params, DecayRange range, double mu, boolean nesterov) {
    Buffer values = range.of(params.values());
    Buffer gradients = range.of(params.gradients());
    double later = scaled.isEmpty() ? range.decay() : 0;
    return new Part(
        values,
        gradients,
        range.decay(),
        Vectors.descent(values, gradients, range.of(momentum), later, mu, nesterov));
  }

  static MomentumRule sgd(Params params, Optimizer.Sgd sgd) {
    return new MomentumRule(
        params, sgd, List.of(), sgd.momentum(), sgd.dampening(), sgd.nesterov());
  }

  static MomentumRule lars(Params params, Optimizer.Lars lars) {
    return new MomentumRule(
        params, lars, Scaled.of(params, lars), lars.momentum(), 0, lars.nesterov());
  }

  /** Scales gradients and their decay; each trust is that of its gradient without the decay. */
  private void scale() {
    double[] trusts = scaled.stream().mapToDouble(Scaled::trust).toArray();
    parts.forEach(Part::addDecay);
    for (int i = 0; i < trusts.length; i++) {
      Vectors.scale(scaled.get(i).gradients, trusts[i]);
    }
  }

  @Override
  public void step(double lr, long step) {
    if (!scaled.isEmpty()) {
      scale();
    }
    double added = step == 1 ? 1 : 1 - dampening;
    parts.forEach(part -> part.descent.step(added, lr));
  }

  @Override
  public void close() {
    parts.forEach(part -> part.descent.close());
    UpdateRule.super.close();
  }

  @Override
  public Map<String, Buffer> state() {
    return Map.of("momentum", momentum);
  }
}
