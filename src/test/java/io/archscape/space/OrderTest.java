package io.archscape.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderTest {

  /** Counted one by one, against the formula. */
  @Property(tries = 50)
  void countsSequencesExactly(
      @ForAll Order order,
      @ForAll @IntRange(min = 1, max = 6) int values,
      @ForAll @IntRange(min = 1, max = 4) int length) {
    long counted = 0;
    double[] sequence = new double[length];
    for (int code = 0; code < Math.pow(values, length); code++) {
      for (int i = 0, rest = code; i < length; i++, rest /= values) {
        sequence[i] = rest % values;
      }
      counted += order.holds(sequence) ? 1 : 0;
    }
    assertThat(order.sequences(values, length)).isEqualTo(BigInteger.valueOf(counted));
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void sortedAndRejectedDrawsBothKeepTheOrder(Order order) {
    SplittableRandom random = new SplittableRandom(1);
    Range range = Range.uniform(1, 3, 1);
    for (int i = 0; i < 200; i++) {
      assertThat(order.holds(Drawing.SORT.draw(range, 4, order, random))).isTrue();
      assertThat(order.holds(Drawing.REJECT.draw(range, 4, order, random))).isTrue();
    }
  }

  /** Two values, two stages: a tie is 2 of 4 sorted draws, but 2 of the 3 that rejection keeps. */
  @Test
  void rejectionDrawsMoreTiesThanSorting() {
    assertThat(ties(Drawing.SORT)).isCloseTo(1 / 2.0, within(0.02));
    assertThat(ties(Drawing.REJECT)).isCloseTo(2 / 3.0, within(0.02));
  }

  private static double ties(Drawing drawing) {
    SplittableRandom random = new SplittableRandom(2);
    int draws = 20_000;
    int ties = 0;
    for (int i = 0; i < draws; i++) {
      double[] drawn = drawing.draw(Range.choice(1, 2), 2, Order.UP, random);
      ties += drawn[0] == drawn[1] ? 1 : 0;
    }
    return (double) ties / draws;
  }
}
