package io.archscape.train;

import static io.archscape.Require.require;

import io.archscape.engine.Buffer;
import io.archscape.engine.Params;
import io.archscape.engine.Vectors;
import java.util.Map;

/** Moves all parameters, after their gradients were bounded if that is asked for. */
final class Updater implements AutoCloseable {
  /** Of PyTorch's clip_grad_norm_. */
  private static final double CLIP_EPS = 1e-6;

  private final Params params;
  private final double clip;
  private final UpdateRule rule;

  /**
   * @param clip what the norm of all gradients together is at most (as PyTorch's clip_grad_norm_);
   *     0 for no bound
   */
  Updater(Params params, Optimizer optimizer, double clip) {
    require(clip >= 0 && clip < 1e9, "clip must lie in [0,1e9), got clip=%s", clip);
    this.params = params;
    this.clip = clip;
    rule = optimizer.rule(params);
  }

  /**
   * One step at a learning rate; gradients are used up.
   *
   * @param step of the whole training, from 1
   */
  void step(double lr, long step) {
    if (clip > 0) {
      double scale = clip / (Vectors.norm(params.gradients()) + CLIP_EPS);
      if (scale < 1) {
        Vectors.scale(params.gradients(), scale);
      }
    }
    rule.step(lr, step);
  }

  /** What a step leaves to the next one besides the parameters: flat, by name. */
  Map<String, Buffer> state() {
    return rule.state();
  }

  @Override
  public void close() {
    rule.close();
  }
}
