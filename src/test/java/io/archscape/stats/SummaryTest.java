package io.archscape.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SummaryTest {
  /** numpy 1.24.2, python3: {@code numpy.mean(C)} and {@code numpy.median(C)}. */
  @Test
  void isNumpysMeanAndMedian() {
    Summary summary = Summary.of(Samples.c());
    assertThat(summary.n()).isEqualTo(14);
    assertThat(summary.min()).isEqualTo(52.0);
    assertThat(summary.max()).isEqualTo(60.0);
    assertThat(summary.mean()).isCloseTo(56.05, within(1e-12));
    assertThat(summary.median()).isCloseTo(56.3, within(1e-12));
  }

  @Test
  void doesNotDependOnTheOrder() {
    assertThat(Summary.of(new double[] {0.3, 0.1, 0.2}))
        .isEqualTo(Summary.of(new double[] {0.1, 0.2, 0.3}));
  }

  @Test
  void agreesWithTheDistributionFunction() {
    Summary summary = Summary.of(Samples.d());
    Edf edf = Edf.of(Samples.d());
    assertThat(summary)
        .isEqualTo(new Summary(edf.n(), edf.min(), edf.mean(), edf.median(), edf.max()));
  }

  @Test
  void saysWhatASampleMustBe() {
    assertThatThrownBy(() -> Summary.of(new double[] {}))
        .hasMessage("values must hold at least one value, got none");
  }
}
