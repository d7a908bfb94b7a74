package io.archscape.train;

import static io.archscape.Require.require;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.archscape.Defaults;
import io.archscape.engine.Params;
import io.archscape.engine.Role;

/**
 * How parameters follow their gradients. Weight decay has three groups: weights of convolutions and
 * linear layers, gamma and beta of batch norm ({@code normDecay}; pycls' CUSTOM_WEIGHT_DECAY), and
 * biases. In formulas, w is a parameter, g its gradient, d its decay; m and v begin as 0, t counts
 * steps from 1.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface Optimizer {

  /** The learning rate that the schedule multiplies. */
  double lr();

  /** How many numbers it keeps for each parameter, those of one step included. */
  int numbersKept();

  /** Moves parameters in this way; what it keeps of them begins as 0. */
  UpdateRule rule(Params params);

  /** Of weights. */
  double weightDecay();

  /** Of gamma and beta. */
  Decay normDecay();

  /** Of biases. */
  Decay biasDecay();

  /** The decay of a parameter that has this role. */
  default double decay(Role role) {
    return switch (role) {
      case WEIGHT -> weightDecay();
      case BIAS -> biasDecay().beside(weightDecay());
      case GAMMA, BETA -> normDecay().beside(weightDecay());
    };
  }

  /**
   * Stochastic gradient descent, as PyTorch's SGD: m = momentum*m + (1-dampening)*(g+d*w), where
   * the first step is not dampened, then w -= lr*m or, with Nesterov, w -= lr*(g + d*w +
   * momentum*m).
   */
  @JsonTypeName("sgd")
  record Sgd(
      double lr,
      double momentum,
      double dampening,
      boolean nesterov,
      double weightDecay,
      Decay normDecay,
      Decay biasDecay)
      implements Optimizer {
    static final Defaults DEFAULTS =
        Defaults.of(Sgd.class)
            .with("dampening", 0.0)
            .with("normDecay", Decay.NONE)
            .with("biasDecay", Decay.SAME);

    public static final Sgd DEFAULT = new Sgd(0.1, 0.9, true, 5e-4);

    public Sgd {
      requireRate("sgd", lr);
      requireMomentum("sgd", momentum, nesterov);
      require(
          dampening >= 0 && dampening < 1,
          "sgd dampening must lie in [0,1), got dampening=%s",
          dampening);
      require(
          dampening == 0 || momentum > 0,
          "sgd dampening must have a momentum, got momentum=%s dampening=%s",
          momentum,
          dampening);
      require(
          dampening == 0 || !nesterov,
          "sgd nesterov must go without dampening, got dampening=%s",
          dampening);
      requireDecay("sgd", weightDecay);
    }

    @Override
    public UpdateRule rule(Params params) {
      return MomentumRule.sgd(params, this);
    }

    @Override
    public int numbersKept() {
      return 1;
    }

    /** Without dampening; batch norm does not decay, biases do. */
    public Sgd(double lr, double momentum, boolean nesterov, double weightDecay) {
      this(lr, momentum, 0, nesterov, weightDecay, Decay.NONE, Decay.SAME);
    }
  }

  /**
   * Adam with decoupled weight decay (arXiv:1711.05101), as PyTorch's AdamW: w *= 1-lr*d; m =
   * beta1*m + (1-beta1)*g; v = beta2*v + (1-beta2)*g*g; w -= lr/(1-beta1^t) * m /
   * (sqrt(v/(1-beta2^t)) + eps).
   */
  @JsonTypeName("adamw")
  record AdamW(
      double lr,
      double beta1,
      double beta2,
      double eps,
      double weightDecay,
      Decay normDecay,
      Decay biasDecay)
      implements Optimizer {
    public static final AdamW DEFAULT =
        new AdamW(1e-3, 0.9, 0.999, 1e-8, 0.01, Decay.NONE, Decay.SAME);

    public AdamW {
      requireRate("adamw", lr);
      requireBetas("adamw", beta1, beta2);
      requireEps("adamw", eps);
      requireDecay("adamw", weightDecay);
    }

    @Override
    public UpdateRule rule(Params params) {
      return AdamRule.adamW(params, this);
    }

    @Override
    public int numbersKept() {
      return 4;
    }
  }

  /**
   * Layer-wise adaptive rates (arXiv:1708.03888): SGD in which the direction g+d*w of each weight
   * is multiplied by trust*|w| / (|g| + d*|w| + eps), or by 1 where |w| or |g| is 0. Norm and bias
   * parameters are not scaled. As in SGD, the learning rate multiplies the momentum; in the paper
   * it goes into it.
   */
  @JsonTypeName("lars")
  record Lars(
      double lr,
      double momentum,
      boolean nesterov,
      double trust,
      double eps,
      double weightDecay,
      Decay normDecay,
      Decay biasDecay)
      implements Optimizer {
    public static final Lars DEFAULT =
        new Lars(1, 0.9, false, 1e-3, 1e-8, 5e-4, Decay.NONE, Decay.NONE);

    public Lars {
      requireRate("lars", lr);
      requireMomentum("lars", momentum, nesterov);
      require(trust > 0 && trust < 1e3, "lars trust must lie in (0,1000), got trust=%s", trust);
      requireEps("lars", eps);
      requireDecay("lars", weightDecay);
    }

    @Override
    public UpdateRule rule(Params params) {
      return MomentumRule.lars(params, this);
    }

    @Override
    public int numbersKept() {
      return 1;
    }
  }

  /**
   * Layer-wise adaptive moments (arXiv:1904.00962): with u = m/(1-beta1^t) / (sqrt(v/(1-beta2^t)) +
   * eps) + d*w of Adam's m and v, w -= lr * |w|/|u| * u, without the ratio where |w| or |u| is 0,
   * and for norm and bias parameters. The variant is that of NVIDIA and timm: bias correction, no
   * bound on the ratio; but the gradients' norm is bounded by the recipe's {@code clip} alone.
   */
  @JsonTypeName("lamb")
  record Lamb(
      double lr,
      double beta1,
      double beta2,
      double eps,
      double weightDecay,
      Decay normDecay,
      Decay biasDecay)
      implements Optimizer {
    public static final Lamb DEFAULT =
        new Lamb(5e-3, 0.9, 0.999, 1e-6, 0.01, Decay.NONE, Decay.NONE);

    public Lamb {
      requireRate("lamb", lr);
      requireBetas("lamb", beta1, beta2);
      requireEps("lamb", eps);
      requireDecay("lamb", weightDecay);
    }

    @Override
    public UpdateRule rule(Params params) {
      return AdamRule.lamb(params, this);
    }

    @Override
    public int numbersKept() {
      return 4;
    }
  }

  private static void requireRate(String type, double lr) {
    require(lr > 0 && lr < 1e3, "%s lr must lie in (0,1000), got lr=%s", type, lr);
  }

  private static void requireMomentum(String type, double momentum, boolean nesterov) {
    require(
        momentum >= 0 && momentum < 1,
        "%s momentum must lie in [0,1), got momentum=%s",
        type,
        momentum);
    require(
        !nesterov || momentum > 0,
        "%s nesterov must have a momentum, got momentum=%s",
        type,
        momentum);
  }

  private static void requireBetas(String type, double beta1, double beta2) {
    require(beta1 >= 0 && beta1 < 1, "%s beta1 must lie in [0,1), got beta1=%s", type, beta1);
    require(beta2 >= 0 && beta2 < 1, "%s beta2 must lie in [0,1), got beta2=%s", type, beta2);
  }

  private static void requireEps(String type, double eps) {
    // below the smallest float it would be none
    require(eps >= 1e-30 && eps < 1, "%s eps must lie in [1e-30,1), got eps=%s", type, eps);
  }

  private static void requireDecay(String type, double weightDecay) {
    require(
        weightDecay >= 0 && weightDecay < 1,
        "%s weightDecay must lie in [0,1), got weightDecay=%s",
        type,
        weightDecay);
  }
}
