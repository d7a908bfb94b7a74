package io.archscape.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KolmogorovSmirnovTest {
  /** scipy 1.10.1, python3: {@code scipy.stats.ks_2samp(C, D, method='exact')}. */
  @Test
  void isScipysExactTestOnSmallSamples() {
    KolmogorovSmirnov ks = KolmogorovSmirnov.test(Samples.c(), Samples.d());
    assertThat(ks.d()).isCloseTo(0.7142857142857143, within(1e-15));
    assertThat(ks.p()).isCloseTo(0.0010207744425001118, within(1e-14));
    assertThat(ks.exact()).isTrue();
  }

  /**
   * scipy 1.10.1, python3: {@code ks_2samp([1,2,2,3,3,3,4,5], [2,3,4,4,5,6,6], method='exact')},
   * whose p is P(D >= d) without ties, as here.
   */
  @Test
  void withTiesTheDistanceIsExactAndPAnUpperBound() {
    double[] a = {1, 2, 2, 3, 3, 3, 4, 5};
    double[] b = {2, 3, 4, 4, 5, 6, 6};
    KolmogorovSmirnov ks = KolmogorovSmirnov.test(a, b);
    assertThat(ks.d()).isCloseTo(0.4642857142857143, within(1e-15));
    assertThat(ks.p()).isCloseTo(0.31313131313131315, within(1e-14));
    assertThat(KolmogorovSmirnov.test(a, b)).isEqualTo(ks);
  }

  /**
   * scipy 1.10.1, numpy 1.24.2, python3: {@code i=arange(1,501); x=mod(i*0.6180339887498949,1);
   * y=mod(i*0.7548776662466927,1)**1.2; d=ks_2samp(x,y).statistic;
   * scipy.special.kolmogorov(sqrt(250)*d)}.
   */
  @Test
  void isKolmogorovsLimitOnLargeSamples() {
    double[] x = sample(i -> i * 0.6180339887498949 % 1);
    double[] y = sample(i -> Math.pow(i * 0.7548776662466927 % 1, 1.2));
    KolmogorovSmirnov ks = KolmogorovSmirnov.test(x, y);
    assertThat(ks.d()).isCloseTo(0.072, within(1e-12));
    assertThat(ks.p()).isCloseTo(0.149677455895493, within(1e-9));
    assertThat(ks.exact()).isFalse();
  }

  private static double[] sample(IntToDoubleFunction value) {
    return IntStream.rangeClosed(1, 500).mapToDouble(value).toArray();
  }

  @Test
  void equalSamplesAreNoDistanceApart() {
    assertThat(KolmogorovSmirnov.test(Samples.c(), Samples.c()))
        .isEqualTo(new KolmogorovSmirnov(0, 1, true));
  }

  /**
   * scipy 1.10.1: {@code scipy.special.kolmogi(0.05)} is 1.3580986393225507, its first term 1.3581.
   */
  @Test
  void criticalDistancesAreThoseOfTheTables() {
    assertThat(KolmogorovSmirnov.criticalDistance(0.05, 32, 32)).isCloseTo(.340, within(5e-4));
    assertThat(KolmogorovSmirnov.criticalDistance(0.05, 100, 100)).isCloseTo(.192, within(5e-4));
    assertThat(KolmogorovSmirnov.criticalDistance(0.05, 500, 500)).isCloseTo(.086, within(5e-4));
    assertThat(KolmogorovSmirnov.criticalDistance(0.05, 2, 2))
        .isCloseTo(1.3580986393225507, within(1e-5));
  }

  @Test
  void saysWhatASampleMustBe() {
    double[] two = {1, 2};
    assertThatThrownBy(() -> KolmogorovSmirnov.test(two, new double[] {1}))
        .hasMessage("second sample must hold at least two values, got 1");
    assertThatThrownBy(() -> KolmogorovSmirnov.test(new double[] {1, Double.NaN}, two))
        .hasMessage("first sample must be finite, got NaN at index 1");
  }
}
