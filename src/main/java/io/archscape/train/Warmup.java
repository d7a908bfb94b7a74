package io.archscape.train;

import static io.archscape.Require.require;

/**
 * The beginning of a schedule: over its length, the learning rate is multiplied by factor*(1-a)+a,
 * where a is the share of the length that is done (pycls/core/optimizer.py).
 *
 * @param steps its length, or 0 if that is given in epochs
 * @param epochs its length, or 0 if that is given in steps
 */
record Warmup(int steps, int epochs, double factor, StepUnit per) {
  /** What stands for a missing length. */
  static final int STEPS = 100;

  /** A length in steps that a document does not give. */
  static final int LEFT_OUT = Integer.MIN_VALUE;

  Warmup {
    require(steps >= 0, "schedule warmupSteps must be 0 or more, got warmupSteps=%d", steps);
    require(epochs >= 0, "schedule warmupEpochs must be 0 or more, got warmupEpochs=%d", epochs);
    require(
        factor > 0 && factor <= 1,
        "schedule warmupFactor must lie in (0,1], got warmupFactor=%s",
        factor);
    require(
        steps == 0 || epochs == 0,
        "schedule warmup must be given in steps or in epochs, got warmupSteps=%d warmupEpochs=%d",
        steps,
        epochs);
    require(
        steps == 0 || per == StepUnit.STEP,
        "schedule warmup must be given in epochs for a schedule per epoch, got warmupSteps=%d",
        steps);
  }

  /**
   * Checks the keys of a warmup and gives its length in steps: one in epochs, or a schedule per
   * epoch, takes the place of the steps that stand for a missing key.
   */
  static int steps(int steps, int epochs, double factor, StepUnit per) {
    int standIn = epochs > 0 || per == StepUnit.EPOCH ? 0 : STEPS;
    return new Warmup(steps == LEFT_OUT ? standIn : steps, epochs, factor, per).steps;
  }

  private long length(StepPosition at) {
    return per == StepUnit.STEP && epochs > 0 ? (long) epochs * at.stepsPerEpoch() : steps + epochs;
  }

  boolean covers(StepPosition at) {
    return per.done(at) < length(at);
  }

  /** The curve's value, or less of it while the warmup lasts. */
  double on(double curve, StepPosition at) {
    double a = (double) per.done(at) / Math.max(1, length(at));
    return covers(at) ? curve * (factor * (1 - a) + a) : curve;
  }

  void requireFits(int epochsOfTraining) {
    require(
        epochs < epochsOfTraining || epochs == 0,
        "schedule warmup must be shorter than the training, got warmupEpochs=%d of %d epochs",
        epochs,
        epochsOfTraining);
  }

  void requireFits(int epochsOfTraining, int stepsPerEpoch) {
    requireFits(epochsOfTraining);
    long all = (long) epochsOfTraining * stepsPerEpoch;
    require(
        steps < all || steps == 0 || steps == STEPS, // the last stands for a missing key
        "schedule warmup must be shorter than the training, got warmupSteps=%d of %d steps"
            + " (%d epochs of %d)",
        steps,
        all,
        epochsOfTraining,
        stepsPerEpoch);
  }
}
