package io.archscape.data;

/** Derives independent seeds from a seed and what it is for (an epoch, an image's index). */
final class Seeds {
  private Seeds() {}

  /** The finaliser of MurmurHash3 (variant 13 of Stafford) over each key in turn. */
  static long mix(long seed, long... keys) {
    long z = scramble(seed);
    for (long key : keys) {
      z = scramble(z + 0x9E3779B97F4A7C15L * (key + 1));
    }
    return z;
  }

  private static long scramble(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
