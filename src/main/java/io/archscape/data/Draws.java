package io.archscape.data;

import java.util.SplittableRandom;

/** Random numbers by arithmetic of our own on 64 random bits: the same on every JDK. */
final class Draws {
  private final SplittableRandom bits;

  Draws(long seed) {
    this(new SplittableRandom(seed));
  }

  /** From the bits of a stream that others draw from too. */
  Draws(SplittableRandom bits) {
    this.bits = bits;
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

  /** Normal with mean 0 and standard deviation 1, by Marsaglia's polar method. */
  double normal() {
    while (true) {
      double u = between(-1, 1);
      double v = between(-1, 1);
      double square = u * u + v * v;
      if (square > 0 && square < 1) {
        return u * Math.sqrt(-2 * StrictMath.log(square) / square);
      }
    }
  }

  /** Beta(a, a), for any positive a: x / (x + y) of two gamma numbers, by their logarithms. */
  double beta(double a) {
    double x = logGamma(a);
    double y = logGamma(a);
    return 1 / (1 + StrictMath.exp(y - x));
  }

  /**
   * The logarithm of a number from Gamma(a, 1): Marsaglia and Tsang's method at a + 1
   * (doi:10.1145/358407.358414), times u^(1/a), which would be 0 for a small a.
   */
  private double logGamma(double a) {
    double d = a + 2 / 3.0;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = normal();
      double root = 1 + c * x;
      double v = root * root * root;
      if (v > 0 && logUniform() < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
        return StrictMath.log(d * v) + logUniform() / a;
      }
    }
  }

  private double logUniform() {
    return StrictMath.log(1 - between(0, 1));
  }
}
