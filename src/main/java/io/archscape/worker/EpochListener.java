package io.archscape.worker;

import io.archscape.train.EpochMetrics;
import java.util.List;

/**
 * Receives the epochs of a trial, on the thread that trains it. What it throws ends the training.
 */
public interface EpochListener {
  /**
   * The trial goes on from a checkpoint. Called at most once, and before anything else.
   *
   * @param before the epochs that are behind it, from the first, none left out
   */
  void resumed(List<EpochMetrics> before);

  /** One more epoch is over. */
  void epoch(EpochMetrics metrics);
}
