package io.archscape.stats;

import java.util.Arrays;

/** Ranks from 1 of two samples put together, equal values sharing the mean of theirs. */
record Ranks(double[] ranks, double tieTerm) {
  static Ranks of(double[] first, double[] second) {
    double[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return of(all);
  }

  /** {@code tieTerm} is the sum of t^3 - t over groups of t equal values. */
  static Ranks of(double[] values) {
    int[] order = Order.of(values);
    double[] ranks = new double[values.length];
    double tieTerm = 0;
    for (int from = 0; from < order.length; ) {
      int to = from + 1;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + 1 + to) / 2.0;
      }
      double t = to - from;
      tieTerm += t * t * t - t;
      from = to;
    }
    return new Ranks(ranks, tieTerm);
  }

  double sumOfFirst(int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += ranks[i];
    }
    return sum;
  }
}
