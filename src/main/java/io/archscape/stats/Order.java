package io.archscape.stats;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Indices of values by increasing value, equal ones by index. */
final class Order {
  private Order() {}

  static int[] of(double[] values) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> values[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
