package io.archscape.data;

import java.util.SplittableRandom;

/** A uniformly drawn order of 0 to count-1 (Fisher-Yates). */
final class Permutation {
  private Permutation() {}

  static int[] of(int count, SplittableRandom random) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
