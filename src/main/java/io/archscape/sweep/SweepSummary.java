package io.archscape.sweep;

import io.archscape.store.TrialStatus;
import java.util.Collection;
import java.util.Collections;

/** How many of a sweep's trials are in which state; a trial of several spaces counts once. */
public record SweepSummary(int done, int diverged, int pruned, int failed, int remaining) {

  static SweepSummary of(Collection<TrialStatus> statuses) {
    int done = Collections.frequency(statuses, TrialStatus.DONE);
    int diverged = Collections.frequency(statuses, TrialStatus.DIVERGED);
    int pruned = Collections.frequency(statuses, TrialStatus.PRUNED);
    int failed = Collections.frequency(statuses, TrialStatus.FAILED);
    int ended = done + diverged + pruned + failed;
    return new SweepSummary(done, diverged, pruned, failed, statuses.size() - ended);
  }

  public int total() {
    return done + diverged + pruned + failed + remaining;
  }

  /** The same when one of the remaining trials has ended. */
  SweepSummary withEnded(TrialStatus how) {
    return new SweepSummary(
        done + count(how, TrialStatus.DONE),
        diverged + count(how, TrialStatus.DIVERGED),
        pruned + count(how, TrialStatus.PRUNED),
        failed + count(how, TrialStatus.FAILED),
        remaining - 1);
  }

  private static int count(TrialStatus found, TrialStatus counted) {
    return found == counted ? 1 : 0;
  }
}
