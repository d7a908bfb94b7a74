package io.archscape.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.archscape.graph.Cost;
import io.archscape.predict.Importance;
import io.archscape.report.ImportanceSection;
import io.archscape.study.Model;
import io.archscape.study.SpaceStudy;
import io.archscape.wording.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

class InfluencesTest {
  /** Models of a depth, another number and a component, all at random. */
  private static SpaceStudy space(String label, int models, DoubleBinaryOperator error) {
    SplittableRandom random = new SplittableRandom(7);
    List<Model> drawn = new ArrayList<>();
    for (int i = 0; i < models; i++) {
      double d = 12 + random.nextInt(17);
      drawn.add(
          new Model(
              "sweep",
              label,
              i,
              label + i,
              error.applyAsDouble(d, random.nextDouble()),
              new Cost(1_000_000 + random.nextInt(1_000_000), 1000, 1000),
              Map.of("d", d, "idle", random.nextDouble()),
              Map.of("attention", random.nextBoolean() ? "none" : "se"),
              Optional.empty(),
              List.of(),
              OptionalDouble.of(1)));
    }
    return new SpaceStudy(label, "sweep", label, drawn, List.of(), 0);
  }

  private static SpaceStudy valley(int models) {
    return space("valley", models, (d, chance) -> 40 + Math.abs(d - 20) + chance);
  }

  private static SpaceStudy noise(int models) {
    return space("noise", models, (d, chance) -> 40 + 10 * chance);
  }

  private static String page(SpaceStudy... spaces) {
    List<SpaceStudy> all = List.of(spaces);
    return new ImportanceSection(all, Influences.of(all, 1)).html().toString();
  }

  @Test
  void aDepthBetweenIsSeenAsBest() {
    Influences found = Influences.of(valley(80), 1).orElseThrow();
    assertThat(found.squares()).isTrue();
    assertThat(found.ranks()).isTrue();
    assertThat(found.features().stream().map(Importance::feature))
        .startsWith("d")
        .contains("idle", "attention", "log flops")
        .doesNotHaveDuplicates();
    assertThat(found.features().get(0).all().riseOfMae()).isGreaterThan(1);
    assertThat(found).isEqualTo(Influences.of(valley(80), 1).orElseThrow());
    assertThat(found).isNotEqualTo(Influences.of(valley(80), 2).orElseThrow());
    assertThat(page(valley(80)))
        .contains("valley", "d " + Words.two(found.features().get(0).all().riseOfMae()))
        .contains("archscape predict SWEEP --space NAME --model forest")
        .doesNotContain("not shown to rank");
  }

  @Test
  void fewModelsGetNoSquares() {
    assertThat(Influences.of(valley(20), 1).orElseThrow().squares()).isFalse();
  }

  @Test
  void whatDoesNotRankIsCalledWorthless() {
    Influences found = Influences.of(noise(40), 1).orElseThrow();
    assertThat(found.scores().kendall().low()).isNotPositive();
    assertThat(found.ranks()).isFalse();
    assertThat(page(valley(80), noise(40)))
        .contains("not shown to rank the models of noise.", "does not rank: meaningless");
    assertThat(ImportanceSection.data(noise(40), Optional.of(found)).get("worth").toString())
        .contains(found.worth(), "meaningless");
    assertThat(ParameterImportance.plot(found, "all models", Importance::all).measure())
        .contains("WORTHLESS");
    assertThat(ParameterImportance.plot(found, "all models", Importance::all).keys())
        .anySatisfy(key -> assertThat(key).contains("Kendall"))
        .anySatisfy(key -> assertThat(key).contains("Spearman"));
  }

  @Test
  void fewerThanTenModelsSayNothing() {
    assertThat(Influences.of(valley(9), 1)).isEmpty();
    assertThat(page(valley(9))).contains("No space has at least 10 finished models");
    assertThat(page(valley(9), noise(40)))
        .contains("not predicted: 9 finished models, at least 10 are needed");
  }

  @Test
  void equalErrorsFollowNothing() {
    Influences found = Influences.of(space("flat", 12, (d, chance) -> 50), 1).orElseThrow();
    assertThat(found.ranks()).isFalse();
    assertThat(found.features()).allSatisfy(f -> assertThat(f.all().riseOfMae()).isZero());
    assertThat(ParameterImportance.plot(found, "all models", Importance::all).figure()).isNotNull();
  }
}
