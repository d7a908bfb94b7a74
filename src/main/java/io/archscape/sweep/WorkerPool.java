package io.archscape.sweep;

import io.archscape.RunFailed;
import io.archscape.worker.AwakeClock;
import io.archscape.worker.Limits;
import io.archscape.worker.LocalRunner;
import io.archscape.worker.Vitals;
import io.archscape.worker.WorkerHealth;
import io.archscape.worker.WorkerProcess;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiConsumer;

/** The workers of a run: how many are wanted, which of them are idle, and the health of each. */
final class WorkerPool {
  private static final int START_FAILURES = 3;

  private final LocalRunner runner;
  private final ProgressReporter reporter;
  private final AwakeClock awake;
  private final Map<WorkerProcess, WorkerHealth> health = new LinkedHashMap<>();
  private final Set<WorkerProcess> idle = new LinkedHashSet<>();
  private final Set<WorkerProcess> ready = new HashSet<>();

  /** Starts that came to nothing, in a row: by the worker's number, if there was a process. */
  private final Map<OptionalInt, Integer> startFailures = new HashMap<>();

  private int wanted;
  private boolean paused;

  WorkerPool(LocalRunner runner, int wanted, AwakeClock awake, ProgressReporter reporter) {
    this.runner = runner;
    this.wanted = wanted;
    this.awake = awake;
    this.reporter = reporter;
  }

  /** Seconds of the clock by which workers are watched. */
  double now() {
    return awake.seconds();
  }

  int wanted() {
    return wanted;
  }

  boolean paused() {
    return paused;
  }

  /** How it is to go on; it is reported by {@link #report}. */
  void adjust(int workers, boolean pause) {
    wanted = workers;
    paused = pause;
  }

  /** Reports what has become of an adjustment, and how many work now. */
  void report(String what) {
    reporter.report(new SweepEvent.Adjusted(reporter.seconds(), what, wanted, paused));
  }

  /** Whether the worker is to be heard: one that was given up is not. */
  boolean has(WorkerProcess worker) {
    return runner.has(worker);
  }

  /** As many workers as are wanted, and no more than there is work for. */
  void replenish(int work) {
    int useful = Math.min(wanted, work);
    try {
      while (!paused && runner.size() < useful) {
        healthOf(runner.start());
        startFailures.remove(OptionalInt.empty());
      }
    } catch (RunFailed e) {
      notStarted(OptionalInt.empty(), e); // tried again in a second
    }
  }

  /** Once or twice may be bad luck; a third time ends the sweep, unless others can go on alone. */
  private void notStarted(OptionalInt number, RunFailed why) {
    if (startFailures.merge(number, 1, Integer::sum) < START_FAILURES) {
      return;
    }
    if (ready.isEmpty()) {
      throw why;
    }
    startFailures.remove(number);
    wanted = Math.max(1, runner.size());
    report("%d from now on: %s".formatted(wanted, why.getMessage()));
  }

  /** A worker that is gone has ended before it was ready. */
  void notStarted(WorkerProcess worker, String reason) {
    notStarted(
        OptionalInt.of(worker.number()),
        new RunFailed(
            "a worker must become ready, %d in a row did not: %s"
                .formatted(START_FAILURES, reason)));
  }

  /** It has started. */
  void ready(WorkerProcess worker) {
    startFailures.remove(OptionalInt.of(worker.number()));
    ready.add(worker);
    idle(worker);
  }

  /** It waits for a trial. */
  void idle(WorkerProcess worker) {
    idle.add(worker);
  }

  /** It is to be given a trial. */
  void assign(WorkerProcess worker) {
    idle.remove(worker);
  }

  /** Those that wait for a trial. */
  List<WorkerProcess> idle() {
    return List.copyOf(idle);
  }

  boolean tooLarge() {
    return runner.size() > wanted;
  }

  private WorkerHealth healthOf(WorkerProcess worker) {
    return health.computeIfAbsent(worker, w -> new WorkerHealth(awake.seconds()));
  }

  void heard(WorkerProcess worker) {
    healthOf(worker).heard(awake.seconds());
  }

  void alive(WorkerProcess worker, Vitals vitals) {
    healthOf(worker).alive(vitals);
  }

  void began(WorkerProcess worker) {
    healthOf(worker).began(awake.seconds());
  }

  void ended(WorkerProcess worker) {
    healthOf(worker).ended();
  }

  /** Which workers must be killed, and why. */
  void examine(Limits limits, double now, BiConsumer<WorkerProcess, String> complain) {
    List.copyOf(health.keySet())
        .forEach(
            worker ->
                healthOf(worker)
                    .complaint(limits, now)
                    .ifPresent(complaint -> complain.accept(worker, complaint)));
  }

  /** A worker is gone; gives whether it had ever been ready. */
  boolean lose(WorkerProcess worker) {
    boolean wasReady = remove(worker);
    runner.forget(worker);
    return wasReady;
  }

  /** A worker is to go, which waits. */
  void retire(WorkerProcess worker) {
    remove(worker);
    runner.retire(worker);
  }

  private boolean remove(WorkerProcess worker) {
    idle.remove(worker);
    health.remove(worker);
    return ready.remove(worker);
  }

  void kill() {
    runner.kill();
  }
}
