package io.archscape.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SortedIndicesTest {
  @Property(tries = 200)
  void isTheStableSortOfTheJdk(@ForAll @IntRange(min = 0, max = 100) int n, @ForAll long seed) {
    double[] values = new SplittableRandom(seed).ints(n, 0, 30).asDoubleStream().toArray();
    assertThat(SortedIndices.of(values))
        .containsExactly(
            IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray());
  }
}
