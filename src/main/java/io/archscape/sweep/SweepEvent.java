package io.archscape.sweep;

import io.archscape.train.EpochMetrics;
import io.archscape.train.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What happens in a running sweep; {@code seconds} count from its start. */
public sealed interface SweepEvent {
  double seconds();

  /**
   * The run begins.
   *
   * @param before what earlier runs left
   * @param best the lowest error in each space, in order; NaN where there is none yet
   * @param workLeft multiply-adds of what is to be trained: see {@link PlannedTrial#work()}
   * @param workers that are wanted
   */
  record Started(
      double seconds, SweepSummary before, Map<String, Double> best, double workLeft, int workers)
      implements SweepEvent {}

  /** A worker begins with a trial. */
  record TrialStarted(double seconds, PlannedTrial trial, int worker) implements SweepEvent {}

  /** A trial goes on from a checkpoint, with these epochs behind it. */
  record TrialResumed(double seconds, PlannedTrial trial, List<EpochMetrics> before)
      implements SweepEvent {}

  /** A trial is one epoch further. */
  record EpochFinished(double seconds, PlannedTrial trial, EpochMetrics metrics)
      implements SweepEvent {}

  /**
   * A trial is trained.
   *
   * @param spaces that it belongs to
   */
  record TrialFinished(double seconds, PlannedTrial trial, Set<String> spaces, Outcome outcome)
      implements SweepEvent {}

  /** A trial's loss stopped being a number. */
  record TrialDiverged(double seconds, PlannedTrial trial, String reason) implements SweepEvent {}

  /** A trial was ended by the experiment's rule. */
  record TrialPruned(double seconds, PlannedTrial trial, String reason) implements SweepEvent {}

  /**
   * An attempt at a trial failed.
   *
   * @param last whether the trial has failed with it; else it will be tried again
   */
  record AttemptFailed(double seconds, PlannedTrial trial, String reason, boolean last)
      implements SweepEvent {}

  /**
   * The sweep was asked to change, and did or could not.
   *
   * @param what to be shown: one line
   * @param workers that are wanted now
   * @param paused whether no trials are given out now
   */
  record Adjusted(double seconds, String what, int workers, boolean paused) implements SweepEvent {}

  /**
   * The sweep has more trials.
   *
   * @param what to be shown: one line
   * @param after all trials, the new ones too
   * @param best as {@link Started#best()}
   * @param workMore multiply-adds of the new trials
   */
  record Grown(
      double seconds, String what, SweepSummary after, Map<String, Double> best, double workMore)
      implements SweepEvent {}

  /** Time passes: about once a second when nothing else happens. */
  record Tick(double seconds) implements SweepEvent {}
}
