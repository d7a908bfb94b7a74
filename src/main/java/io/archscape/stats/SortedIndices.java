package io.archscape.stats;

import java.util.Arrays;

/** Indices of values by increasing value, equal ones by index. */
final class SortedIndices {
  private SortedIndices() {}

  /**
   * By merging runs of 1, 2, 4, ..: the JDK sorts indices by a key as objects only, much slower.
   */
  static int[] of(double[] values) {
    int n = values.length;
    int[] order = new int[n];
    Arrays.setAll(order, i -> i);
    int[] room = new int[n];
    for (int run = 1; run < n; run = run > n / 2 ? n : 2 * run) {
      for (int from = 0; from < n; from += Math.min(2 * run, n - from)) {
        int middle = from + Math.min(run, n - from);
        int to = middle + Math.min(run, n - middle);
        merge(values, order, from, middle, to, room);
      }
      int[] swap = order;
      order = room;
      room = swap;
    }
    return order;
  }

  private static void merge(
      double[] values, int[] order, int from, int middle, int to, int[] merged) {
    int i = from;
    int j = middle;
    for (int k = from; k < to; k++) {
      boolean left = j == to || (i < middle && values[order[i]] <= values[order[j]]);
      merged[k] = left ? order[i++] : order[j++];
    }
  }
}
