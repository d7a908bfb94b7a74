package io.archscape.sweep;

import io.archscape.train.Outcome;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One run of the coordinator's loop: hands out trials, writes down what comes back. */
final class SweepRun {
  private static final int START_FAILURES = 3;
  private static final int TICK_SECONDS = 1;
  private static final int GRACE_SECONDS = 2;

  private final TrialStore store;
  private final Map<String, Set<String>> spaces;
  private final LocalRunner runner;
  private final LocalRunner.Settings settings;
  private final BlockingQueue<WorkerEvent> events;
  private final CountDownLatch stop;
  private final Progress progress;
  private final long startNanos = System.nanoTime();

  private final Deque<PlannedTrial> waiting;
  private final Map<WorkerProcess, PlannedTrial> running = new LinkedHashMap<>();
  private final Set<WorkerProcess> idle = new LinkedHashSet<>();
  private final Set<WorkerProcess> ready = new HashSet<>();
  private int startFailures;
  private Snapshot snapshot;

  SweepRun(
      TrialStore store,
      Plan plan,
      Collection<PlannedTrial> waiting,
      LocalRunner runner,
      LocalRunner.Settings settings,
      BlockingQueue<WorkerEvent> events,
      CountDownLatch stop,
      Progress progress,
      SweepEvent.Started start) {
    this.store = store;
    this.spaces = plan.spacesById();
    this.waiting = new ArrayDeque<>(waiting);
    this.runner = runner;
    this.settings = settings;
    this.events = events;
    this.stop = stop;
    this.progress = progress;
    this.snapshot = Snapshot.of(start);
    progress.update(start, snapshot);
  }

  void loop() throws InterruptedException {
    replenish();
    while (!(waiting.isEmpty() && running.isEmpty()) && !stopping()) {
      WorkerEvent event = events.poll(TICK_SECONDS, TimeUnit.SECONDS);
      if (event == null) {
        tell(new SweepEvent.Tick(seconds()));
      } else {
        handle(event);
      }
      handOut();
    }
    if (stopping()) {
      hearTheRest();
      runner.kill();
      running.values().forEach(trial -> store.putBack(trial.id(), "stopped"));
    }
  }

  /** What was trained before the stop is kept, even if it was not yet written down. */
  private void hearTheRest() {
    for (WorkerEvent event = events.poll(); event != null; event = events.poll()) {
      if (event instanceof WorkerEvent.Said said && runner.has(said.worker())) {
        hear(said.worker(), said.message());
      }
    }
  }

  private boolean stopping() {
    return stop.getCount() == 0;
  }

  private void handle(WorkerEvent event) throws InterruptedException {
    if (event instanceof WorkerEvent.Said said && runner.has(said.worker())) {
      hear(said.worker(), said.message());
    } else if (event instanceof WorkerEvent.Died died && runner.has(died.worker())) {
      bury(died.worker(), died.exitCode());
    }
  }

  private void hear(WorkerProcess worker, WorkerMessage message) {
    if (message instanceof WorkerMessage.Ready) {
      startFailures = 0;
      ready.add(worker);
      idle.add(worker);
      return;
    }
    PlannedTrial trial = running.get(worker);
    if (trial == null) {
      return; // it speaks of no trial that it was given
    }
    if (message instanceof WorkerMessage.EpochDone epoch) {
      store.epoch(trial.id(), epoch.metrics());
      tell(new SweepEvent.EpochFinished(seconds(), trial, epoch.metrics()));
      return;
    }
    running.remove(worker);
    if (message instanceof WorkerMessage.Failed failed) {
      failAttempt(trial, failed.reason());
      if (failed.last()) {
        worker.kill(); // unfit, and it may not get as far as ending itself
        return; // its death is still to come
      }
    } else if (message instanceof WorkerMessage.Finished finished) {
      finish(trial, finished.outcome());
    } else if (message instanceof WorkerMessage.Diverged diverged) {
      diverge(trial, diverged.reason());
    }
    idle.add(worker);
  }

  private void finish(PlannedTrial trial, Outcome outcome) {
    if (!Double.isFinite(outcome.error())) {
      diverge(trial, "error must be a number, got " + outcome.error());
      return;
    }
    store.finish(trial.id(), outcome);
    Set<String> members = spaces.getOrDefault(trial.id(), Set.of(trial.space()));
    tell(new SweepEvent.TrialFinished(seconds(), trial, members, outcome));
  }

  private void diverge(PlannedTrial trial, String reason) {
    store.diverge(trial.id(), reason);
    tell(new SweepEvent.TrialDiverged(seconds(), trial, reason));
  }

  private void failAttempt(PlannedTrial trial, String reason) {
    boolean last = store.failAttempt(trial.id(), reason, "", settings.attempts());
    if (!last) {
      waiting.addFirst(trial);
    }
    tell(new SweepEvent.AttemptFailed(seconds(), trial, reason, last));
  }

  private void bury(WorkerProcess worker, int exitCode) throws InterruptedException {
    // Ctrl-C reaches the workers of a terminal before it reaches this thread
    if (WorkerProcess.wasAsked(exitCode) && stop.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
      return;
    }
    PlannedTrial trial = running.remove(worker);
    boolean wasReady = ready.remove(worker);
    idle.remove(worker);
    runner.forget(worker);
    if (trial != null) {
      failAttempt(trial, worker.death(exitCode));
    } else if (!wasReady) {
      startFailures++;
      if (startFailures >= START_FAILURES) {
        throw new SweepException(
            "a worker must become ready, %d in a row did not: %s"
                .formatted(startFailures, worker.death(exitCode)));
      }
    }
    replenish();
  }

  /** As many workers as are wanted, and no more than there is work for. */
  private void replenish() {
    int wanted = Math.min(settings.workers(), waiting.size() + running.size());
    while (runner.size() < wanted) {
      runner.start();
    }
  }

  private void handOut() {
    List<WorkerProcess> free = List.copyOf(idle);
    for (WorkerProcess worker : free) {
      @Nullable PlannedTrial trial = waiting.poll();
      if (trial == null || stopping()) {
        return;
      }
      idle.remove(worker);
      running.put(worker, trial);
      store.begin(trial.id(), worker.number(), worker.pid());
      worker.send(trial.trial());
      tell(new SweepEvent.TrialStarted(seconds(), trial, worker.number()));
    }
  }

  private double seconds() {
    return (System.nanoTime() - startNanos) * 1e-9;
  }

  private void tell(SweepEvent event) {
    snapshot = snapshot.after(event);
    progress.update(event, snapshot);
  }
}
