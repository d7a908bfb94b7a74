package io.archscape.experiment;

import static io.archscape.Require.require;

import io.archscape.train.EpochMetrics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * When a trial is hopeless: its error on the held-out images after an epoch is above a bound. The
 * bound is fixed before the sweep begins, so that what is pruned depends on the trial alone: not on
 * the order of trials, on the number of workers, or on kills. It is no part of a trial's identity.
 *
 * @param after the number of epochs after which it is checked, once; before the last
 * @param above the bound, as a fraction in (0,1]; 1 prunes nothing
 */
public record Prune(int after, double above) {
  /** No trial is hopeless. */
  public static final Prune NEVER = new Prune(1, 1);

  public Prune {
    require(after >= 1, "prune after must be at least 1 epoch, got after=%d", after);
    require(above > 0 && above <= 1, "prune above must lie in (0,1], got above=%s", above);
  }

  /** Why a trial with these epochs behind it is hopeless; empty if it is not. */
  public Optional<String> verdict(List<EpochMetrics> epochs) {
    return epochs.stream()
        .filter(metrics -> metrics.epoch() == after && metrics.validationError() > above)
        .findFirst()
        .map(
            metrics ->
                String.format(
                    Locale.ROOT,
                    "error must be at most %s after epoch %d, got %.4f",
                    above,
                    after,
                    metrics.validationError()));
  }
}
