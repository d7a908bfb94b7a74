package io.archscape.train;

/** Is notified of a training's progress, on its thread. */
@FunctionalInterface
public interface TrainingListener {
  /** An epoch is over. What this throws ends the training. */
  void epoch(EpochMetrics metrics);

  /**
   * A step is done.
   *
   * @param epoch from 1
   * @param step from 1
   * @param steps of the epoch
   * @param loss mean over the epoch so far, in nats
   */
  default void step(int epoch, int step, int steps, double loss) {}
}
