package io.archscape.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AdjustedDifferenceTest {
  private static final Offset<Double> CLOSE = within(1e-8);

  /** {@code log(from + 0.4 u)} of the golden ratio's fractions, from the given place on. */
  private static double[] covariate(double from, int place, int n) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = Math.log(from + 0.4 * ((place + i) * 0.6180339887498949 % 1));
    }
    return x;
  }

  private static final double[] FIRST = Arrays.copyOf(Samples.c(), 10);
  private static final double[] SECOND = Arrays.copyOf(Samples.d(), 12);

  /** R 4.2.2: golden/statistics.R prints these, of a jackknife around lm. */
  @Test
  void isTheAnalysisOfCovarianceOfR() {
    Interval found =
        AdjustedDifference.of(FIRST, covariate(1.3, 1, 10), SECOND, covariate(1.35, 11, 12), 0.95)
            .orElseThrow();
    assertThat(found.estimate()).isCloseTo(4.6205150276347240, CLOSE);
    assertThat(found.low()).isCloseTo(2.9181615711911562, CLOSE);
    assertThat(found.high()).isCloseTo(6.3228684840782918, CLOSE);
    Interval pairs =
        AdjustedDifference.ofPairs(
                FIRST,
                covariate(1.3, 1, 10),
                Arrays.copyOf(SECOND, 10),
                covariate(1.35, 11, 10),
                0.95)
            .orElseThrow();
    assertThat(pairs.estimate()).isCloseTo(4.8759920589926296, CLOSE);
    assertThat(pairs.low()).isCloseTo(3.2376807614572405, CLOSE);
    assertThat(pairs.high()).isCloseTo(6.5143033565280186, CLOSE);
  }

  /** Errors that fall with the covariate alone, which one sample has more of. */
  @Test
  void whatTheCovariateExplainsFallsOut() {
    Random random = new Random(2);
    double[] xa = random.doubles(400, 0.5, 1.5).toArray();
    double[] xb = random.doubles(400, 0, 1).toArray();
    double[] a = Arrays.stream(xa).map(x -> 50 - 4 * x + random.nextGaussian()).toArray();
    double[] b = Arrays.stream(xb).map(x -> 50 - 4 * x + 3 * random.nextGaussian()).toArray();
    assertThat(Welch.of(a, b).interval(0.95).holds(0)).isFalse();
    Interval found = AdjustedDifference.of(a, xa, b, xb, 0.95).orElseThrow();
    assertThat(found.holds(0)).isTrue();
    assertThat(AdjustedDifference.of(b, xb, a, xa, 0.95).orElseThrow().estimate())
        .isCloseTo(-found.estimate(), CLOSE);
  }

  /** Pairs with much in common: that the slope is the same within a pair is made use of. */
  @Test
  void pairsAreNarrowerThanSamples() {
    Random random = new Random(4);
    int n = 60;
    double[] x = random.doubles(n).toArray();
    double[] more = Arrays.stream(x).map(v -> v + 0.02).toArray();
    double[] b = Arrays.stream(x).map(v -> 50 - 4 * v + 3 * random.nextGaussian()).toArray();
    double[] a = Arrays.stream(b).map(v -> v - 1 + 0.1 * random.nextGaussian()).toArray();
    Interval pairs = AdjustedDifference.ofPairs(a, more, b, x, 0.95).orElseThrow();
    Interval apart = AdjustedDifference.of(a, more, b, x, 0.95).orElseThrow();
    assertThat(pairs.estimate()).isCloseTo(apart.estimate(), CLOSE).isBetween(-1.0, -0.8);
    assertThat(pairs.high() - pairs.low()).isLessThan((apart.high() - apart.low()) / 5);
  }

  @Test
  void aCovariateThatDoesNotVaryExplainsNothing() {
    double[] same = new double[10];
    assertThat(AdjustedDifference.of(FIRST, same, FIRST, same, 0.95)).isEmpty();
    double[] other = new double[10];
    Arrays.fill(other, 1); // which sample it is, and nothing else
    assertThat(AdjustedDifference.ofPairs(FIRST, same, FIRST, other, 0.95)).isEmpty();
    assertThat(
            AdjustedDifference.of(
                new double[] {1, 2}, new double[] {1, 2}, new double[] {1}, new double[] {1}, 0.95))
        .isEmpty();
    double[] one = new double[10];
    one[3] = 1e-7; // without it there is no slope
    assertThat(AdjustedDifference.of(FIRST, one, FIRST, same, 0.95)).isEmpty();
    assertThat(AdjustedDifference.ofPairs(FIRST, one, FIRST, one, 0.95)).isEmpty();
    assertThatThrownBy(() -> AdjustedDifference.of(FIRST, SECOND, SECOND, SECOND, 0.95))
        .hasMessage("each value must have its covariate, got 12 of 10 and 12 of 12");
  }
}
