package io.archscape.space;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.SplittableRandom;

/**
 * How a sequence in some {@link Order} is drawn. The two are different laws: a sorted draw meets
 * each set of distinct values in as many ways as it can be shuffled, a kept one in one way, so
 * rejection draws ties relatively more often.
 */
public enum Drawing {
  /** Draw independently, then sort. */
  @JsonProperty("sort")
  SORT {
    @Override
    double[] draw(Range range, int length, Order order, SplittableRandom random) {
      double[] drawn = independent(range, length, random);
      order.arrange(drawn);
      return drawn;
    }
  },
  /** Draw independently again and again until the order holds. */
  @JsonProperty("reject")
  REJECT {
    @Override
    double[] draw(Range range, int length, Order order, SplittableRandom random) {
      double[] drawn = independent(range, length, random);
      while (!order.holds(drawn)) {
        drawn = independent(range, length, random);
      }
      return drawn;
    }
  };

  abstract double[] draw(Range range, int length, Order order, SplittableRandom random);

  private static double[] independent(Range range, int length, SplittableRandom random) {
    double[] drawn = new double[length];
    for (int i = 0; i < length; i++) {
      drawn[i] = range.sample(random);
    }
    return drawn;
  }
}
