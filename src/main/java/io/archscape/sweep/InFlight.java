package io.archscape.sweep;

import io.archscape.experiment.PlannedTrial;
import io.archscape.train.EpochMetrics;
import java.util.OptionalDouble;

/**
 * A trial that a worker trains.
 *
 * @param epochs behind it
 * @param error on the held-out images after the last of them
 * @param since when the last of them ended, in seconds of the run; or the attempt began
 */
public record InFlight(
    PlannedTrial trial, int worker, int epochs, OptionalDouble error, double since) {

  static InFlight begun(PlannedTrial trial, int worker, double now) {
    return new InFlight(trial, worker, 0, OptionalDouble.empty(), now);
  }

  InFlight at(EpochMetrics last, double now) {
    return new InFlight(
        trial, worker, last.epoch(), OptionalDouble.of(last.validationError()), now);
  }

  /** How many epochs it is to have. */
  public int of() {
    return trial.trial().recipe().epochs();
  }

  /** The work of one epoch: see {@link PlannedTrial#work()}. */
  double workOfEpoch() {
    return trial.work() / of();
  }

  /** The work behind it. */
  double workBehind() {
    return epochs * workOfEpoch();
  }
}
