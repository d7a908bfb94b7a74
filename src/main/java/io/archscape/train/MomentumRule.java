package io.archscape.train;

import io.archscape.engine.Buffer;
import io.archscape.engine.Params;
import io.archscape.engine.Vectors;
import java.util.List;
import java.util.Map;

/** {@link Optimizer.Sgd} and {@link Optimizer.Lars}. */
final class MomentumRule implements UpdateRule {
  /** What decays: w, and where d*w goes. */
  private record Decaying(Buffer values, Buffer gradients, double decay) {
    void add() {
      Vectors.add(gradients, decay, values);
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

  private final Buffer values;
  private final Buffer gradients;
  private final Buffer momentum;
  private final List<Decaying> decaying;
  private final List<Scaled> scaled;
  private final double mu;
  private final double dampening;
  private final boolean nesterov;

  private MomentumRule(
      Params params,
      Optimizer optimizer,
      List<Scaled> scaled,
      double mu,
      double dampening,
      boolean nesterov) {
    values = params.values();
    gradients = params.gradients();
    momentum = Buffer.create(values.length());
    decaying =
        DecayRange.decaying(params, optimizer).stream()
            .map(each -> new Decaying(each.of(values), each.of(gradients), each.decay()))
            .toList();
    this.scaled = scaled;
    this.mu = mu;
    this.dampening = dampening;
    this.nesterov = nesterov;
  }

  static MomentumRule sgd(Params params, Optimizer.Sgd sgd) {
    return new MomentumRule(
        params, sgd, List.of(), sgd.momentum(), sgd.dampening(), sgd.nesterov());
  }

  static MomentumRule lars(Params params, Optimizer.Lars lars) {
    return new MomentumRule(
        params, lars, Scaled.of(params, lars), lars.momentum(), 0, lars.nesterov());
  }

  /** Turns gradients into directions; each trust is that of its gradient without the decay. */
  private void takeDirection() {
    double[] trusts = scaled.stream().mapToDouble(Scaled::trust).toArray();
    decaying.forEach(Decaying::add);
    for (int i = 0; i < trusts.length; i++) {
      Vectors.scale(scaled.get(i).gradients, trusts[i]);
    }
  }

  @Override
  public void step(double lr, long step) {
    takeDirection();
    Vectors.scale(momentum, mu);
    Vectors.add(momentum, step == 1 ? 1 : 1 - dampening, gradients);
    if (nesterov) {
      Vectors.add(values, -lr, gradients);
      Vectors.add(values, -lr * mu, momentum);
    } else {
      Vectors.add(values, -lr, momentum);
    }
  }

  @Override
  public Map<String, Buffer> state() {
    return Map.of("momentum", momentum);
  }
}
