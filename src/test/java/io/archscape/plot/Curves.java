package io.archscape.plot;

import java.util.List;
import java.util.SplittableRandom;

/** Curves that several tests draw. */
final class Curves {
  private Curves() {}

  static Series c() {
    return Series.of(
        "cifar-anynetx-c",
        new double[] {
          52.0, 53.1, 53.9, 54.4, 55.0, 55.6, 56.2, 56.4, 56.8, 57.0, 57.3, 58.1, 58.9, 60.0
        });
  }

  static Series d() {
    return Series.of(
        "cifar-anynetx-d",
        new double[] {
          49.0, 49.4, 49.9, 50.3, 50.8, 51.5, 52.0, 52.2, 52.4, 52.6, 52.9, 53.4, 54.0, 54.7
        });
  }

  static EdfPlot both() {
    return EdfPlot.of(List.of(c(), d()));
  }

  /** n errors between low and high. */
  static double[] uniform(int n, double low, double high) {
    return new SplittableRandom(7).doubles(n, low, high).toArray();
  }
}
