package io.archscape.stats;

import static io.archscape.Require.require;

/**
 * Holm's step-down correction for several claims (doi:10.2307/4615733): in increasing order {@code
 * p'_(i) = max over j <= i of min(1, (m-j+1) p_(j))}. Rejecting where p' is at most alpha makes a
 * single false claim among all m with probability at most alpha, however they depend on each other.
 */
public final class Holm {
  private Holm() {}

  /** Adjusted p-values, in the order given; none for none. */
  public static double[] adjust(double[] p) {
    for (double each : p) {
      require(each >= 0 && each <= 1, "a p-value must lie in [0, 1], got %s", each);
    }
    double[] adjusted = new double[p.length];
    double largest = 0;
    int left = p.length;
    for (int i : SortedIndices.of(p)) {
      largest = Math.max(largest, Math.min(1, left-- * p[i]));
      adjusted[i] = largest;
    }
    return adjusted;
  }
}
