package io.archscape.study;

import io.archscape.store.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * What a sweep took. Times are those of clocks, not of processors: other programs on the machine
 * make them longer.
 *
 * @param ended attempts that came to an end of their own: an error, a divergence, a pruning
 * @param reused results that came from other sweeps
 * @param interrupted attempts that were stopped with the sweep, to go on later; of those whose
 *     coordinator was killed nobody knows when they ended: they are counted, and their time is not
 * @param failed attempts whose process died, hung or took too much
 * @param workerSeconds that workers were at attempts, all added up
 * @param seconds in which at least one worker was at one; what lies between two sittings is none
 */
public record SweepEffort(
    int ended, int reused, int interrupted, int failed, double workerSeconds, double seconds) {
  /** Of what a sweep's store has; attempts that still run are left out. */
  public static SweepEffort of(List<Attempt> attempts) {
    List<Attempt> worked =
        attempts.stream()
            .filter(a -> a.worker().isPresent() && a.ended().isPresent())
            .sorted(Comparator.comparing(Attempt::started))
            .toList();
    double workers = 0;
    double all = 0;
    Instant until = Instant.MIN;
    for (Attempt attempt : worked) {
      if (attempt.endIsUnknown()) {
        continue;
      }
      Instant end = attempt.ended().orElseThrow();
      workers += seconds(attempt.started(), end);
      all += seconds(attempt.started().isAfter(until) ? attempt.started() : until, end);
      until = end.isAfter(until) ? end : until;
    }
    return new SweepEffort(
        count(worked, Attempt.Outcome.DONE, Attempt.Outcome.DIVERGED, Attempt.Outcome.PRUNED),
        count(attempts, Attempt.Outcome.ADOPTED),
        count(worked, Attempt.Outcome.INTERRUPTED),
        count(worked, Attempt.Outcome.FAILED),
        workers,
        all);
  }

  private static int count(List<Attempt> attempts, Attempt.Outcome... outcomes) {
    List<Attempt.Outcome> counted = List.of(outcomes);
    return (int) attempts.stream().filter(a -> counted.contains(a.outcome())).count();
  }

  /** 0 where the end comes first: a clock that was set back takes no time away. */
  private static double seconds(Instant from, Instant to) {
    return to.isAfter(from) ? Duration.between(from, to).toMillis() / 1000.0 : 0;
  }

  /** Attempts that ended an hour; NaN where nothing was trained. */
  public double modelsAnHour() {
    return ended / (seconds / 3600);
  }
}
