package io.archscape.train;

import static io.archscape.Require.require;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How parameters follow their gradients. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes(@JsonSubTypes.Type(value = Optimizer.Sgd.class, name = "sgd"))
public sealed interface Optimizer {

  /** The learning rate that the schedule multiplies. */
  double lr();

  /**
   * Stochastic gradient descent with momentum: m = momentum*m + g + weightDecay*w, then w -= lr*m,
   * or, with Nesterov, w -= lr*(g + weightDecay*w + momentum*m). Weight decay leaves out batch
   * norm.
   */
  record Sgd(double lr, double momentum, boolean nesterov, double weightDecay)
      implements Optimizer {
    public static final Sgd DEFAULT = new Sgd(0.1, 0.9, true, 5e-4);

    public Sgd {
      require(lr > 0 && lr < 1e3, "sgd lr must lie in (0,1000), got lr=%s", lr);
      require(
          momentum >= 0 && momentum < 1,
          "sgd momentum must lie in [0,1), got momentum=%s",
          momentum);
      require(
          !nesterov || momentum > 0,
          "sgd nesterov must have a momentum, got momentum=%s",
          momentum);
      require(
          weightDecay >= 0 && weightDecay < 1,
          "sgd weightDecay must lie in [0,1), got weightDecay=%s",
          weightDecay);
    }
  }
}
