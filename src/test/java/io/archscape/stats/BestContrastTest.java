package io.archscape.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.RequirementException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BestContrastTest {
  private static final int N = 100;

  private static double[] errors() {
    SplittableRandom random = new SplittableRandom(1);
    return IntStream.range(0, N).mapToDouble(i -> 50 + random.nextDouble()).toArray();
  }

  /** Nearly all models have the value: a narrow range of the best is no news. */
  @Test
  void whatNearlyAllModelsHaveIsNoFinding() {
    double[] values = IntStream.range(0, N).mapToDouble(i -> i % 10 == 0 ? 2 : 1).toArray();
    BestContrast contrast = BestContrast.of(errors(), values, 2000, 1);
    assertThat(contrast.narrower()).isGreaterThan(0.05);
    assertThat(contrast.moved()).isGreaterThan(0.05);
  }

  @Test
  void aValueInTheMiddleMakesTheRangeNarrower() {
    double[] errors = errors();
    double[] values = IntStream.range(0, N).mapToDouble(i -> i).toArray();
    for (int i = 0; i < N; i++) {
      errors[i] += Math.abs(values[i] - 49.5);
    }
    BestContrast contrast = BestContrast.of(errors, values, 2000, 1);
    assertThat(contrast.narrower()).isLessThan(0.001);
    assertThat(contrast.moved()).isGreaterThan(0.05);
  }

  @Test
  void aTrendMovesTheBestValues() {
    double[] errors = errors();
    double[] values = IntStream.range(0, N).mapToDouble(i -> i).toArray();
    for (int i = 0; i < N; i++) {
      errors[i] -= 0.05 * values[i];
    }
    BestContrast contrast = BestContrast.of(errors, values, 2000, 1);
    assertThat(contrast.moved()).isLessThan(0.001);
    assertThat(contrast.upwards()).isTrue();
  }

  @Test
  void chanceIsFoundAsOftenAsItSays() {
    int moved = 0;
    int narrower = 0;
    for (int seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] errors = random.doubles(40).toArray();
      double[] values = random.doubles(40).toArray();
      BestContrast contrast = BestContrast.of(errors, values, 99, seed);
      moved += contrast.moved() <= 0.1 ? 1 : 0;
      narrower += contrast.narrower() <= 0.1 ? 1 : 0;
    }
    // binomial(200, 0.1): 7 to 35 with more than 99.9 %
    assertThat(moved).isBetween(7, 35);
    assertThat(narrower).isBetween(7, 35);
  }

  @Test
  void wordsAreComparedByTheirShares() {
    double[] errors = errors();
    List<String> random = IntStream.range(0, N).mapToObj(i -> i % 2 == 0 ? "se" : "none").toList();
    assertThat(BestContrast.ofShares(errors, random, 2000, 1)).isGreaterThan(0.05);
    for (int i = 0; i < N; i++) {
      errors[i] += random.get(i).equals("se") ? 0 : 10;
    }
    assertThat(BestContrast.ofShares(errors, random, 2000, 1)).isLessThan(0.001);
  }

  @Test
  void equalValuesAndASingleModelTellNothing() {
    BestContrast one = BestContrast.of(new double[] {1}, new double[] {7}, 10, 1);
    assertThat(one).isEqualTo(new BestContrast(1, 1, false));
    assertThatThrownBy(() -> BestContrast.of(new double[] {1}, new double[] {1, 2}, 10, 1))
        .isInstanceOf(RequirementException.class)
        .hasMessageContaining("got 1 errors and 2 values");
  }
}
