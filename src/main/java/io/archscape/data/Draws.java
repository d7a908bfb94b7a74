package io.archscape.data;

import java.util.SplittableRandom;

/** Random numbers by arithmetic of our own on 64 random bits: the same on every JDK. */
final class Draws {
  private final SplittableRandom bits;

  Draws(long seed) {
    this.bits = new SplittableRandom(seed);
  }

  /** Uniform in [low, high). */
  double between(double low, double high) {
    return low + (high - low) * ((bits.nextLong() >>> 11) * 0x1p-53);
  }

  /** Uniform in 0 to count-1. */
  int below(int count) {
    return (int) between(0, count);
  }

  boolean chance(double probability) {
    return between(0, 1) < probability;
  }

  /** Mean 0, standard deviation 1: the sum of four uniform numbers of 16 bits. */
  double bell() {
    long b = bits.nextLong();
    long sum = (b & 0xffff) + (b >>> 16 & 0xffff) + (b >>> 32 & 0xffff) + (b >>> 48);
    return (sum * 0x1p-16 - 2) * 1.7320508075688772;
  }
}
