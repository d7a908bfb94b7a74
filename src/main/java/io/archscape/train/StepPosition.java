package io.archscape.train;

import static io.archscape.Require.require;

/**
 * Where in a training a step is.
 *
 * @param step of the whole training, from 0
 */
public record StepPosition(long step, int stepsPerEpoch, int epochs) {
  public StepPosition {
    require(stepsPerEpoch >= 1, "an epoch must have a step, got stepsPerEpoch=%d", stepsPerEpoch);
    require(epochs >= 1, "a training must have an epoch, got epochs=%d", epochs);
    require(
        step >= 0 && step < (long) epochs * stepsPerEpoch,
        "step must lie in a training of %d epochs of %d steps, got step=%d",
        epochs,
        stepsPerEpoch,
        step);
  }

  /** Steps of the whole training. */
  public long steps() {
    return (long) epochs * stepsPerEpoch;
  }

  /** From 0. */
  public int epoch() {
    return (int) (step / stepsPerEpoch);
  }

  /** From 0. */
  public int stepInEpoch() {
    return (int) (step % stepsPerEpoch);
  }
}
