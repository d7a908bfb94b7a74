package io.archscape.sweep;

import io.archscape.experiment.PlannedTrial;
import io.archscape.store.TrialStore;
import io.archscape.train.EpochMetrics;
import io.archscape.train.Outcome;
import io.archscape.worker.WorkerProcess;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which trials wait, which worker trains which, and how each one ended: written to the store first,
 * then reported.
 */
final class TrialLedger {
  private final TrialStore store;
  private final Checkpoints checkpoints;
  private final int attempts;
  private final ProgressReporter reporter;
  private final Deque<PlannedTrial> waiting;
  private final Map<WorkerProcess, PlannedTrial> running = new LinkedHashMap<>();
  private Map<String, Set<String>> spaces;

  /**
   * The ledger of a run that begins.
   *
   * @param attempts that a trial is given before it has failed
   */
  TrialLedger(
      Sweep sweep, Collection<PlannedTrial> waiting, int attempts, ProgressReporter reporter) {
    this.store = sweep.store();
    this.checkpoints = sweep.checkpoints();
    this.attempts = attempts;
    this.reporter = reporter;
    this.waiting = new ArrayDeque<>(waiting);
    this.spaces = sweep.plan().spacesById();
  }

  /** Multiply-adds of trials: see {@link PlannedTrial#work()}. */
  static double work(Collection<PlannedTrial> trials) {
    double work = 0;
    for (PlannedTrial trial : trials) {
      work += trial.work();
    }
    return work;
  }

  boolean anyWaiting() {
    return !waiting.isEmpty();
  }

  /** Trials that wait or run. */
  int open() {
    return waiting.size() + running.size();
  }

  /** More trials, in a larger plan. */
  void add(Collection<PlannedTrial> more, Map<String, Set<String>> spacesById) {
    waiting.addAll(more);
    spaces = spacesById;
  }

  /** Gives the worker the next trial that waits. */
  PlannedTrial begin(WorkerProcess worker) {
    PlannedTrial trial = waiting.remove();
    running.put(worker, trial);
    store.begin(trial.id(), worker.number(), worker.pid());
    return trial;
  }

  /** The trial that the worker trains. */
  Optional<PlannedTrial> at(WorkerProcess worker) {
    return Optional.ofNullable(running.get(worker));
  }

  /** The trial that the worker trained; it trains it no longer. */
  Optional<PlannedTrial> take(WorkerProcess worker) {
    return Optional.ofNullable(running.remove(worker));
  }

  void resumed(PlannedTrial trial, List<EpochMetrics> before) {
    store.resumed(trial.id(), before);
    reporter.report(new SweepEvent.TrialResumed(reporter.seconds(), trial, before));
  }

  void epoch(PlannedTrial trial, EpochMetrics metrics) {
    store.epoch(trial.id(), metrics);
    reporter.report(new SweepEvent.EpochFinished(reporter.seconds(), trial, metrics));
  }

  void finish(PlannedTrial trial, Outcome outcome) {
    if (!Double.isFinite(outcome.error())) {
      diverge(trial, "error must be a number, got " + outcome.error());
      return;
    }
    store.finish(trial.id(), outcome);
    checkpoints.remove(trial.id());
    Set<String> members = spaces.getOrDefault(trial.id(), Set.of(trial.space()));
    reporter.report(new SweepEvent.TrialFinished(reporter.seconds(), trial, members, outcome));
  }

  void diverge(PlannedTrial trial, String reason) {
    store.diverge(trial.id(), reason);
    checkpoints.remove(trial.id());
    reporter.report(new SweepEvent.TrialDiverged(reporter.seconds(), trial, reason));
  }

  void prune(PlannedTrial trial, String reason) {
    store.prune(trial.id(), reason);
    checkpoints.remove(trial.id());
    reporter.report(new SweepEvent.TrialPruned(reporter.seconds(), trial, reason));
  }

  /** The checkpoint stays for the next attempt, if there is one. */
  void failAttempt(PlannedTrial trial, String reason, String log) {
    boolean last = store.failAttempt(trial.id(), reason, log, attempts);
    if (last) {
      checkpoints.remove(trial.id());
    } else {
      waiting.addFirst(trial);
    }
    reporter.report(new SweepEvent.AttemptFailed(reporter.seconds(), trial, reason, last));
  }

  /** The run is stopped: what is in flight is planned again. */
  void stop() {
    running.values().forEach(trial -> store.putBack(trial.id(), "stopped"));
  }
}
