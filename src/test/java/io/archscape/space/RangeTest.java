package io.archscape.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.archscape.InputException;
import io.archscape.document.Documents;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of pycls 5719de64 (pycls/sweep/random.py), each held against its exact distribution. */
class RangeTest {
  private static final int DRAWS = 200_000;
  private final Documents documents = new Documents();

  static List<Range> laws() {
    return List.of(
        Range.fixed(0.25),
        Range.choice(1, 0.5, 0.25),
        Range.uniform(12, 28, 1),
        Range.uniform(-0.3, 0.4, 0.1),
        Range.logUniform(1, 16, 1),
        Range.logUniform(8, 1024, 8),
        Range.logUniform(8, 32, 0.1),
        Range.logUniform(1.5, 3, 0.01),
        new OnGrid.Normal(Grid.of(12, 28, 1)),
        new OnGrid.Normal(Grid.of(-0.3, 0.4, 0.1)),
        new OnGrid.LogNormal(Grid.of(8, 256, 8)),
        new OnGrid.LogNormal(Grid.of(1.5, 3, 0.1)),
        new Range.PowerOfTwo(1, 32),
        new Range.PowerOfTwo(8, 8),
        new Range.PowerOfTwoOrLogUniform(1, 128, 8),
        new Range.PowerOfTwoOrLogUniform(8, 128, 8),
        new Range.PowerOfTwoOrLogUniform(16, 128, 8),
        new Range.PowerOfTwoOrLogUniform(1, 32, 64));
  }

  @ParameterizedTest
  @MethodSource("laws")
  void drawsAsOftenAsItsProbabilitySays(Range range) {
    List<Double> values = range.values();
    Map<Double, Long> seen = new HashMap<>();
    SplittableRandom random = new SplittableRandom(20200329);
    for (int i = 0; i < DRAWS; i++) {
      seen.merge(range.sample(random), 1L, Long::sum);
    }
    assertThat(values).containsAll(seen.keySet()).doesNotHaveDuplicates();
    if (values.size() > 1) {
      double[] expected = values.stream().mapToDouble(range::probability).toArray();
      long[] observed = values.stream().mapToLong(v -> seen.getOrDefault(v, 0L)).toArray();
      assertThat(new ChiSquareTest().chiSquareTest(expected, observed)).isGreaterThan(0.01);
    }
  }

  @ParameterizedTest
  @MethodSource("laws")
  void probabilitiesSumToOneOverExactlyItsValues(Range range) {
    assertThat(range.values().stream().mapToDouble(range::probability).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(range.count()).isEqualTo(range.values().size());
    assertThat(range.values()).allMatch(range::contains);
    assertThat(List.of(-7.0, 0.0333, 1e6, Double.NaN)).noneMatch(range::contains);
  }

  @ParameterizedTest
  @MethodSource("laws")
  void comesBackFromYamlAndJson(Range range) {
    assertThat(documents.readYaml("r.yaml", documents.yaml(range), Range.class)).isEqualTo(range);
    assertThat(documents.readJson("r.json", documents.canonicalJson(range), Range.class))
        .isEqualTo(range);
  }

  @Test
  void everyValueIsTheDoubleNextToItsDecimal() {
    List<Double> wrong = new ArrayList<>();
    Range slopes = Range.logUniform(8, 256, 0.1);
    for (int i = 0; i < slopes.count(); i++) {
      double value = slopes.values().get(i);
      if (value != Double.parseDouble((80 + i) / 10 + "." + (80 + i) % 10)) {
        wrong.add(value);
      }
    }
    assertThat(slopes.count()).isEqualTo(2481);
    assertThat(wrong).isEmpty();
    assertThat(slopes.contains(62.4)).isTrue();
    assertThat(slopes.contains(62.400000000000006)).isFalse();
  }

  /** By hand from the formula: q' = min(1, 1/2), so P(1) = ln 2 / ln 32. */
  @Test
  void logUniformGivesTheSmallestValueItsShare() {
    assertThat(Range.logUniform(1, 16, 1).probability(1)).isCloseTo(0.2, within(1e-12));
    assertThat(Range.logUniform(8, 1024, 8).probability(8)).isCloseTo(0.125, within(1e-12));
    assertThat(Range.logUniform(8, 1024, 8).probability(1024))
        .isCloseTo(Math.log(1024 / 1016.0) / Math.log(256), within(1e-12));
  }

  @Test
  void drawsTheEndsOfARangeAndNothingBeyond() {
    SplittableRandom random = new SplittableRandom(3);
    Range range = Range.logUniform(0.5, 1, 0.25);
    List<Double> drawn = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      drawn.add(range.sample(random));
    }
    assertThat(drawn).contains(0.5, 0.75, 1.0).containsOnly(0.5, 0.75, 1.0);
  }

