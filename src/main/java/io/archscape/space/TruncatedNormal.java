package io.archscape.space;

import static io.archscape.Require.require;

import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * A normal law about the middle of [low, high], a sixth of it wide, cut off at both ends: three
 * deviations.
 */
record TruncatedNormal(double low, double high) {

  static void requireWide(Grid grid) {
    require(
        grid.low() < grid.high(),
        "normal range low must be less than high, got low=%s high=%s",
        grid.lowest(),
        grid.highest());
  }

  private double middle() {
    return (low + high) / 2;
  }

  private double deviation() {
    return (high - low) / 6;
  }

  /** Box and Muller's way, in arithmetic that is the same everywhere; drawn again if outside. */
  double sample(SplittableRandom random) {
    double drawn;
    do {
      double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - Range.unit(random)));
      double angle = 2 * Math.PI * Range.unit(random);
      drawn = middle() + deviation() * radius * StrictMath.cos(angle);
    } while (drawn < low || drawn > high);
    return drawn;
  }

  /** The exact probability of a value in [from, to], cut to the range. */
  double between(double from, double to) {
    NormalDistribution law = new NormalDistribution(null, middle(), deviation());
    double inside = law.probability(Math.max(low, from), Math.min(high, to));
    return inside / law.probability(low, high);
  }
}
