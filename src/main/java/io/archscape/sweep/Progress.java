package io.archscape.sweep;

/** Receives the events of a sweep, on the thread that runs it. */
@FunctionalInterface
public interface Progress {
  /**
   * Is called for each event, in order.
   *
   * @param event what happened
   * @param after how the sweep stands with it
   */
  void update(SweepEvent event, Snapshot after);

  /** For those who do not listen. */
  static Progress silent() {
    return (event, after) -> {};
  }
}
