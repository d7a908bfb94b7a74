package io.archscape.plot;

/** Places that fill an interval evenly, the same each time: no randomness in pictures. */
final class Jitter {
  private static final double GOLDEN = 0.6180339887498949;

  private Jitter() {}

  /** Of the i-th point, in [-1, 1): multiples of the golden ratio, which never clump. */
  static double of(int i) {
    double turn = (i + 0.5) * GOLDEN;
    return 2 * (turn - Math.floor(turn)) - 1;
  }
}
