package io.archscape.plot;

import static io.archscape.Require.require;

import io.archscape.stats.Edf;
import java.util.Locale;

/**
 * One curve: a design space's name and the distribution of its errors in percent (0..100).
 *
 * @param leftOut which models have no error and are not in the curve: {@code 2 diverged, 1 pruned};
 *     empty if none
 */
public record Series(String space, Edf edf, String leftOut) {
  public Series {
    require(
        !space.isBlank() && space.chars().noneMatch(Character::isISOControl),
        "a space's name must be printable and not blank, got \"%s\"",
        space);
    require(
        edf.min() >= 0 && edf.max() <= 100,
        "errors must be in percent, 0 to 100, got %s to %s for %s",
        edf.min(),
        edf.max(),
        space);
  }

  /** A curve in which every model counts the same. Errors in percent. */
  public static Series of(String space, double[] errors) {
    return new Series(space, Edf.of(errors), "");
  }

  /**
   * {@code cifar-anynetx-d [14 | 49.0 | 51.6] without 2 pruned}: name, models, least and mean error
   * in percent, and what the curve leaves out.
   */
  public String label() {
    String without = leftOut.isEmpty() ? "" : " " + without();
    return String.format(
        Locale.ROOT, "%s [%d | %.1f | %.1f]%s", space, edf.n(), edf.min(), edf.mean(), without);
  }

  /** {@code without 2 pruned}. */
  String without() {
    return "without " + leftOut;
  }
}
