package io.archscape.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.stat.correlation.KendallsCorrelation;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RankCorrelationTest {
  static List<JsonNode> correlations() {
    return Golden.list("correlations");
  }

  @ParameterizedTest
  @MethodSource("correlations")
  void areScipys(JsonNode golden) {
    double[] x = Golden.array(golden.get("x"));
    double[] y = Golden.array(golden.get("y"));
    assertThat(RankCorrelation.kendall(x, y))
        .isCloseTo(golden.get("kendall").asDouble(), within(1e-13));
    assertThat(RankCorrelation.spearman(x, y))
        .isCloseTo(golden.get("spearman").asDouble(), within(1e-13));
    assertThat(RankCorrelation.pearson(x, y))
        .isCloseTo(golden.get("pearson").asDouble(), within(1e-13));
  }

  /** R 4.2.2: cor(A[1:7], B, method = ...) (golden/statistics.R). */
  @Test
  void areRs() {
    double[] a = Arrays.copyOf(Golden.sample("tiedA"), 7);
    double[] b = Golden.sample("tiedB");
    assertThat(RankCorrelation.kendall(a, b)).isCloseTo(0.83462232611198583, within(1e-14));
    assertThat(RankCorrelation.spearman(a, b)).isCloseTo(0.886076023236295751, within(1e-14));
  }

  /** Pairs that come several times are the same as that many pairs written out. */
  @Property(tries = 200)
  void aResampleIsThePairsWrittenOut(
      @ForAll @IntRange(min = 3, max = 40) int n, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] x = random.ints(n, 0, 8).asDoubleStream().toArray();
    double[] y = random.ints(n, 0, 8).asDoubleStream().toArray();
    int[] drawn = random.ints(n, 0, n).toArray();
    int[] counts = new int[n];
    Arrays.stream(drawn).forEach(i -> counts[i]++);
    double[] manyX = Arrays.stream(drawn).mapToDouble(i -> x[i]).toArray();
    double[] manyY = Arrays.stream(drawn).mapToDouble(i -> y[i]).toArray();
    same(
        RankCorrelation.KENDALL, x, y, counts, new KendallsCorrelation().correlation(manyX, manyY));
    same(
        RankCorrelation.SPEARMAN,
        x,
        y,
        counts,
        new SpearmansCorrelation().correlation(manyX, manyY));
    same(
        RankCorrelation.PEARSON, x, y, counts, new PearsonsCorrelation().correlation(manyX, manyY));
  }

  private static void same(
      RankCorrelation kind, double[] x, double[] y, int[] counts, double commonsMath) {
    assertThat(kind.prepared(x, y).of(counts))
        .as("%s", kind)
        .isCloseTo(Double.isNaN(commonsMath) ? 0 : commonsMath, within(1e-12));
  }

  @Test
  void aConstantHasNoOrder() {
    double[] x = {1, 2, 3, 4};
    double[] constant = {0.1, 0.1, 0.1, 0.1};
    for (RankCorrelation kind : RankCorrelation.values()) {
      assertThat(kind.of(x, constant)).isZero();
      assertThat(kind.of(constant, x)).isZero();
      assertThat(kind.of(x, constant, Bootstrap.standard(1)))
          .isEqualTo(new Interval(0, 0, 0, 0.95));
      assertThat(kind.of(x, x)).isCloseTo(1, within(1e-15));
    }
  }

  @Test
  void theIntervalOfNoiseHoldsZeroAndThatOfAnOrderDoesNot() {
    SplittableRandom random = new SplittableRandom(4);
    double[] x = random.doubles(200).toArray();
    double[] noise = random.doubles(200).toArray();
    double[] follows = new double[200];
    Arrays.setAll(follows, i -> x[i] + noise[i]);
    Bootstrap bootstrap = new Bootstrap(1000, 2, 0.95);
    for (RankCorrelation kind : RankCorrelation.values()) {
      assertThat(kind.of(x, noise, bootstrap).holds(0)).isTrue();
      assertThat(kind.of(x, follows, bootstrap).low()).isGreaterThan(0.3);
      Interval more = kind.difference(x, noise, x, bootstrap);
      assertThat(more.low()).isGreaterThan(0.8);
      assertThat(kind.of(x, follows, bootstrap)).isEqualTo(kind.of(x, follows, bootstrap));
    }
  }

  /** Fisher's interval of r at n = 200, tanh(atanh(r) -+ 1.96 / sqrt(n - 3)), for normal pairs. */
  @Test
  void theIntervalOfRIsAboutFishers() {
    SplittableRandom random = new SplittableRandom(8);
    double[] x = new double[200];
    double[] y = new double[200];
    for (int i = 0; i < 200; i++) {
      x[i] = Normal.quantile(random.nextDouble());
      y[i] = x[i] + Normal.quantile(random.nextDouble());
    }
    Interval interval = RankCorrelation.PEARSON.of(x, y, Bootstrap.standard(1));
    double z = 0.5 * Math.log((1 + interval.estimate()) / (1 - interval.estimate()));
    assertThat(interval.low()).isCloseTo(Math.tanh(z - 1.96 / Math.sqrt(197)), within(0.03));
    assertThat(interval.high()).isCloseTo(Math.tanh(z + 1.96 / Math.sqrt(197)), within(0.03));
  }

  @Test
  void saysWhatPairsMustBe() {
    double[] two = {1, 2};
    assertThatThrownBy(() -> RankCorrelation.kendall(two, new double[] {1}))
        .hasMessage("x and y must hold as many values, got 2 and 1");
    assertThatThrownBy(() -> RankCorrelation.kendall(new double[] {1}, new double[] {1}))
        .hasMessage("x must hold at least two values, got 1");
    assertThatThrownBy(() -> RankCorrelation.spearman(two, new double[] {1, Double.NaN}))
        .hasMessage("y must be finite, got NaN at index 1");
  }
}
