package io.archscape.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Differences of pairs. */
class PairsTest {
  private static final Offset<Double> CLOSE = within(1e-9);
  private static final double[] D = {1.2, -0.4, 0.9, 2.1, 0.3, -0.1, 1.5, 0.8, -0.6, 1.1};
  private static final int ROUNDS = 20_000;

  /**
   * scipy 1.10.1: {@code permutation_test((d,), mean, permutation_type='samples',
   * n_resamples=inf)}; the interval is the mean -+ the 52nd largest |t| of all signs, counted with
   * itertools.product, times the standard error.
   */
  @Test
  void signsOfAllPairsAreTried() {
    PermutationTest test = PermutationTest.ofPairs(D, ROUNDS, 1, 0.95);
    assertThat(test.exact()).isTrue();
    assertThat(test.rounds()).isEqualTo(1024);
    assertThat(test.difference()).isCloseTo(0.68, CLOSE);
    assertThat(test.p()).isEqualTo(0.0390625);
    assertThat(test.interval().low()).isCloseTo(0.06363236542180539, within(1e-6));
    assertThat(test.interval().high()).isCloseTo(1.2963676345781947, within(1e-6));
  }

  /** scipy 1.10.1: {@code ttest_1samp(d, 0)} and its interval. */
  @Test
  void differencesAgainstZerosAreStudentsPairedTest() {
    Welch paired = Welch.of(D, new double[D.length]);
    assertThat(paired.df()).isCloseTo(9, CLOSE);
    assertThat(paired.p()).isCloseTo(0.03488218046176428, CLOSE);
    assertThat(paired.interval(0.95).low()).isCloseTo(0.060207466830668244, CLOSE);
    assertThat(paired.interval(0.95).high()).isCloseTo(1.2997925331693319, CLOSE);
  }

  @Test
  void randomSignsComeToTheSame() {
    double exact = PermutationTest.ofPairs(D, ROUNDS, 1, 0.95).p();
    PermutationTest random = PermutationTest.ofPairs(D, 1000, 7, 0.95);
    assertThat(random.exact()).isFalse();
    assertThat(random.p()).isCloseTo(exact, within(0.02));
    double[] turned = new double[D.length];
    for (int i = 0; i < D.length; i++) {
      turned[i] = -D[D.length - 1 - i];
    }
    assertThat(PermutationTest.ofPairs(turned, ROUNDS, 1, 0.95).p()).isEqualTo(exact);
    PermutationTest back = PermutationTest.ofPairs(turned, 1000, 7, 0.95);
    assertThat(back.exact()).isFalse();
    assertThat(back.p()).isEqualTo(random.p());
    assertThat(back.interval().low()).isCloseTo(-random.interval().high(), CLOSE);
  }

  @Test
  void fivePercentOfEqualPairsDiffer() {
    Random random = new Random(3);
    int tests = 600;
    int decided = 0;
    for (int i = 0; i < tests; i++) {
      double[] d = random.doubles(30).map(u -> random.nextGaussian()).toArray();
      decided += PermutationTest.ofPairs(d, 400, i, 0.95).p() < 0.05 ? 1 : 0;
    }
    assertThat(decided / (double) tests).as("5 %, 3 deviations").isBetween(0.023, 0.077);
  }

  @Test
  void pairsWithoutADifferenceOrWithoutSpreadSayLittle() {
    assertThat(PermutationTest.ofPairs(new double[] {0, 0, 0}, ROUNDS, 1, 0.95).p()).isEqualTo(1);
    assertThat(PermutationTest.ofPairs(new double[] {2}, ROUNDS, 1, 0.95).p()).isEqualTo(1);
    PermutationTest same = PermutationTest.ofPairs(new double[] {2, 2, 2, 2}, ROUNDS, 1, 0.95);
    assertThat(same.p()).isEqualTo(PermutationTest.leastPOfPairs(4)).isEqualTo(0.125);
    assertThat(PermutationTest.leastPOfPairs(1)).isEqualTo(1);
    assertThatThrownBy(() -> PermutationTest.ofPairs(new double[0], ROUNDS, 1, 0.95))
        .hasMessageContaining("differences");
  }

  @Test
  void theNumberOfPairsHasToMakeASmallPPossible() {
    assertThat(Power.pairsToDecide(java.util.OptionalInt.of(2), 3, 0.25, 0.05, 0.8).orElseThrow())
        .isGreaterThanOrEqualTo(6); // 2/2^5 = 0.0625 is not below 0.05
    assertThat(Power.pairsToDecide(java.util.OptionalInt.of(40), 20, 0.3, 0.05, 0.8)).hasValue(40);
  }
}
