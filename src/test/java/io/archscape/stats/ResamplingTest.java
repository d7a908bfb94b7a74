package io.archscape.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Bootstraps against scipy.stats.bootstrap, 200,000 rounds (golden/statistics.py), and counting.
 */
class ResamplingTest {
  private static final double[] C = Golden.sample("c");
  private static final double[] D = Golden.sample("d");
  private static final double[] NEAR = Golden.sample("near");
  private static final double[] SKEWED = Golden.sample("skewed");
  private static final Bootstrap MANY = new Bootstrap(100_000, 3, 0.95);

  private static void isScipys(Interval interval, String name, double tolerance) {
    double[] golden = Golden.array(Golden.of("bootstrap").get(name));
    assertThat(interval.low()).isCloseTo(golden[0], within(tolerance));
    assertThat(interval.high()).isCloseTo(golden[1], within(tolerance));
  }

  /**
   * The standard error of a percentile p of R rounds is sqrt(p(1-p)/R) / density: at 2.5 % of a
   * normal law 0.008 sd for R = 100,000; that of z0, 1.25/sqrt(R), comes in twice, 0.008 sd. With
   * scipy's own (R = 200,000) that makes 0.014 sd, and 0.05 sd is three and a half of it.
   */
  @Test
  void meansAreBcaAsInScipy() {
    isScipys(MANY.of(SKEWED, Statistic.MEAN), "meanSkewed", 0.05 * 0.53);
    isScipys(MANY.of(C, Statistic.MEAN), "meanC", 0.05 * 0.58);
    isScipys(MANY.difference(C, D, Statistic.MEAN), "meanCLessD", 0.05 * 0.73);
    isScipys(MANY.difference(SKEWED, NEAR, Statistic.MEAN), "meanSkewedLessNear", 0.05 * 0.78);
  }

  /** Medians jump between values: at most to the next one, which are 0.1 apart here at the ends. */
  @Test
  void mediansArePercentilesAsInScipy() {
    isScipys(MANY.of(C, Statistic.MEDIAN), "medianC", 0.051);
    isScipys(MANY.difference(C, D, Statistic.MEDIAN), "medianCLessD", 0.051);
  }

  /** P(min of the resample is x_(1)) = 1 - (1 - 1/n)^n = 0.65; x_(3) or less: 0.96, x_(4): 0.99. */
  @Test
  void theLeastErrorsIntervalStartsAtTheLeastError() {
    Interval interval = MANY.of(C, Statistic.MIN);
    assertThat(interval).isEqualTo(new Interval(52, 52, 54.4, 0.95));
  }

  @Test
  void noSpreadIsAnIntervalOfNoWidth() {
    Bootstrap bootstrap = Bootstrap.standard(1);
    for (Statistic statistic : Statistic.values()) {
      assertThat(bootstrap.of(new double[] {7}, statistic)).isEqualTo(new Interval(7, 7, 7, 0.95));
      assertThat(bootstrap.of(new double[] {0.1, 0.1, 0.1}, statistic).low()).isEqualTo(0.1);
      assertThat(bootstrap.difference(new double[] {3, 3}, new double[] {5}, statistic))
          .isEqualTo(new Interval(-2, -2, -2, 0.95));
    }
    Interval oneAgainstMany = bootstrap.difference(new double[] {50}, C, Statistic.MEAN);
    assertThat(oneAgainstMany.low()).isLessThan(-6.05);
    assertThat(oneAgainstMany.high()).isGreaterThan(-6.05);
  }

  @Test
  void theOrderOfTheModelsDoesNotMatter() {
    double[] reversed = IntStream.range(0, 14).mapToDouble(i -> C[13 - i]).toArray();
    for (Statistic statistic : Statistic.values()) {
      assertThat(Bootstrap.standard(5).of(reversed, statistic))
          .isEqualTo(Bootstrap.standard(5).of(C, statistic));
      assertThat(Bootstrap.standard(6).of(C, statistic)).isNotNull();
    }
  }

  /** 20 draws of an exponential law, 400 times: 95 % intervals hold the mean at least 88 %. */
  @Test
  void intervalsOfTheMeanHoldItAboutAsOftenAsTheySay() {
    double exponential = coverage(20, r -> -Math.log(1 - r.nextDouble()), Statistic.MEAN, 1);
    double uniform = coverage(20, SplittableRandom::nextDouble, Statistic.MEAN, 0.5);
    double median = coverage(21, SplittableRandom::nextDouble, Statistic.MEDIAN, 0.5);
    assertThat(exponential).isBetween(0.88, 0.97);
    assertThat(uniform).isBetween(0.90, 0.98);
    assertThat(median).isBetween(0.90, 0.99);
  }

  private static double coverage(
      int n, ToDoubleFunction<SplittableRandom> law, Statistic statistic, double truth) {
    SplittableRandom random = new SplittableRandom(11);
    int held = 0;
    for (int i = 0; i < 400; i++) {
      double[] sample = IntStream.range(0, n).mapToDouble(k -> law.applyAsDouble(random)).toArray();
      held += new Bootstrap(1000, i, 0.95).of(sample, statistic).holds(truth) ? 1 : 0;
    }
    return held / 400.0;
  }

  /** Every sequence of three draws from twelve models, counted (golden/statistics.py). */
  @Test
  void theBestValueIsThatOfTheLeastOfAQuarterDrawnWithReplacement() {
    JsonNode golden = Golden.of("sharesOfBest");
    double[] errors = Golden.array(golden.get("errors"));
    double[] shares = Golden.array(golden.get("shares"));
    List<String> names =
        IntStream.range(0, errors.length).mapToObj(i -> String.valueOf((char) ('a' + i))).toList();
    Map<String, Double> found = BestValue.shares(errors, names, 200_000, 9);
    assertThat(found.keySet()).containsExactlyElementsOf(names);
    for (int i = 0; i < shares.length; i++) {
      Offset<Double> mc = within(4.5 * Math.sqrt(shares[i] * (1 - shares[i]) / 200_000));
      assertThat(found.get(names.get(i))).as(names.get(i)).isCloseTo(shares[i], mc);
    }
    assertThat(found.values().stream().mapToDouble(v -> v).sum()).isCloseTo(1, within(1e-12));
  }

