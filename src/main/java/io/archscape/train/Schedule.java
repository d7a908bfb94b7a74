package io.archscape.train;

import static io.archscape.Require.require;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.archscape.Defaults;
import java.util.List;

/**
 * How the learning rate runs over a training, as a factor on the optimizer's. With t steps or
 * epochs done of T, formulas are those of pycls/core/optimizer.py, MIN_LR being {@code floor}. All
 * but {@link OneCycle} begin with a warmup, which multiplies them by warmupFactor*(1-a)+a, where a
 * is the share of {@code warmupSteps} or {@code warmupEpochs} that is done. A warmup in epochs
 * takes the place of the 100 steps that stand for a missing key; so does, without any warmup, a
 * schedule per epoch.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface Schedule {

  /** The factor on the learning rate of a step. */
  double factor(StepPosition at);

  /** Whether a step belongs to the warmup. */
  boolean warmsUp(StepPosition at);

  /**
   * Refuses a training of {@code epochs} epochs if it ends before the schedule's keys take effect.
   */
  void requireFits(int epochs);

  /** The same, where it is known how many steps an epoch has. */
  void requireFits(int epochs, int stepsPerEpoch);

  /** A schedule that begins with a warmup. */
  sealed interface Warming extends Schedule {
    int warmupSteps();

    int warmupEpochs();

    double warmupFactor();

    StepUnit per();

    /** The factor without warmup. */
    double curve(StepPosition at);

    @Override
    default double factor(StepPosition at) {
      return warmup().on(curve(at), at);
    }

    @Override
    default boolean warmsUp(StepPosition at) {
      return warmup().covers(at);
    }

    @Override
    default void requireFits(int epochs) {
      warmup().requireFits(epochs);
    }

    @Override
    default void requireFits(int epochs, int stepsPerEpoch) {
      requireFits(epochs);
      warmup().requireFits(epochs, stepsPerEpoch);
    }

    private Warmup warmup() {
      return new Warmup(warmupSteps(), warmupEpochs(), warmupFactor(), per());
    }
  }

  /** Half a cosine, 0.5*(1+cos(pi*t/T)), from 1 to {@code floor}. */
  @JsonTypeName("cosine")
  record Cosine(int warmupSteps, double warmupFactor, int warmupEpochs, double floor, StepUnit per)
      implements Warming {
    static final Defaults DEFAULTS =
        Defaults.of(Cosine.class)
            .with("warmupSteps", Warmup.LEFT_OUT)
            .with("warmupEpochs", 0)
            .with("floor", 0.0)
            .with("per", StepUnit.STEP);

    public static final Cosine DEFAULT = new Cosine(Warmup.STEPS, 0.1);

    public Cosine {
      warmupSteps = Warmup.steps(warmupSteps, warmupEpochs, warmupFactor, per);
      requireFloor("cosine", floor);
    }

    /** Per step, down to 0. */
    public Cosine(int warmupSteps, double warmupFactor) {
      this(warmupSteps, warmupFactor, 0, 0, StepUnit.STEP);
    }

    @Override
    public double curve(StepPosition at) {
      return above(floor, 0.5 * (1 + StrictMath.cos(Math.PI * per.done(at) / per.all(at))));
    }
  }

  /**
   * Multiplied by {@code factor} at the beginning of each epoch of {@code milestones}, counted from
   * 0 (pycls' STEPS without its first, 0, and LR_MULT).
   */
  @JsonTypeName("step")
  record Step(
      List<Integer> milestones,
      double factor,
      int warmupSteps,
      double warmupFactor,
      int warmupEpochs,
      StepUnit per)
      implements Warming {
    static final Defaults DEFAULTS =
        Defaults.of(Step.class)
            .with("factor", 0.1)
            .with("warmupSteps", Warmup.LEFT_OUT)
            .with("warmupFactor", 0.1)
            .with("warmupEpochs", 0)
            .with("per", StepUnit.STEP);

    public Step {
      milestones = List.copyOf(milestones);
      require(!milestones.isEmpty(), "step milestones must be at least one, got none");
      int last = 0;
      for (int milestone : milestones) {
        require(milestone > last, "step milestones must rise from 1 or more, got %s", milestones);
        last = milestone;
      }
      require(factor > 0 && factor < 1, "step factor must lie in (0,1), got factor=%s", factor);
      warmupSteps = Warmup.steps(warmupSteps, warmupEpochs, warmupFactor, per);
    }

    @Override
    public double curve(StepPosition at) {
      long passed = milestones.stream().filter(milestone -> at.epoch() >= milestone).count();
      return StrictMath.pow(factor, (double) passed);
    }

    @Override
    public void requireFits(int epochs) {
      Warming.super.requireFits(epochs);
      int last = milestones.get(milestones.size() - 1);
      require(
          last < epochs,
          "schedule milestones must lie within the training, got milestone %d of %d epochs",
          last,
          epochs);
    }
  }

  /** floor^(t/T), from 1 to {@code floor}. */
  @JsonTypeName("exponential")
  record Exponential(
      double floor, int warmupSteps, double warmupFactor, int warmupEpochs, StepUnit per)
      implements Warming {
    static final Defaults DEFAULTS =
        Defaults.of(Exponential.class)
            .with("warmupSteps", Warmup.LEFT_OUT)
            .with("warmupEpochs", 0)
            .with("per", StepUnit.STEP);

    public static final Exponential DEFAULT =
        new Exponential(0.01, Warmup.STEPS, 0.1, 0, StepUnit.STEP);

    public Exponential {
      requireFloor("exponential", floor);
      require(floor > 0, "exponential floor must be above 0, got floor=%s", floor);
      warmupSteps = Warmup.steps(warmupSteps, warmupEpochs, warmupFactor, per);
    }

    @Override
    public double curve(StepPosition at) {
      return StrictMath.pow(floor, (double) per.done(at) / per.all(at));
    }
  }

  /** 1-t/T, from 1 to {@code floor}. */
  @JsonTypeName("linear")
  record Linear(double floor, int warmupSteps, double warmupFactor, int warmupEpochs, StepUnit per)
      implements Warming {
    static final Defaults DEFAULTS =
        Defaults.of(Linear.class)
            .with("warmupSteps", Warmup.LEFT_OUT)
            .with("warmupEpochs", 0)
            .with("per", StepUnit.STEP);

    public static final Linear DEFAULT = new Linear(0, Warmup.STEPS, 0.1, 0, StepUnit.STEP);

    public Linear {
      requireFloor("linear", floor);
      warmupSteps = Warmup.steps(warmupSteps, warmupEpochs, warmupFactor, per);
    }

    @Override
    public double curve(StepPosition at) {
      return above(floor, 1 - (double) per.done(at) / per.all(at));
    }
  }

  /** 1 throughout. */
  @JsonTypeName("constant")
  record Constant(int warmupSteps, double warmupFactor, int warmupEpochs, StepUnit per)
      implements Warming {
    static final Defaults DEFAULTS =
        Defaults.of(Constant.class)
            .with("warmupSteps", Warmup.LEFT_OUT)
            .with("warmupEpochs", 0)
            .with("per", StepUnit.STEP);

    public static final Constant DEFAULT = new Constant(Warmup.STEPS, 0.1, 0, StepUnit.STEP);

    public Constant {
      warmupSteps = Warmup.steps(warmupSteps, warmupEpochs, warmupFactor, per);
    }

    @Override
    public double curve(StepPosition at) {
      return 1;
    }
  }

  /**
   * From {@code start} to 1 over the first {@code up} of the training, then down to {@code floor},
   * which the last step has (arXiv:1708.07120, in two phases and with the defaults of PyTorch's
   * OneCycleLR). Momentum stays as it is.
   *
   * @param up a share of the training
   * @param start a share of the learning rate
   * @param floor a share of the learning rate
   */
  @JsonTypeName("oneCycle")
  record OneCycle(double up, double start, double floor, Slope slope, StepUnit per)
      implements Schedule {
    static final Defaults DEFAULTS = Defaults.of(OneCycle.class).with("per", StepUnit.STEP);

    public static final OneCycle DEFAULT =
        new OneCycle(0.3, 0.04, 4e-6, Slope.COSINE, StepUnit.STEP);

    public OneCycle {
      require(up > 0 && up < 1, "oneCycle up must lie in (0,1), got up=%s", up);
      require(start > 0 && start <= 1, "oneCycle start must lie in (0,1], got start=%s", start);
      requireFloor("oneCycle", floor);
    }

    @Override
    public double factor(StepPosition at) {
      double t = per.done(at);
      double last = per.all(at) - 1;
      double top = Math.max(0, up * per.all(at) - 1); // a training of one step has its top
      if (t < top) {
        return slope.between(start, 1, t / top);
      }
      return last > top ? slope.between(1, floor, (t - top) / (last - top)) : 1;
    }

    @Override
    public boolean warmsUp(StepPosition at) {
      return false;
    }

    @Override
    public void requireFits(int epochs) {}

    @Override
    public void requireFits(int epochs, int stepsPerEpoch) {}
  }

  /** How {@link OneCycle} gets from one value to another. */
  enum Slope {
    /** Half a cosine. */
    @JsonProperty("cosine")
    COSINE {
      @Override
      double between(double from, double to, double share) {
        return to + (from - to) / 2 * (1 + StrictMath.cos(Math.PI * share));
      }
    },
    /** A straight line. */
    @JsonProperty("linear")
    LINEAR {
      @Override
      double between(double from, double to, double share) {
        return (to - from) * share + from;
      }
    };

    abstract double between(double from, double to, double share);
  }

  private static double above(double floor, double curve) {
    return (1 - floor) * curve + floor;
  }

  private static void requireFloor(String type, double floor) {
    require(floor >= 0 && floor < 1, "%s floor must lie in [0,1), got floor=%s", type, floor);
  }
}
