package io.archscape.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is said of an estimate that is known by its interval alone. */
class EstimateTest {
  private static final Interval ESTIMATE = new Interval(0.26, 0.10, 0.42, 0.95);

  /**
   * scipy 1.10.1: {@code z = norm.ppf; se = .32/(2*z(.975)); e = .26/se; norm.cdf(e-z(.975)) +
   * norm.cdf(-e-z(.975)); 100*((z(.975)+z(.8))/e)**2}.
   */
  @Test
  void powerAndModelsNeededAreThoseOfANormalTest() {
    assertThat(Power.ofEstimate(ESTIMATE, 0.05)).isCloseTo(0.8897082829637156, within(1e-9));
    assertThat(Power.modelsNeeded(ESTIMATE, 100, 0.05, 0.8)).hasValue(78);
    assertThat(Power.modelsNeeded(ESTIMATE, 100, 0.01, 0.8)).hasValue(116);
    assertThat(Power.modelsNeeded(new Interval(0, -1, 1, 0.95), 100, 0.05, 0.8)).isEmpty();
    assertThat(Power.ofEstimate(new Interval(0, 0, 0, 0.95), 0.05)).isZero();
  }

  @Test
  void theSharesOfSignsGiveThePOfADifferenceOfCorrelations() {
    Random random = new Random(1);
    double[] x = random.doubles(50).toArray();
    double[] z = random.doubles(50).toArray();
    double[] y = new double[50];
    for (int i = 0; i < y.length; i++) {
      y[i] = x[i] + 0.1 * random.nextGaussian();
    }
    Bootstrap bootstrap = new Bootstrap(999, 1, 0.95);
    RankCorrelation pearson = RankCorrelation.PEARSON;
    assertThat(pearson.differenceP(x, z, y, bootstrap)).isCloseTo(0.002, within(1e-12));
    assertThat(pearson.differenceP(z, x, y, bootstrap)).isCloseTo(0.002, within(1e-12));
    assertThat(pearson.differenceP(x, x, y, bootstrap)).isEqualTo(1);
    double[] noise = random.doubles(50).toArray();
    double p = pearson.differenceP(noise, z, random.doubles(50).toArray(), bootstrap);
    assertThat(p).isBetween(0.05, 1.0);
  }
}
