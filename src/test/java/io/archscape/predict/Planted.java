package io.archscape.predict;

import java.util.List;
import java.util.SplittableRandom;

/** Models whose error is known: 50 + 6 (b > 2) - 4 log flops + se -2, and a little noise. */
final class Planted {
  private Planted() {}

  static Table table(int n, double noise, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] flops = new double[n];
    double[] b = new double[n];
    double[] se = new double[n];
    double[] none = new double[n];
    double[] nothing = new double[n];
    double[] errors = new double[n];
    for (int i = 0; i < n; i++) {
      flops[i] = 6 + 2 * random.nextDouble();
      b[i] = 1 << random.nextInt(3);
      se[i] = random.nextInt(2);
      none[i] = 1 - se[i];
      nothing[i] = random.nextDouble();
      errors[i] =
          50
              + (b[i] > 2 ? 6 : 0)
              - 4 * flops[i]
              - 2 * se[i]
              + noise * (random.nextDouble() + random.nextDouble() - 1);
    }
    return Table.of(
        List.of("log flops", "b", "attention=none", "attention=se", "nothing"),
        List.of(flops, b, none, se, nothing),
        errors);
  }

  /** The same features, and errors that follow from none of them. */
  static Table noise(int n, long seed) {
    return table(n, 0, seed).withErrors(new SplittableRandom(seed + 1).doubles(n).toArray());
  }
}
