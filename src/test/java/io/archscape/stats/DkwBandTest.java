package io.archscape.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DkwBandTest {
  /** numpy 1.24.2, python3: {@code numpy.sqrt(numpy.log(2/alpha)/(2*n))}. */
  @Test
  void hasTheWidthThatNumpyComputes() {
    assertThat(new DkwBand(14, 0.05).eps()).isCloseTo(0.36296789773998395, within(1e-15));
    assertThat(new DkwBand(100, 0.05).eps()).isCloseTo(0.13581015157406195, within(1e-15));
    assertThat(new DkwBand(500, 0.01).eps()).isCloseTo(0.07278954160144187, within(1e-15));
  }

  @Test
  void staysAProbability() {
    DkwBand band = new DkwBand(14, 0.05);
    assertThat(band.lower(0.2)).isZero();
    assertThat(band.upper(0.8)).isEqualTo(1);
    assertThat(band.lower(0.5)).isEqualTo(0.5 - band.eps());
    assertThat(band.upper(0.5)).isEqualTo(0.5 + band.eps());
  }

  @Test
  void saysWhatItsArgumentsMustBe() {
    assertThatThrownBy(() -> new DkwBand(0, 0.05))
        .hasMessage("a band needs at least one model, got n=0");
    assertThatThrownBy(() -> new DkwBand(5, Double.NaN))
        .hasMessage("alpha must lie in (0, 1), got NaN");
  }
}
