package io.archscape.sweep;

import io.archscape.experiment.PlannedTrial;
import io.archscape.store.TrialStatus;
import io.archscape.train.EpochMetrics;
import io.archscape.train.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** What happens in a running sweep; {@code seconds} count from its start. */
public sealed interface SweepEvent {
  double seconds();

  /**
   * How the sweep stands after it.
   *
   * @param now how it stood, with this event's time
   */
  Snapshot after(Snapshot now);

  /** What is to be shown of it in a line of its own; empty if nothing is. */
  Optional<String> news();

  /**
   * The run begins.
   *
   * @param before what earlier runs left
   * @param best the lowest error in each space, in order; empty where there is none yet
   * @param workLeft multiply-adds of what is to be trained: see {@link PlannedTrial#work()}
   * @param workers that are wanted
   */
  record Started(
      double seconds,
      SweepSummary before,
      Map<String, OptionalDouble> best,
      double workLeft,
      int workers)
      implements SweepEvent {
    @Override
    public Snapshot after(Snapshot now) {
      return now;
    }

    @Override
    public Optional<String> news() {
      return Optional.empty();
    }
  }

  /** A worker begins with a trial. */
  record TrialStarted(double seconds, PlannedTrial trial, int worker) implements SweepEvent {
    @Override
    public Snapshot after(Snapshot now) {
      return now.with(InFlight.begun(trial, worker, seconds));
    }

    @Override
    public Optional<String> news() {
      return Optional.empty();
    }
  }

  /** A trial goes on from a checkpoint, with these epochs behind it. */
  record TrialResumed(double seconds, PlannedTrial trial, List<EpochMetrics> before)
      implements SweepEvent {
    @Override
    public Snapshot after(Snapshot now) {
      return now.resumed(trial, before);
    }

    @Override
    public Optional<String> news() {
      return Optional.empty();
    }
  }

  /** A trial is one epoch further. */
  record EpochFinished(double seconds, PlannedTrial trial, EpochMetrics metrics)
      implements SweepEvent {
    @Override
    public Snapshot after(Snapshot now) {
      return now.epoch(trial, metrics);
    }

    @Override
    public Optional<String> news() {
      return Optional.empty();
    }
  }

  /**
   * A trial is trained.
   *
   * @param spaces that it belongs to
   */
  record TrialFinished(double seconds, PlannedTrial trial, Set<String> spaces, Outcome outcome)
      implements SweepEvent {
    @Override
    public Snapshot after(Snapshot now) {
      return now.ended(trial, TrialStatus.DONE).better(spaces, outcome.error());
    }

    @Override
    public Optional<String> news() {
      return Optional.empty();
    }
  }

  /** A trial's loss stopped being a number. */
  record TrialDiverged(double seconds, PlannedTrial trial, String reason) implements SweepEvent {
    @Override
    public Snapshot after(Snapshot now) {
      return now.ended(trial, TrialStatus.DIVERGED);
    }

    @Override
    public Optional<String> news() {
      return Optional.of(trial.name() + " diverged: " + reason);
    }
  }

  /** A trial was ended by the experiment's rule. */
  record TrialPruned(double seconds, PlannedTrial trial, String reason) implements SweepEvent {
    @Override
    public Snapshot after(Snapshot now) {
      return now.ended(trial, TrialStatus.PRUNED);
    }

    @Override
    public Optional<String> news() {
      return Optional.of(trial.name() + " pruned: " + reason);
    }
  }

  /**
   * An attempt at a trial failed.
   *
   * @param last whether the trial has failed with it; else it will be tried again
   */
  record AttemptFailed(double seconds, PlannedTrial trial, String reason, boolean last)
      implements SweepEvent {
    @Override
    public Snapshot after(Snapshot now) {
      return last ? now.ended(trial, TrialStatus.FAILED) : now.without(trial);
    }

    @Override
    public Optional<String> news() {
      String how = last ? " failed: " : " failed, will be retried: ";
      return Optional.of(trial.name() + how + reason);
    }
  }

  /**
   * The sweep was asked to change, and did or could not.
   *
   * @param what to be shown: one line
   * @param workers that are wanted now
   * @param paused whether no trials are given out now
   */
  record Adjusted(double seconds, String what, int workers, boolean paused) implements SweepEvent {
    @Override
    public Snapshot after(Snapshot now) {
      return now.adjusted(workers, paused);
    }

    @Override
    public Optional<String> news() {
      return Optional.of("adjusted: " + what);
    }
  }

  /**
   * The sweep has more trials.
   *
   * @param what to be shown: one line
   * @param summary of all trials, the new ones too
   * @param best as {@link Started#best()}
   * @param workMore multiply-adds of the new trials
   */
  record Grown(
      double seconds,
      String what,
      SweepSummary summary,
      Map<String, OptionalDouble> best,
      double workMore)
      implements SweepEvent {
    @Override
    public Snapshot after(Snapshot now) {
      return now.grown(summary, best, workMore);
    }

    @Override
    public Optional<String> news() {
      return Optional.of("adjusted: " + what);
    }
  }

  /** Time passes: about once a second when nothing else happens. */
  record Tick(double seconds) implements SweepEvent {
    @Override
    public Snapshot after(Snapshot now) {
      return now;
    }

    @Override
    public Optional<String> news() {
      return Optional.empty();
    }
  }
}