  @Test
  void readsTheFormsOfYaml() {
    assertThat(range("{uniform: {low: 12, high: 28}}")).isEqualTo(Range.uniform(12, 28, 1));
    assertThat(range("{logUniform: {low: 8, high: 256, step: 0.1}}"))
        .isEqualTo(Range.logUniform(8, 256, 0.1));
    assertThat(range("{choice: [1, 0.5, 0.25]}")).isEqualTo(Range.choice(1, 0.5, 0.25));
    assertThat(range("{powerOfTwo: {low: 1, high: 32}}")).isEqualTo(new Range.PowerOfTwo(1, 32));
    assertThat(range("{powerOfTwoOrLogUniform: {low: 8, high: 128, step: 8}}"))
        .isEqualTo(new Range.PowerOfTwoOrLogUniform(8, 128, 8));
    assertThat(range("2.5")).isEqualTo(Range.fixed(2.5));
    assertThat(documents.canonicalJson(Range.uniform(12, 28, 0.5)))
        .isEqualTo("{\"uniform\":{\"high\":28,\"low\":12,\"step\":0.5}}");
  }

  private Range range(String yaml) {
    return documents.readYaml("r.yaml", yaml, Range.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {uniform: {low: 28, high: 12}}             | uniform: range low must be at most high, got low=28 high=12
          {logUniform: {low: 10, high: 256, step: 8}}| range low must be a multiple of its step, got low=10 step=8
          {logUniform: {low: 8, high: 25.5, step: 8}}| range high must be a multiple of its step, got high=25.5 step=8.0
          {logUniform: {low: 0, high: 256, step: 8}} | log-uniform low must be positive, got low=0.0
          {logUniform: {low: 8, high: 256}}          | key 'step' is missing
          {uniform: {low: 8, hihg: 256}}             | r.yaml:1:20: key must be one of high, low, step, got 'hihg'; did you mean 'high'?
          {uniform: {low: 8, high: 256, step: 0}}    | range step must be positive, got step=0
          {uniform: {low: 8, high: x}}               | uniform.high: must be a number, got 'x'
          {uniform: {low: 8, high: 1e9}}             | range high must be a number below 1e9, got high=1.0E9
          {uniform: {low: 0, high: 2000000}}         | range must hold at most 1000000 values
          {unifrom: {low: 8, high: 256}}             | range must be a number or one of choice, uniform, logUniform, normal, logNormal, powerOfTwo, powerOfTwoOrLogUniform, got 'unifrom'
          eight                                      | range must be a number or one of
          {normal: {low: 8, high: 8, step: 8}}       | normal range low must be less than high, got low=8.0 high=8.0
          {logNormal: {low: 0, high: 8, step: 8}}    | log-normal low must be positive, got low=0.0
          [1, 2]                                     | range must be a number or one of
          {}                                         | range must be a number or one of
          {choice: []}                               | choice must have at least one value
          {choice: [1, 1.0]}                         | choice values must differ from each other
          {choice: 5}                                | choice: must be a list
          {powerOfTwo: {low: 3, high: 32}}           | power-of-two low must be a power of two, got low=3
          {powerOfTwo: {low: 1.5, high: 32}}         | low must be a whole number, got 1.5
          {choice: [1], uniform: {low: 1, high: 2}}  | range must have one law, got more than choice
          """)
  void saysWhatIsWrongWithARange(String yaml, String expected) {
    assertThatThrownBy(() -> range(yaml))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("r.yaml:")
        .hasMessageContaining(expected)
        .hasMessageNotContaining("\n");
  }
}
