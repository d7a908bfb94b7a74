package io.archscape.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RepeatabilityTest {
  private static final double WITHIN = 7.2023658664409251e-01;
  private static final double LOW = 4.9540408148253318e-01;
  private static final double HIGH = 1.3148712464005967e+00;
  private static final double F = 7.4270080679709636e+01;
  private static final double P = 2.5458364820554479e-06;
  private static final double BETWEEN = 3.1151589253236551;
  private static final double P_ALIKE = 0.95803696727410037;
  private static final double ONE_LOW = 0.37147203765039405;
  private static final double ONE_HIGH = 2.44497195461941086;
  private static final double LEAST = 2.3041616863753824;

  private static final Offset<Double> CLOSE = within(1e-9);

  /** R 4.2.2: golden/statistics.R prints these. */
  @Test
  void isTheAnalysisOfVarianceOfR() {
    Repeatability found =
        Repeatability.of(
            List.of(
                new double[] {50.1, 51.3, 50.6, 49.8},
                new double[] {47.2, 47.9, 48.8},
                new double[] {55.0, 53.1, 54.2, 53.9, 54.6}));
    assertThat(found.groups()).isEqualTo(3);
    assertThat(found.values()).isEqualTo(12);
    assertThat(found.df()).isEqualTo(9);
    assertThat(found.within().estimate()).isCloseTo(WITHIN, CLOSE);
    assertThat(found.within().low()).isCloseTo(LOW, CLOSE);
    assertThat(found.within().high()).isCloseTo(HIGH, CLOSE);
    assertThat(found.f()).isCloseTo(F, CLOSE);
    assertThat(found.p()).isCloseTo(P, within(1e-9 * P));
    assertThat(found.pAlike()).isCloseTo(P_ALIKE, CLOSE);
    assertThat(found.unlike()).isFalse();
    assertThat(found.between()).isCloseTo(BETWEEN, CLOSE);
    assertThat(found.leastDifference()).isCloseTo(LEAST, CLOSE);
    assertThat(found.share())
        .isCloseTo(WITHIN * WITHIN / (WITHIN * WITHIN + BETWEEN * BETWEEN), CLOSE);
  }

  /** Of networks with a standard deviation of 3, and chance of 1. */
  @Test
  void findsWhatItWasMadeOf() {
    Random random = new Random(5);
    List<double[]> samples = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      double network = 50 + 3 * random.nextGaussian();
      samples.add(random.doubles(3).map(u -> network + random.nextGaussian()).toArray());
    }
    Repeatability found = Repeatability.of(samples);
    assertThat(found.within().estimate()).isCloseTo(1, within(0.06));
    assertThat(found.between()).isCloseTo(3, within(0.3));
    assertThat(found.share()).isCloseTo(0.1, within(0.02));
    assertThat(found.p()).isLessThan(1e-9);
  }

  /** Where 1 - cdf would be 0. */
  @Test
  void aTinyPIsNotRoundedToNothing() {
    Repeatability found =
        Repeatability.of(
            List.of(new double[] {0, 1e-9, 2e-9, 1e-9}, new double[] {50, 50, 50 + 1e-9, 50}));
    assertThat(found.p()).isPositive().isLessThan(1e-40);
  }

  @Test
  void whereNothingDiffersThereIsNoChanceAndNoDifference() {
    Repeatability equal = Repeatability.of(List.of(new double[] {5, 5}, new double[] {5, 5}));
    assertThat(equal.within().estimate()).isZero();
    assertThat(equal.between()).isZero();
    assertThat(equal.p()).isEqualTo(1);
    assertThat(equal.share()).isNaN();
    Repeatability exact = Repeatability.of(List.of(new double[] {5, 5}, new double[] {6, 6}));
    assertThat(exact.p()).isZero();
    assertThat(exact.f()).isInfinite();
    assertThat(exact.share()).isZero();
  }

  /** 0.1 + 0.2 is no 0.3: a mean of equal errors may lie beside them. */
  @Test
  void equalErrorsDoNotDifferWhateverTheirRounding() {
    double[] same = {0.1 + 0.2, 0.1 + 0.2, 0.1 + 0.2};
    Repeatability equal = Repeatability.of(List.of(same, same, same));
    assertThat(equal.p()).isEqualTo(1);
    assertThat(equal.between()).isZero();
    assertThat(equal.unlike()).isFalse();
  }

  @Test
  void chanceThatIsNotAlikeIsSeen() {
    Random random = new Random(6);
    List<double[]> samples = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      double chance = i < 5 ? 0.2 : 4;
      samples.add(random.doubles(4).map(u -> 50 + chance * random.nextGaussian()).toArray());
    }
    assertThat(Repeatability.of(samples).unlike()).isTrue();
    // a tie among few images says nothing
    List<double[]> tied = new ArrayList<>(List.of(new double[] {5, 5}, new double[] {5, 6}));
    assertThat(Repeatability.of(tied).pAlike()).isNaN();
    tied.add(new double[] {5, 7});
    assertThat(Repeatability.of(tied).pAlike())
        .isEqualTo(Repeatability.of(tied.subList(1, 3)).pAlike())
        .isBetween(0.3, 0.9);
  }

  /** The same spread as by Student: sd, and chi-square's interval with 3 degrees of freedom. */
  @Test
  void oneNetworkHasASpreadAndNothingToCompareItWith() {
    Repeatability one = Repeatability.of(List.of(new double[] {50.1, 51.3, 50.6, 49.8}));
    assertThat(one.within().estimate()).isCloseTo(0.6557438524302013, CLOSE);
    assertThat(one.within().low()).isCloseTo(ONE_LOW, CLOSE);
    assertThat(one.within().high()).isCloseTo(ONE_HIGH, CLOSE);
    assertThat(List.of(one.between(), one.f(), one.p(), one.pAlike(), one.share()))
        .containsOnly(Double.NaN);
    assertThat(one.unlike()).isFalse();
  }

  @Test
  void noNetworkOrOneTrainingSaysNothing() {
    assertThatThrownBy(() -> Repeatability.of(List.of()))
        .hasMessage("repeatability needs at least one network, got none");
    assertThatThrownBy(() -> Repeatability.of(List.of(new double[] {5, 6}, new double[] {5})))
        .hasMessageContaining("trainings of a network");
  }
}
