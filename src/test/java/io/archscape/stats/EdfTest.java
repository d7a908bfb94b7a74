package io.archscape.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class EdfTest {
  private static final double[] TIED = {3, 1, 2, 3, 5, 2, 4, 3};

  @Test
  void countsTheErrorsStrictlyBelow() {
    Edf edf = Edf.of(TIED);
    assertThat(List.of(edf.at(0.5), edf.at(1), edf.at(1.5), edf.at(2), edf.at(3), edf.at(3.1)))
        .containsExactly(0.0, 0.0, 1 / 8.0, 1 / 8.0, 3 / 8.0, 6 / 8.0);
    assertThat(edf.at(5)).isEqualTo(7 / 8.0);
    assertThat(edf.at(Double.POSITIVE_INFINITY)).isEqualTo(1);
    assertThat(edf.at(Double.NEGATIVE_INFINITY)).isZero();
  }

  @Test
  void pointsAreTheSortedErrorsAgainstIOverN() {
    assertThat(Edf.of(new double[] {7, 5, 6, 5}).points())
        .containsExactly(
            new Edf.Point(5, 0.25),
            new Edf.Point(5, 0.5),
            new Edf.Point(6, 0.75),
            new Edf.Point(7, 1));
  }

  @Test
  void oneErrorIsOneStep() {
    Edf edf = Edf.of(new double[] {52.5});
    assertThat(edf.at(52.5)).isZero();
    assertThat(edf.at(Math.nextUp(52.5))).isEqualTo(1);
    assertThat(List.of(edf.min(), edf.max(), edf.mean(), edf.median(), edf.quantile(0.3)))
        .containsOnly(52.5);
    assertThat(edf.n()).isEqualTo(1);
  }

  /**
   * numpy 1.24.2, python3: {@code numpy.quantile(C, [0,.1,.25,.5,.75,.9,1],
   * method='inverted_cdf')}, numpy.mean(C), numpy.median(C) of the sample in {@link Samples}.
   */
  @Test
  void quantilesMeanAndMedianAreNumpys() {
    Edf edf = Edf.of(Samples.c());
    double[] p = {0, 0.1, 0.25, 0.5, 0.75, 0.9, 1};
    assertThat(Arrays.stream(p).map(edf::quantile))
        .containsExactly(52.0, 53.1, 54.4, 56.2, 57.3, 58.9, 60.0);
    assertThat(edf.mean()).isCloseTo(56.05, within(1e-12));
    assertThat(edf.median()).isCloseTo(56.3, within(1e-12));
    assertThat(Edf.of(Samples.d()).mean()).isCloseTo(51.792857142857144, within(1e-12));
    assertThat(Edf.of(Samples.d()).median()).isCloseTo(52.1, within(1e-12));
  }

  @Test
  void eachFilledBinOfComplexityWeighsTheSame() {
    // bins [0,5) with three models and [5,10] with one: 1/6 each, and 1/2
    Edf edf = Edf.weighted(new double[] {1, 2, 3, 4}, new double[] {0, 1, 2, 10}, 2);
    assertThat(edf.at(2)).isCloseTo(1 / 6.0, within(1e-15));
    assertThat(edf.at(4)).isCloseTo(1 / 2.0, within(1e-15));
    assertThat(edf.at(4.5)).isEqualTo(1);
    assertThat(edf.mean()).isCloseTo((1 + 2 + 3) / 6.0 + 4 / 2.0, within(1e-14));
    assertThat(edf.median()).isCloseTo(3.5, within(1e-15));
    assertThat(edf.isWeighted()).isTrue();
  }

  @Test
  void emptyBinsAreLeftOutOfTheWeights() {
    double[] errors = {1, 2, 3, 4};
    double[] complexities = {0, 1, 2, 10};
    Edf inTen = Edf.weighted(errors, complexities, 10); // bins 0, 1, 2 and 9 are filled
    assertThat(inTen.points()).isEqualTo(Edf.of(errors).points());
    Edf wide = Edf.weighted(errors, complexities, 2, 0, 100); // all in the first bin
    assertThat(wide.points()).isEqualTo(Edf.of(errors).points());
  }

  @Test
  void equalComplexitiesAreOneBin() {
    double[] errors = {4, 1, 3, 2};
    assertThat(Edf.weighted(errors, new double[] {7, 7, 7, 7}, 5).points())
        .isEqualTo(Edf.of(errors).points());
  }

  @Test
  void saysWhatASampleMustBe() {
    assertThatThrownBy(() -> Edf.of(new double[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("errors must hold at least one value, got none");
    assertThatThrownBy(() -> Edf.of(new double[] {1, Double.NaN}))
        .hasMessage("errors must be finite, got NaN at index 1");
    assertThatThrownBy(() -> Edf.of(new double[] {Double.NEGATIVE_INFINITY}))
        .hasMessage("errors must be finite, got -Infinity at index 0");
    assertThatThrownBy(() -> Edf.of(TIED).quantile(1.1))
        .hasMessage("a probability must lie in [0, 1], got 1.1");
    assertThatThrownBy(() -> Edf.of(TIED).at(Double.NaN))
        .hasMessage("an error must be a number, got NaN");
  }

  @Test
  void saysWhatComplexitiesMustBe() {
    double[] two = {1, 2};
    assertThatThrownBy(() -> Edf.weighted(two, new double[] {1}, 3))
        .hasMessage("there must be one complexity for each error, got 2 errors and 1 complexities");
    assertThatThrownBy(() -> Edf.weighted(two, new double[] {1, Double.NaN}, 3))
        .hasMessage("complexities must be finite, got NaN at index 1");
    assertThatThrownBy(() -> Edf.weighted(two, two, 0))
        .hasMessage("complexity bins must be at least 1, got 0");
    assertThatThrownBy(() -> Edf.weighted(two, two, 2, 0, 1.5))
        .hasMessage("complexity must lie in [0.0, 1.5], got 2.0");
  }

  @Test
  void keepsItsOwnCopy() {
    double[] errors = {2, 1};
    Edf edf = Edf.of(errors);
    errors[0] = 99;
    assertThat(edf.max()).isEqualTo(2);
  }

  /** The definition of the paper, counted one by one. */
  @Property
  void agreesWithCounting(@ForAll("samples") double[] errors) {
    Edf edf = Edf.of(errors);
    for (double e : errors) {
      double below = Arrays.stream(errors).filter(x -> x < e).count() / (double) errors.length;
      assertThat(edf.at(e)).isEqualTo(below);
    }
    assertThat(edf.at(Math.nextUp(edf.max()))).isEqualTo(1);
  }

  @Property
  void quantileIsTheInverse(@ForAll("samples") double[] errors) {
    Edf edf = Edf.of(errors);
    for (Edf.Point p : edf.points()) {
      double q = edf.quantile(p.probability());
      assertThat(edf.at(q)).isLessThan(p.probability());
      assertThat(edf.at(Math.nextUp(q))).isGreaterThanOrEqualTo(p.probability());
    }
  }

  @Provide
  Arbitrary<double[]> samples() {
    // few values, so that ties are common
    return Arbitraries.integers()
        .between(0, 40)
        .map(i -> i / 4.0)
        .array(Double[].class)
        .ofMinSize(1)
        .ofMaxSize(60)
        .map(boxed -> Arrays.stream(boxed).mapToDouble(Double::doubleValue).toArray());
  }
}
