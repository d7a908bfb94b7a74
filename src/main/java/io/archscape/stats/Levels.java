package io.archscape.stats;

import java.util.Arrays;

/** The different values of a sample, numbered from 0 by increasing value. */
final class Levels {
  private final int[] order;
  private final int[] level; // of the i-th value
  private final int count;

  private Levels(int[] order, int[] level, int count) {
    this.order = order;
    this.level = level;
    this.count = count;
  }

  static Levels of(double[] values) {
    int[] order = SortedIndices.of(values);
    int[] level = new int[values.length];
    int last = 0;
    for (int i = 1; i < order.length; i++) {
      last += values[order[i]] > values[order[i - 1]] ? 1 : 0;
      level[order[i]] = last;
    }
    return new Levels(order, level, last + 1);
  }

  /** Indices by increasing value. */
  int[] order() {
    return order.clone();
  }

  /** Of each value, in the order given. */
  int[] level() {
    return level.clone();
  }

  int count() {
    return count;
  }

  /** Sum of t^3 - t over groups of t equal values. */
  double tieTerm() {
    double[] size = new double[count];
    for (int i : level) {
      size[i]++;
    }
    double sum = 0;
    for (double t : size) {
      sum += t * t * t - t;
    }
    return sum;
  }

  /** Mean rank of each value, from 1. */
  double[] ranks() {
    int[] once = new int[level.length];
    Arrays.fill(once, 1);
    return ranks(once);
  }

  /** Mean rank of each value, from 1, where the i-th comes {@code times[i]} times. */
  double[] ranks(int[] times) {
    double[] ranks = new double[level.length];
    int passed = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      int here = 0;
      while (to < order.length && level[order[to]] == level[order[from]]) {
        here += times[order[to++]];
      }
      double rank = passed + (here + 1) / 2.0;
      while (from < to) {
        ranks[order[from++]] = rank;
      }
      passed += here;
    }
    return ranks;
  }
}
