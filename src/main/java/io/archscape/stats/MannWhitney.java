package io.archscape.stats;

import java.util.Arrays;

/**
 * Mann-Whitney test (Wilcoxon's rank sum) whether a value of A tends to be smaller or larger than
 * one of B.
 *
 * <p>{@code U = #{a > b} + #{a = b}/2} over all pairs. p is two-sided: exact (doubled tail of the
 * law of U, by its recurrence, doi:10.1214/aoms/1177730491) while both samples hold fewer than
 * {@value #EXACT_BELOW} values and none are tied, as in R; else of the normal limit with continuity
 * correction, {@code z = (|U - nm/2| - 1/2) / s}, {@code s^2 = nm/12 ((N+1) - sum(t^3-t)/(N(N-1)))}
 * over groups of t tied values, N = n + m.
 *
 * @param u of the first sample, 0 to nm
 * @param superiority P(A &lt; B) + P(A = B)/2 (Vargha and Delaney, doi:10.3102/10769986025002101):
 *     1 where each a is below each b, 1/2 where neither tends to be
 */
public record MannWhitney(double u, double p, boolean exact, double superiority) {
  static final int EXACT_BELOW = 50;

  /** Of at least one value each, all finite. All equal: p is 1. */
  public static MannWhitney test(double[] first, double[] second) {
    Finite.requireSample("first sample", first);
    Finite.requireSample("second sample", second);
    int n = first.length;
    int m = second.length;
    double[] all = Arrays.copyOf(first, n + m);
    System.arraycopy(second, 0, all, n, m);
    Levels levels = Levels.of(all);
    double u = Arrays.stream(levels.ranks(), 0, n).sum() - n * (n + 1.0) / 2;
    boolean exact = levels.tieTerm() == 0 && Math.max(n, m) < EXACT_BELOW;
    double p = exact ? exactP(u, n, m) : limitP(u, n, m, levels.tieTerm());
    return new MannWhitney(u, p, exact, 1 - u / ((double) n * m));
  }

  private static double limitP(double u, double n, double m, double tieTerm) {
    double all = n + m;
    double variance = n * m / 12 * (all + 1 - tieTerm / (all * (all - 1)));
    if (!(variance > 0)) {
      return 1;
    }
    double z = (Math.abs(u - n * m / 2) - 0.5) / Math.sqrt(variance);
    return Math.min(1, 2 * Normal.below(-z));
  }

  private static double exactP(double u, int n, int m) {
    double[] ways = ways(n, m);
    int least = (int) Math.min(u, (double) n * m - u);
    double tail = 0;
    double all = 0;
    for (int k = 0; k < ways.length; k++) {
      all += ways[k];
      tail += k <= least ? ways[k] : 0;
    }
    return Math.min(1, 2 * tail / all);
  }

  /** {@code ways[u]}: orders of n a's and m b's; f(i,j,u) = f(i-1,j,u-j) + f(i,j-1,u). */
  private static double[] ways(int n, int m) {
    double[][] of = new double[m + 1][n * m + 1];
    for (double[] row : of) {
      row[0] = 1;
    }
    for (int i = 1; i <= n; i++) {
      double[][] next = new double[m + 1][n * m + 1];
      next[0][0] = 1;
      for (int j = 1; j <= m; j++) {
        for (int u = 0; u <= i * j; u++) {
          next[j][u] = next[j - 1][u] + (u >= j ? of[j][u - j] : 0);
        }
      }
      of = next;
    }
    return Arrays.copyOf(of[m], n * m + 1);
  }
}
