package io.archscape.plot;

import static io.archscape.Require.require;

import io.archscape.stats.Edf;
import java.util.Locale;

/** One curve: a design space's name and the distribution of its errors in percent (0..100). */
public record Series(String space, Edf edf) {
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
    return new Series(space, Edf.of(errors));
  }

  /** {@code cifar-anynetx-d [14 | 49.0 | 51.6]}: name, models, least and mean error in percent. */
  public String label() {
    return String.format(
        Locale.ROOT, "%s [%d | %.1f | %.1f]", space, edf.n(), edf.min(), edf.mean());
  }
}
