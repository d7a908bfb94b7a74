package io.archscape.sweep;

import io.archscape.train.EpochMetrics;
import io.archscape.train.Outcome;
import java.util.function.Consumer;

/** How a trial is trained. */
@FunctionalInterface
public interface TrialTask {
  /**
   * Trains one trial, with no randomness but {@link Trial#rngSeed()}.
   *
   * @param epochs is given each epoch as it ends
   * @throws io.archscape.train.Diverged if the loss stopped being a number
   * @throws Exception if the trial cannot be trained
   */
  Outcome run(Trial trial, Consumer<EpochMetrics> epochs) throws Exception;
}
