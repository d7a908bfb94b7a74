package io.archscape.sweep;

import static io.archscape.Require.require;

import java.util.OptionalInt;

/**
 * What a running sweep is asked to change.
 *
 * @param models of each space from now on; empty leaves the number as it is
 * @param workers from now on; empty leaves the number as it is
 * @param pace whether trials are given out
 */
public record Adjustment(OptionalInt models, OptionalInt workers, Pace pace) {
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
    models.ifPresent(n -> require(n >= 1, "models must be at least 1, got models=%d", n));
    workers.ifPresent(n -> require(n >= 1, "workers must be at least 1, got workers=%d", n));
    require(
        models.isPresent() || workers.isPresent() || pace != Pace.KEEP,
        "an adjustment must change models, workers or pace, got none");
  }
}
