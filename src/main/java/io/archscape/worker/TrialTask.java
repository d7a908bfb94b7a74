package io.archscape.worker;

import io.archscape.experiment.Trial;
import io.archscape.train.Outcome;
import java.nio.file.Path;

/** How a trial is trained. */
@FunctionalInterface
public interface TrialTask {
  /**
   * Trains one trial, with no randomness but {@link Trial#rngSeed()}.
   *
   * @param checkpoint where the task keeps what it needs to go on: it begins from that file if it
   *     is there, whole and of this trial, and writes it, atomically, after each epoch but the
   *     last. One that cannot be written costs a warning, never the trial.
   * @param listener is told what was trained before, and each epoch as it ends; what it throws is
   *     passed on
   * @throws io.archscape.train.Diverged if the loss stopped being a number
   * @throws Exception if the trial cannot be trained
   */
  Outcome run(Trial trial, Path checkpoint, EpochListener listener) throws Exception;
}
