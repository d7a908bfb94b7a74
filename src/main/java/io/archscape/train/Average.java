package io.archscape.train;

import static io.archscape.Require.require;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * An exponential moving average of parameters and running statistics, which is what is evaluated:
 * average = (1-a)*average + a*parameters, after some of the steps. While a schedule warms up, a is
 * 1: the average begins where the warmup ends, or else with the first step after which it moves
 * (that of pycls with the initial parameters).
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface Average {

  /** Whether there is an average at all, to be kept beside the parameters. */
  boolean averages();

  /**
   * The share a of the parameters as they are after a step; 0 where the average stays.
   *
   * @param warmsUp whether the step belongs to the schedule's warmup
   */
  double share(StepPosition at, int batch, boolean warmsUp);

  /** Refuses a training of {@code steps} steps if the average would never move. */
  void requireFits(long steps);

  /** No average: the parameters themselves are evaluated. */
  @JsonTypeName("none")
  record None() implements Average {
    @Override
    public boolean averages() {
      return false;
    }

    @Override
    public double share(StepPosition at, int batch, boolean warmsUp) {
      return 0;
    }

    @Override
    public void requireFits(long steps) {}
  }

  /** a = 1-decay, after every {@code every} steps. */
  @JsonTypeName("decay")
  record Decaying(double decay, int every) implements Average {
    public static final Decaying DEFAULT = new Decaying(0.999, 1);

    public Decaying {
      require(decay > 0 && decay < 1, "ema decay must lie in (0,1), got decay=%s", decay);
      require(every >= 1, "ema every must be at least 1, got every=%d", every);
    }

    @Override
    public boolean averages() {
      return true;
    }

    @Override
    public double share(StepPosition at, int batch, boolean warmsUp) {
      boolean due = (at.step() + 1) % every == 0;
      boolean begins = warmsUp || at.step() + 1 == every;
      return due ? (begins ? 1 : 1 - decay) : 0;
    }

    @Override
    public void requireFits(long steps) {
      require(
          every <= steps,
          "ema every must be at most the training's steps, got every=%d of %d",
          every,
          steps);
    }
  }

  /**
   * As pycls/core/net.py does it: a = min(1, alpha*batch/epochs*period), after the first step of
   * each epoch and every {@code period} steps from there, so that alpha suits trainings of any
   * length and batch. {@code alpha} and {@code period} are its EMA_ALPHA and EMA_UPDATE_PERIOD; by
   * default, those of its sweeps on CIFAR (configs/sweeps/cifar).
   */
  @JsonTypeName("pycls")
  record Pycls(double alpha, int period) implements Average {
    public static final Pycls DEFAULT = new Pycls(2.5e-4, 32);

    public Pycls {
      require(alpha > 0 && alpha <= 1, "ema alpha must lie in (0,1], got alpha=%s", alpha);
      require(period >= 1, "ema period must be at least 1, got period=%d", period);
    }

    @Override
    public boolean averages() {
      return true;
    }

    @Override
    public double share(StepPosition at, int batch, boolean warmsUp) {
      if (at.stepInEpoch() % period != 0) {
        return 0;
      }
      return warmsUp ? 1 : Math.min(1, alpha * ((double) batch / at.epochs() * period));
    }

    /** It always moves after the first step. */
    @Override
    public void requireFits(long steps) {}
  }
}
