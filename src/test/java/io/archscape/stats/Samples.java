package io.archscape.stats;

/** Two spaces of 14 models each, errors in percent, made up to resemble cifar-anynetx-c and -d. */
final class Samples {
  private Samples() {}

  static double[] c() {
    return new double[] {
      60.0, 53.1, 53.9, 54.4, 55.0, 55.6, 56.2, 56.4, 56.8, 57.0, 57.3, 58.1, 58.9, 52.0
    };
  }

  static double[] d() {
    return new double[] {
      49.0, 49.4, 49.9, 50.3, 50.8, 51.5, 52.0, 52.2, 52.4, 52.6, 52.9, 53.4, 54.0, 54.7
    };
  }
}
