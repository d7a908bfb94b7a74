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
 * Which trials wait, which worker is at which, and how each one went: in the store first, then
 * told.
 */
final class TrialBooks {
  private final TrialStore store;
  private final Checkpoints checkpoints;
  private final int attempts;
  private final Teller teller;
  private final Deque<PlannedTrial> waiting;
  private final Map<WorkerProcess, PlannedTrial> running = new LinkedHashMap<>();
  private Map<String, Set<String>> spaces;

  /**
   * The books of a run that begins.
   *
   * @param attempts that a trial is given before it has failed
   */
  TrialBooks(Sweep sweep, Collection<PlannedTrial> waiting, int attempts, Teller teller) {
    this.store = sweep.store();
    this.checkpoints = sweep.checkpoints();
    this.attempts = attempts;
    this.teller = teller;
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

  /** The worker begins with the trial whose turn it is. */
  PlannedTrial begin(WorkerProcess worker) {
    PlannedTrial trial = waiting.remove();
    running.put(worker, trial);
    store.begin(trial.id(), worker.number(), worker.pid());
    return trial;
  }

  /** What the worker is at. */
  Optional<PlannedTrial> at(WorkerProcess worker) {
    return Optional.ofNullable(running.get(worker));
  }

  /** What the worker was at; it is at it no more. */
  Optional<PlannedTrial> take(WorkerProcess worker) {
    return Optional.ofNullable(running.remove(worker));
  }

  void resumed(PlannedTrial trial, List<EpochMetrics> before) {
    store.resumed(trial.id(), before);
    teller.tell(new SweepEvent.TrialResumed(teller.seconds(), trial, before));
  }

  void epoch(PlannedTrial trial, EpochMetrics metrics) {
    store.epoch(trial.id(), metrics);
    teller.tell(new SweepEvent.EpochFinished(teller.seconds(), trial, metrics));
  }

  void finish(PlannedTrial trial, Outcome outcome) {
    if (!Double.isFinite(outcome.error())) {
      diverge(trial, "error must be a number, got " + outcome.error());
      return;
    }
    store.finish(trial.id(), outcome);
    checkpoints.remove(trial.id());
    Set<String> members = spaces.getOrDefault(trial.id(), Set.of(trial.space()));
    teller.tell(new SweepEvent.TrialFinished(teller.seconds(), trial, members, outcome));
  }

  void diverge(PlannedTrial trial, String reason) {
    store.diverge(trial.id(), reason);
    checkpoints.remove(trial.id());
    teller.tell(new SweepEvent.TrialDiverged(teller.seconds(), trial, reason));
  }

  void prune(PlannedTrial trial, String reason) {
    store.prune(trial.id(), reason);
    checkpoints.remove(trial.id());
    teller.tell(new SweepEvent.TrialPruned(teller.seconds(), trial, reason));
  }

  /** The checkpoint stays for the next attempt, if there is one. */
  void failAttempt(PlannedTrial trial, String reason, String log) {
    boolean last = store.failAttempt(trial.id(), reason, log, attempts);
    if (last) {
      checkpoints.remove(trial.id());
    } else {
      waiting.addFirst(trial);
    }
    teller.tell(new SweepEvent.AttemptFailed(teller.seconds(), trial, reason, last));
  }

  /** The run is stopped: what is in flight is planned again. */
  void stop() {
    running.values().forEach(trial -> store.putBack(trial.id(), "stopped"));
  }
}
