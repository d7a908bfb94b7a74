package io.archscape.sweep;

import io.archscape.worker.WorkerListener;
import io.archscape.worker.WorkerMessage;
import io.archscape.worker.WorkerProcess;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The events of a run, from any thread, in the order in which they come. */
final class RunQueue implements WorkerListener {
  private final BlockingQueue<RunEvent> events = new LinkedBlockingQueue<>();

  void add(RunEvent event) {
    events.add(event);
  }

  @Override
  public void said(WorkerProcess worker, WorkerMessage message) {
    events.add(new RunEvent.Said(worker, message));
  }

  @Override
  public void died(WorkerProcess worker, int exitCode) {
    events.add(new RunEvent.Died(worker, exitCode));
  }

  boolean isEmpty() {
    return events.isEmpty();
  }

  /** The next event; empty if there is none yet. */
  Optional<RunEvent> next() {
    return Optional.ofNullable(events.poll());
  }

  /** The next event; empty if none comes within so many seconds. */
  Optional<RunEvent> await(int seconds) throws InterruptedException {
    return Optional.ofNullable(events.poll(seconds, TimeUnit.SECONDS));
  }
}
