package io.archscape.store;

import java.util.List;
import java.util.Map;

/**
 * A store as read.
 *
 * @param trials space by space in the order of the plan, each by index
 * @param meta the archscape version, the machine, the experiment's hash
 */
public record SweepResults(List<TrialResult> trials, Map<String, String> meta) {
  public SweepResults {
    trials = List.copyOf(trials);
    meta = Map.copyOf(meta);
  }

  /** Names of the spaces, in order. */
  public List<String> spaces() {
    return trials.stream().map(TrialResult::space).distinct().toList();
  }

  /** The trials of one space, by index. */
  public List<TrialResult> of(String space) {
    return trials.stream().filter(trial -> trial.space().equals(space)).toList();
  }

  /** Errors of the finished trials of one space, by index, as fractions. */
  public double[] errors(String space) {
    return of(space).stream().flatMapToDouble(trial -> trial.error().stream()).toArray();
  }

  /** How many trials of one space are in this state. */
  public long count(String space, TrialStatus status) {
    return of(space).stream().filter(trial -> trial.status() == status).count();
  }
}
