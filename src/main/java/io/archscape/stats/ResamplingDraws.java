package io.archscape.stats;

import static io.archscape.Require.require;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Seeded draws for resampling, made for loops of millions. */
final class ResamplingDraws {
  private final SplittableRandom random;

  ResamplingDraws(long seed) {
    this.random = new SplittableRandom(seed);
  }

  static void requireRounds(int rounds) {
    require(rounds >= 1, "rounds of resampling must be at least 1, got %d", rounds);
  }

  /**
   * Of 0 to n-1. The high word of a 32-bit draw times n: no division, no loop; a value's chance is
   * off by less than n * 2^-32 of itself.
   */
  int below(int n) {
    return (int) (((random.nextInt() & 0xFFFF_FFFFL) * n) >>> 32);
  }

  /**
   * The least of m draws of 0 to n-1 with replacement, in one step: the least of m uniforms has the
   * distribution function {@code 1 - (1-u)^m}, which is inverted.
   */
  int leastOf(int m, int n) {
    double rest = 1 - random.nextDouble(); // in (0, 1]
    return (int) Math.min(n - 1, -StrictMath.expm1(StrictMath.log(rest) / m) * n);
  }

  /** How often each of 0 to counts.length-1 comes in as many draws with replacement. */
  void resample(int[] counts) {
    Arrays.fill(counts, 0);
    int n = counts.length;
    for (int i = 0; i < n; i++) {
      counts[below(n)]++;
    }
  }
}
