package io.archscape.stats;

import java.util.Arrays;

/** tau-b in n log n: pairs by increasing x, the y met so far counted in a Fenwick tree. */
final class KendallTau implements RankCorrelation.Resampled {
  private final int[] order;
  private final int[] xLevel;
  private final int[] yLevel;
  private final int[] met; // Fenwick tree over the levels of y, from 1
  private final int[] perLevel; // of y

  KendallTau(double[] x, double[] y) {
    Levels xs = Levels.of(x);
    Levels ys = Levels.of(y);
    this.order = xs.order();
    this.xLevel = xs.level();
    this.yLevel = ys.level();
    this.met = new int[ys.count() + 1];
    this.perLevel = new int[ys.count()];
  }

  @Override
  public double of(int[] counts) {
    Arrays.fill(met, 0);
    Arrays.fill(perLevel, 0);
    long net = 0; // concordant less discordant
    long n = 0;
    long tiedX = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      long here = 0;
      while (to < order.length && xLevel[order[to]] == xLevel[order[from]]) {
        int i = order[to++];
        if (counts[i] > 0) {
          int below = sum(yLevel[i]);
          net += counts[i] * (below - (n - sum(yLevel[i] + 1)));
          here += counts[i];
        }
      }
      for (; from < to; from++) {
        add(yLevel[order[from]], counts[order[from]]);
      }
      n += here;
      tiedX += here * (here - 1) / 2;
    }
    long pairs = n * (n - 1) / 2;
    double free = (double) (pairs - tiedX) * (pairs - tiedY());
    return free > 0 ? net / Math.sqrt(free) : 0;
  }

  private long tiedY() {
    long tied = 0;
    for (long t : perLevel) {
      tied += t * (t - 1) / 2;
    }
    return tied;
  }

  /** Of the levels below {@code level}. */
  private int sum(int level) {
    int sum = 0;
    for (int i = level; i > 0; i -= i & -i) {
      sum += met[i];
    }
    return sum;
  }

  private void add(int level, int count) {
    perLevel[level] += count;
    if (count > 0) {
      for (int i = level + 1; i < met.length; i += i & -i) {
        met[i] += count;
      }
    }
  }
}
