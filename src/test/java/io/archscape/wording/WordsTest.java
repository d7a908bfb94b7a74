package io.archscape.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  @Test
  void numbersAreShort() {
    assertThat(Words.amount(1_534_000)).isEqualTo("1.53M");
    assertThat(Words.amount(999)).isEqualTo("999");
    assertThat(Words.p(0.00001)).isEqualTo("p < 0.0001");
    assertThat(Words.p(0.0134)).isEqualTo("p = 0.013");
    assertThat(Words.two(-0.001)).isEqualTo("0.00");
    assertThat(Words.time(7505)).isEqualTo("2 h 5 min");
  }

  @Test
  void thePOfAFloorIsAtMostThat() {
    assertThat(Words.p(0.00226, true)).isEqualTo("p \u2264 0.0023");
    assertThat(Words.p(0.00226, false)).isEqualTo("p = 0.0023");
    assertThat(Words.p(0.00005, true)).isEqualTo("p < 0.0001");
  }

  /** What terminals were shown before it was one of two forms. */
  @Test
  void aPaddedPHasBothDigits() {
    assertThat(Words.paddedP(0.00001)).isEqualTo("p < 0.0001");
    assertThat(Words.paddedP(0.5)).isEqualTo("p = 0.50");
    assertThat(Words.p(0.5)).isEqualTo("p = 0.5");
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 10_000; i++) {
      double p = i % 2 == 0 ? random.nextInt(2, 20_001) / 20_000.0 : random.nextDouble(1e-4, 1);
      assertThat(Words.paddedP(p)).isEqualTo(String.format(Locale.ROOT, "p = %.2g", p));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0,0 s",
    "0.2,1 s",
    "89,89 s",
    "90.5,2 min",
    "3540,59 min",
    "3541,1 h 00 min",
    "40000,11 h 07 min"
  })
  void roundsTimeUp(double seconds, String shown) {
    assertThat(Words.timeLeft(seconds)).isEqualTo(shown);
  }
}
