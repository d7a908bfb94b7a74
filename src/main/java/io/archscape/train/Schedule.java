package io.archscape.train;

import static io.archscape.Require.require;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How the learning rate runs over a training. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes(@JsonSubTypes.Type(value = Schedule.Cosine.class, name = "cosine"))
public sealed interface Schedule {

  /** The factor on the learning rate at {@code step} of {@code steps}, counted from 0. */
  double factor(long step, long steps);

  /**
   * Half a cosine, 0.5*(1+cos(pi*t/T)), per step; over the first {@code warmupSteps} times
   * warmupFactor*(1-a)+a with a = t/warmupSteps (pycls/core/optimizer.py, there per epoch).
   */
  record Cosine(int warmupSteps, double warmupFactor) implements Schedule {
    public static final Cosine DEFAULT = new Cosine(100, 0.1);

    public Cosine {
      require(
          warmupSteps >= 0,
          "cosine warmupSteps must be 0 or more, got warmupSteps=%d",
          warmupSteps);
      require(
          warmupFactor > 0 && warmupFactor <= 1,
          "cosine warmupFactor must lie in (0,1], got warmupFactor=%s",
          warmupFactor);
    }

    @Override
    public double factor(long step, long steps) {
      double cosine = 0.5 * (1 + StrictMath.cos(Math.PI * step / steps));
      double a = (double) step / Math.max(1, warmupSteps);
      return step < warmupSteps ? cosine * (warmupFactor * (1 - a) + a) : cosine;
    }
  }
}
