package io.archscape.sweep;

/** Reports to whoever shows progress what happens, each time with how the sweep stands after it. */
final class ProgressReporter {
  private final Progress progress;
  private final long startNanos;
  private Snapshot snapshot;

  /**
   * Reports that a run has begun.
   *
   * @param startNanos when it did, by {@link System#nanoTime()}
   */
  ProgressReporter(Progress progress, long startNanos, SweepEvent.Started start) {
    this.progress = progress;
    this.startNanos = startNanos;
    this.snapshot = Snapshot.of(start);
    progress.update(start, snapshot);
  }

  /** Since the run began. */
  double seconds() {
    return (System.nanoTime() - startNanos) * 1e-9;
  }

  void report(SweepEvent event) {
    snapshot = snapshot.after(event);
    progress.update(event, snapshot);
  }
}
