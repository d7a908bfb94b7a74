package io.archscape.sweep;

import java.util.Collection;
import java.util.Collections;

/** How many of a sweep's trials are in which state; a trial of several spaces counts once. */
public record SweepSummary(int done, int diverged, int failed, int remaining) {

  static SweepSummary of(Collection<TrialStatus> statuses) {
    int done = Collections.frequency(statuses, TrialStatus.DONE);
    int diverged = Collections.frequency(statuses, TrialStatus.DIVERGED);
    int failed = Collections.frequency(statuses, TrialStatus.FAILED);
    return new SweepSummary(done, diverged, failed, statuses.size() - done - diverged - failed);
  }

  public int total() {
    return done + diverged + failed + remaining;
  }
}
