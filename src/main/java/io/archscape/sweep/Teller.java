package io.archscape.sweep;

/** Tells whoever shows progress what happens, each time with how the sweep stands after it. */
final class Teller {
  private final Progress progress;
  private final long startNanos = System.nanoTime();
  private Snapshot snapshot;

  Teller(Progress progress, SweepEvent.Started start) {
    this.progress = progress;
    this.snapshot = Snapshot.of(start);
    progress.update(start, snapshot);
  }

  /** Since the run began. */
  double seconds() {
    return (System.nanoTime() - startNanos) * 1e-9;
  }

  void tell(SweepEvent event) {
    snapshot = snapshot.after(event);
    progress.update(event, snapshot);
  }
}
