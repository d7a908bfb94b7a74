package io.archscape.sweep;

import static io.archscape.Require.require;

/**
 * What a running sweep is asked to change.
 *
 * @param models of each space from now on; 0 leaves the number as it is
 * @param workers from now on; 0 leaves the number as it is
 * @param pace whether trials are given out
 */
public record Adjustment(int models, int workers, Pace pace) {
  /** Whether trials are given out. */
  public enum Pace {
    /** As before. */
    KEEP,
    /** No more are; those in flight go on to their end. */
    PAUSE,
    /** They are again. */
    CONTINUE
  }

  public Adjustment {
    require(models >= 0, "models must be at least 1, got models=%d", models);
    require(workers >= 0, "workers must be at least 1, got workers=%d", workers);
    require(
        models > 0 || workers > 0 || pace != Pace.KEEP,
        "an adjustment must change models, workers or pace, got none");
  }
}
