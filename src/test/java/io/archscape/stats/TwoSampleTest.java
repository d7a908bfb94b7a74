package io.archscape.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests between two samples against scipy (golden/statistics.py) and R (golden/statistics.R). */
class TwoSampleTest {
  private static final double[] NEAR = Golden.sample("near");
  private static final double[] A = Golden.sample("tiedA");
  private static final double[] B = Golden.sample("tiedB");
  private static final double[] EQUAL = {5, 5, 5};

  static List<JsonNode> pairs() {
    return Golden.list("pairs");
  }

  static List<JsonNode> permutations() {
    return Golden.list("permutation");
  }

  private static double[] first(JsonNode pair) {
    return Golden.sample(pair.get("a").asText());
  }

  private static double[] second(JsonNode pair) {
    return Golden.sample(pair.get("b").asText());
  }

  /** Small numbers by their digits: a p of 1e-9 is not 0. */
  private static Offset<Double> digits(double value) {
    return within(1e-9 * Math.abs(value) + 1e-15);
  }

  private static void close(double actual, JsonNode expected) {
    assertThat(actual).isCloseTo(expected.asDouble(), digits(expected.asDouble()));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void mannWhitneyIsScipys(JsonNode pair) {
    MannWhitney test = MannWhitney.test(first(pair), second(pair));
    JsonNode golden = pair.get("mannWhitney");
    close(test.u(), golden.get("u"));
    close(test.p(), golden.get("p"));
    close(test.superiority(), golden.get("superiority"));
    assertThat(test.exact()).isEqualTo(golden.get("exact").asBoolean());
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void welchsTestAndIntervalAreScipys(JsonNode pair) {
    Welch welch = Welch.of(first(pair), second(pair));
    JsonNode golden = pair.get("welch");
    close(welch.difference(), golden.get("difference"));
    close(welch.standardError(), golden.get("se"));
    close(welch.df(), golden.get("df"));
    close(welch.p(), golden.get("p"));
    close(welch.interval(0.95).low(), golden.get("low"));
    close(welch.interval(0.95).high(), golden.get("high"));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void equivalenceIsTwoOneSidedTestsOfScipy(JsonNode pair) {
    double[] a = first(pair);
    double[] b = second(pair);
    Equivalence equivalence = Equivalence.of(a, b, 0.95);
    close(equivalence.bound(), pair.get("bound"));
    close(Equivalence.pValue(a, b, 2), pair.get("pSame2"));
    close(Equivalence.pNotWorse(a, b, 1), pair.get("pNotWorse1"));
    assertThat(Equivalence.pValue(a, b, equivalence.bound())).isCloseTo(0.05, within(1e-9));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void powerIsThatOfTheNoncentralTOfScipy(JsonNode pair) {
    double[] a = first(pair);
    double[] b = second(pair);
    Offset<Double> offset = within(1e-6);
    assertThat(Power.ofMeans(a, b, 0.05)).isCloseTo(pair.get("power").asDouble(), offset);
    assertThat(Power.ofNotWorse(a, b, 1, 0.05))
        .isCloseTo(pair.get("powerNotWorse1").asDouble(), offset);
    assertThat(Power.ofSame(a, b, 2, 0.05)).isCloseTo(pair.get("powerSame2").asDouble(), offset);
    assertThat(Power.modelsNeeded(a, b, 0.05, 0.8)).hasValue(pair.get("needed").asInt());
  }

  @ParameterizedTest
  @MethodSource("permutations")
  void permutationsAreCountedOneByOneWhereTheyAreFew(JsonNode pair) {
    double[] a = first(pair);
    double[] b = second(pair);
    double p = pair.get("p").asDouble();
    long splits = pair.get("splits").asLong();
    PermutationTest exact = PermutationTest.ofMeans(a, b, (int) splits, 1);
    assertThat(exact.exact()).isTrue();
    assertThat(exact.rounds()).isEqualTo(splits);
    assertThat(exact.p()).isCloseTo(p, within(1e-12));
    assertThat(PermutationTest.ofMeans(b, a, (int) splits, 1).p()).isCloseTo(p, within(1e-12));
    PermutationTest random = PermutationTest.ofMeans(a, b, (int) splits - 1, 1);
    assertThat(random.exact()).isFalse();
    assertThat(random.p()).isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / splits) + 1 / splits));
  }

  private static double[] normal(Random random, int n, double mean, double deviation) {
    return IntStream.range(0, n)
        .mapToDouble(i -> mean + deviation * random.nextGaussian())
        .toArray();
  }

  /** 3 standard deviations of the count around 5 % of the tests. */
  private static void fivePercent(int hits, int tests) {
    assertThat(hits / (double) tests).isCloseTo(0.05, within(3 * Math.sqrt(0.0475 / tests)));
  }

  /** The test of the plain difference of means rejects 21 % where the small sample spreads more. */
  @ParameterizedTest
  @CsvSource({"300, 40, 3, 6", "40, 300, 3, 6", "100, 25, 1, 4", "30, 30, 2, 2"})
  void equalMeansOfUnequalSpreadAreToldApartInFivePercent(int n, int m, double one, double other) {
    Random random = new Random(3);
    int tests = 400;
    int hits = 0;
    for (int i = 0; i < tests; i++) {
      double[] a = normal(random, n, 40, one);
      double[] b = normal(random, m, 40, other);
      hits += PermutationTest.ofMeans(a, b, 400, i).p() < 0.05 ? 1 : 0;
    }
    fivePercent(hits, tests);
  }

  @Test
  void theIntervalOfThePermutationTestLeavesOutNoDifferenceWhereItRejects() {
    Random random = new Random(4);
    int rejected = 0;
    int tests = 400;
    for (int i = 0; i < tests; i++) {
      double[] a = normal(random, 2 + i % 8, 40, 1 + i % 3);
      double[] b = normal(random, 2 + i % 11, 42, 2);
      if (i % 5 == 0) { // many ties
        a = Arrays.stream(a).map(Math::rint).toArray();
        b = Arrays.stream(b).map(Math::rint).toArray();
      }
      PermutationTest test = PermutationTest.ofMeans(a, b, 500, i);
      if (test.interval().low() < test.interval().high()) {
        assertThat(test.interval().holds(0)).as("%d", i).isEqualTo(!(test.p() < 0.05));
      }
      rejected += test.p() < 0.05 ? 1 : 0;
    }
    assertThat(rejected).isBetween(tests / 10, tests / 2);
  }

  @Test
  void theLeastPOfAPermutationTestIsThatOfTheSplitSeenAndItsMirror() {
    assertThat(PermutationTest.leastP(3, 3)).isEqualTo(0.1);
    assertThat(PermutationTest.leastP(5, 2)).isEqualTo(2 / 21.0);
    assertThat(PermutationTest.leastP(1, 1)).isEqualTo(1);
    assertThat(PermutationTest.leastP(4000, 4000)).isLessThan(1e-15);
  }

  /** R 4.2.2: wilcox.test, golden/statistics.R. */
  @Test
  void mannWhitneyIsRs() {
    MannWhitney few = MannWhitney.test(Golden.sample("c"), NEAR);
    assertThat(few).isEqualTo(new MannWhitney(42, 1, true, 0.5));
    MannWhitney tied = MannWhitney.test(A, B);
    assertThat(tied.u()).isEqualTo(13);
    assertThat(tied.p()).isCloseTo(0.087480333925197176, within(1e-12));
    double[] x = sequence(49, 0.6180339887498949, 1);
    double[] y = sequence(49, 0.7548776662466927, 1.2);
    MannWhitney most = MannWhitney.test(x, y);
    assertThat(most.exact()).isTrue();
    assertThat(most.u()).isEqualTo(1282);
    assertThat(most.p()).isCloseTo(0.56654025004122865, within(1e-12));
  }

  /** R 4.2.2: t.test(C, NEAR). */
  @Test
  void welchIsRs() {
    Welch welch = Welch.of(Golden.sample("c"), NEAR);
    assertThat(welch.difference() / welch.standardError())
        .isCloseTo(-0.067123058040370651, within(1e-12));
    assertThat(welch.df()).isCloseTo(13.714008658166429555, within(1e-11));
    assertThat(welch.p()).isCloseTo(0.947452503629736764, within(1e-11));
    assertThat(welch.interval(0.95).low()).isCloseTo(-1.925914748870989568, within(1e-10));
    assertThat(welch.interval(0.95).high()).isCloseTo(1.809248082204315100, within(1e-10));
  }

  /** R 4.2.2: power.t.test(delta = sd(C)/2, sd = sd(C), strict = TRUE) with n = 14, power = 0.8. */
  @Test
  void powerIsRs() {
    double[] c = Golden.sample("c");
    double half = Welch.of(c, c).standardError() * Math.sqrt(14 / 2.0) / 2;
    double[] shifted = Arrays.stream(c).map(e -> e + half).toArray();
    assertThat(Power.ofMeans(c, shifted, 0.05)).isCloseTo(0.24706608906720107, within(1e-7));
    assertThat(Power.modelsNeeded(c, shifted, 0.05, 0.8)).hasValue(64); // 63.77 in R
  }

  private static double[] sequence(int n, double step, double power) {
    return IntStream.rangeClosed(1, n).mapToDouble(i -> Math.pow(i * step % 1, power)).toArray();
  }

  @Test
  void modelsNeededGiveThePowerAndOneLessDoesNot() {
    double[] a = Golden.sample("longA");
    double[] b = Golden.sample("longB");
    int notWorse = Power.modelsNeededNotWorse(a, b, 3, 0.05, 0.8).orElseThrow();
    assertThat(Power.ofNotWorse(alike(a, notWorse), alike(b, notWorse), 3, 0.05))
        .isGreaterThanOrEqualTo(0.8);
    assertThat(Power.ofNotWorse(alike(a, notWorse - 1), alike(b, notWorse - 1), 3, 0.05))
        .isLessThan(0.8);
    int same = Power.modelsNeededSame(a, b, 2, 0.05, 0.8).orElseThrow();
    assertThat(Power.ofSame(alike(a, same), alike(b, same), 2, 0.05)).isGreaterThanOrEqualTo(0.8);
    assertThat(Power.ofSame(alike(a, same - 1), alike(b, same - 1), 2, 0.05)).isLessThan(0.8);
  }

  /** n values with the mean and the unbiased variance of others. */
  private static double[] alike(double[] values, int n) {
    double[] ramp = IntStream.range(0, n).mapToDouble(i -> i - (n - 1) / 2.0).toArray();
    double scale = Math.sqrt(StatUtils.variance(values) / StatUtils.variance(ramp));
    double mean = StatUtils.mean(values);
    return Arrays.stream(ramp).map(v -> mean + v * scale).toArray();
  }

  @Test
  void equalErrorsShowNothing() {
    assertThat(MannWhitney.test(EQUAL, EQUAL)).isEqualTo(new MannWhitney(4.5, 1, false, 0.5));
    assertThat(PermutationTest.ofMeans(EQUAL, EQUAL, 5, 1).p()).isEqualTo(1);
    assertThat(PermutationTest.ofMeans(EQUAL, EQUAL, 100, 1).p()).isEqualTo(1);
    assertThat(Welch.of(EQUAL, EQUAL).p()).isEqualTo(1);
    assertThat(Equivalence.of(EQUAL, EQUAL, 0.95)).isEqualTo(new Equivalence(0, 0, 0.95));
    assertThat(Equivalence.pValue(EQUAL, EQUAL, 0.1)).as("no spread is not certainty").isEqualTo(1);
    assertThat(Equivalence.pValue(EQUAL, EQUAL, 0)).isEqualTo(1);
    assertThat(Power.ofMeans(EQUAL, EQUAL, 0.05)).isZero();
    assertThat(Power.modelsNeeded(EQUAL, EQUAL, 0.05, 0.8)).isEmpty();
  }

  @Test
  void equalErrorsThatDifferBetweenSpacesAreNotCertain() {
    double[] four = {4, 4};
    Welch welch = Welch.of(EQUAL, four);
    assertThat(welch).isEqualTo(new Welch(1, 0, 3));
    assertThat(welch.p()).isEqualTo(1);
    assertThat(Equivalence.pNotWorse(four, EQUAL, 0.5)).isEqualTo(1);
    assertThat(PermutationTest.ofMeans(EQUAL, four, 100, 1).p())
        .as("1 of 10 splits")
        .isEqualTo(0.1);
    assertThat(Equivalence.of(EQUAL, four, 0.95).bound()).isEqualTo(1);
    assertThat(Equivalence.pNotWorse(EQUAL, four, 0.5)).isEqualTo(1);
    assertThat(Power.ofMeans(EQUAL, four, 0.05)).isZero();
    assertThat(Power.modelsNeeded(EQUAL, four, 0.05, 0.8)).isEmpty();
  }

  @Test
  void aDifferenceTooSmallToBeSeenWithAMillionModelsHasNoNumber() {
    double[] a = {50, 60, 70};
    double[] b = {50.001, 60.001, 70.001};
    assertThat(Power.modelsNeeded(a, b, 0.05, 0.8)).isEmpty();
    assertThat(Power.modelsNeededNotWorse(b, a, 0.0005, 0.05, 0.8)).isEmpty();
  }

  @Test
  void oneModelHasARankButNoSpread() {
    double[] one = {1};
    MannWhitney test = MannWhitney.test(one, new double[] {2, 3});
    assertThat(test.u()).isZero();
    assertThat(test.superiority()).isEqualTo(1);
    assertThat(test.p()).isCloseTo(2 / 3.0, within(1e-15));
    PermutationTest plain = PermutationTest.ofMeans(one, new double[] {2, 3}, 100, 1);
    assertThat(plain.difference()).isEqualTo(-1.5);
    assertThat(plain.p()).as("of the plain difference").isEqualTo(2 / 3.0);
    assertThat(plain.interval().holds(0)).isTrue();
    assertThatThrownBy(() -> Welch.of(one, EQUAL))
        .hasMessage("first sample must hold at least two values, got 1");
    assertThatThrownBy(() -> Equivalence.of(EQUAL, one, 0.95))
        .hasMessage("second sample must hold at least two values, got 1");
  }

  @Test
  void holmIsRs() {
    // R 4.2.2: p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.5, 0.04), "holm")
    assertThat(Holm.adjust(new double[] {0.01, 0.04, 0.03, 0.005, 0.5, 0.04}))
        .usingComparatorWithPrecision(1e-15)
        .containsExactly(0.05, 0.12, 0.12, 0.03, 0.5, 0.12);
    assertThat(Holm.adjust(new double[] {0.9, 0.8})).containsExactly(1, 1);
    assertThat(Holm.adjust(new double[0])).isEmpty();
    assertThatThrownBy(() -> Holm.adjust(new double[] {Double.NaN}))
        .hasMessage("a p-value must lie in [0, 1], got NaN");
  }

  @Test
  void thatWhichIsNoNumberIsRefused() {
    double[] bad = {1, Double.NaN};
    String message = "first sample must be finite, got NaN at index 1";
    assertThatThrownBy(() -> MannWhitney.test(bad, A)).hasMessage(message);
    assertThatThrownBy(() -> PermutationTest.ofMeans(bad, A, 10, 1)).hasMessage(message);
    assertThatThrownBy(() -> Welch.of(bad, A)).hasMessage(message);
    assertThatThrownBy(() -> Power.ofMeans(A, B, Double.NaN))
        .hasMessage("alpha must lie in (0, 1), got NaN");
    assertThatThrownBy(() -> Equivalence.pNotWorse(A, B, -1))
        .hasMessage("a margin must not be negative, got -1.0");
    assertThatThrownBy(() -> PermutationTest.ofMeans(A, B, 0, 1))
        .hasMessage("rounds of resampling must be at least 1, got 0");
  }

  @Test
  void theSameSeedGivesTheSameP() {
    double[] a = Golden.sample("longA");
    double[] b = Golden.sample("longB");
    PermutationTest test = PermutationTest.ofMeans(a, b, 2000, 7);
    assertThat(PermutationTest.ofMeans(a, b, 2000, 7)).isEqualTo(test);
    assertThat(test.p()).isCloseTo(Welch.of(a, b).p(), within(0.03)); // many values: near normal
  }
}
