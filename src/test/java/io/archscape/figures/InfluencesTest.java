package io.archscape.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.predict.Importance;
import org.junit.jupiter.api.Test;

class InfluencesTest {
  @Test
  void aDepthBetweenIsSeenAsBest() {
    Influences found = Influences.of(MadeUpSpaces.valley(80), 1).orElseThrow();
    assertThat(found.squares()).isTrue();
    assertThat(found.ranks()).isTrue();
    assertThat(found.features().stream().map(Importance::feature))
        .startsWith("d")
        .contains("idle", "attention", "log flops")
        .doesNotHaveDuplicates();
    assertThat(found.features().get(0).all().riseOfMae()).isGreaterThan(1);
    assertThat(found).isEqualTo(Influences.of(MadeUpSpaces.valley(80), 1).orElseThrow());
    assertThat(found).isNotEqualTo(Influences.of(MadeUpSpaces.valley(80), 2).orElseThrow());
  }

  @Test
  void fewModelsGetNoSquares() {
    assertThat(Influences.of(MadeUpSpaces.valley(20), 1).orElseThrow().squares()).isFalse();
  }

  @Test
  void whatDoesNotRankIsCalledWorthless() {
    Influences found = Influences.of(MadeUpSpaces.noise(40), 1).orElseThrow();
    assertThat(found.scores().kendall().low()).isNotPositive();
    assertThat(found.ranks()).isFalse();
    assertThat(ParameterImportance.plot(found, "all models", Importance::all).measure())
        .contains("WORTHLESS");
    assertThat(ParameterImportance.plot(found, "all models", Importance::all).keys())
        .anySatisfy(key -> assertThat(key).contains("Kendall"))
        .anySatisfy(key -> assertThat(key).contains("Spearman"));
  }

  @Test
  void fewerThanTenModelsSayNothing() {
    assertThat(Influences.of(MadeUpSpaces.valley(9), 1)).isEmpty();
  }

  @Test
  void equalErrorsFollowNothing() {
    Influences found = Influences.of(MadeUpSpaces.flat(12), 1).orElseThrow();
    assertThat(found.ranks()).isFalse();
    assertThat(found.features()).allSatisfy(f -> assertThat(f.all().riseOfMae()).isZero());
    assertThat(ParameterImportance.plot(found, "all models", Importance::all).figure()).isNotNull();
  }
}