  @Test
  void theBestValueOfAParameterThatDecidesIsFound() {
    double[] values = IntStream.range(0, 200).mapToDouble(i -> i % 10).toArray();
    double[] errors = Arrays.stream(values).map(v -> 50 + (v - 6) * (v - 6)).toArray();
    assertThat(BestValue.of(errors, values, 10_000, 1)).isEqualTo(new Interval(6, 6, 6, 0.95));
  }

  @Test
  void equalErrorsMakeEachValueAsLikely() {
    double[] errors = new double[100];
    double[] values = IntStream.range(0, 100).mapToDouble(i -> i).toArray();
    Interval interval = BestValue.of(errors, values, 100_000, 1);
    assertThat(interval.low()).isCloseTo(2, within(1.0));
    assertThat(interval.estimate()).isCloseTo(49.5, within(1.0));
    assertThat(interval.high()).isCloseTo(97, within(1.0));
  }

  @Test
  void fewModelsAreDrawnOneAtATime() {
    double[] errors = {3, 1, 2};
    assertThat(BestValue.of(errors, new double[] {30, 10, 20}, 1000, 1))
        .isEqualTo(new Interval(20, 10, 30, 0.95));
    assertThat(BestValue.of(new double[] {3}, new double[] {30}, 1000, 1).estimate()).isEqualTo(30);
    assertThatThrownBy(() -> BestValue.of(errors, new double[] {1}, 10, 1))
        .hasMessage("there must be one value for each error, got 3 errors and 1 values");
    assertThatThrownBy(() -> BestValue.of(errors, new double[] {1, 2, Double.NaN}, 10, 1))
        .hasMessage("values must be finite, got NaN at index 2");
  }

  /** The mean over every subset of k (golden/statistics.py). */
  @Test
  void theExpectedBestOfKIsTheMeanOverAllSubsets() {
    for (String name : List.of("c", "tiedA")) {
      double[] golden = Golden.array(Golden.of("expectedBest").get(name));
      assertThat(Efficiency.expectedBest(Golden.sample(name)))
          .usingComparatorWithPrecision(1e-12)
          .containsExactly(golden);
    }
    assertThat(Efficiency.expectedBest(C, 4))
        .isCloseTo(Golden.of("expectedBest").get("c").get(3).asDouble(), within(1e-12));
  }

  @Test
  void efficiencyIsToldAtPowersOfTwoWithTheMeanFirstAndTheLeastLast() {
    Efficiency efficiency = Efficiency.of(C, 2000, 1);
    assertThat(efficiency.points().stream().map(Efficiency.Point::draws))
        .containsExactly(1, 2, 4, 8, 14);
    assertThat(efficiency.n()).isEqualTo(14);
    Interval first = efficiency.points().get(0).best();
    assertThat(first.estimate()).isCloseTo(56.05, within(1e-12));
    Interval mean = Bootstrap.standard(1).of(C, Statistic.MEAN);
    assertThat(first.low()).isCloseTo(mean.low(), within(0.15));
    assertThat(first.high()).isCloseTo(mean.high(), within(0.15));
    assertThat(efficiency.points().get(4).best())
        .isEqualTo(new Bootstrap(2000, 1, 0.95).of(C, Statistic.MIN));
  }

  @Test
  void efficiencyOfOneModelAndOfEqualOnes() {
    assertThat(Efficiency.of(new double[] {3}, 10, 1).points())
        .containsExactly(new Efficiency.Point(1, new Interval(3, 3, 3, 0.95)));
    assertThat(Efficiency.of(new double[] {3, 3}, 10, 1).points())
        .extracting(Efficiency.Point::draws)
        .containsExactly(1, 2);
    assertThat(Efficiency.expectedBest(new double[5000])[4999]).isZero();
    assertThatThrownBy(() -> Efficiency.expectedBest(C, 15))
        .hasMessage("draws must lie in 1..14, got 15");
    assertThatThrownBy(() -> Efficiency.of(new double[] {Double.NaN}, 10, 1))
        .hasMessage("errors must be finite, got NaN at index 0");
  }

  @Test
  void aTrendKeepsEqualComplexitiesTogether() {
    double[] x = {1, 2, 2, 2, 3, 4, 5, 6};
    double[] errors = {9, 8, 7, 6, 5, 4, 3, 2};
    Trend trend = Trend.ofBest(x, errors, 4, 500, 1);
    assertThat(trend.points().stream().map(Trend.Point::n)).containsExactly(4, 2, 2);
    assertThat(trend.points().stream().map(Trend.Point::x)).containsExactly(2.0, 3.5, 5.5);
    assertThat(trend.points().get(2).best().low()).isEqualTo(2);
    assertThat(trend.points().get(2).best().high()).isEqualTo(3);
    Trend values = Trend.ofBestValue(x, x, errors, 1, 500, 1);
    assertThat(values.points()).hasSize(1);
    assertThat(values.points().get(0).best().low()).isBetween(2.0, 6.0);
    assertThat(Trend.ofBest(x, errors, 100, 10, 1).points()).hasSize(6);
    assertThatThrownBy(() -> Trend.ofBest(x, errors, 0, 10, 1))
        .hasMessage("bins must be at least 1, got 0");
  }
}
