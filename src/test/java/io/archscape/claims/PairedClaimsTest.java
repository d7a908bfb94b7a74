package io.archscape.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sides that were made of the same draws. */
class PairedClaimsTest {
  private static final int N = 40;
  private static final double FAR_POWER = 0.299609194017;

  private static Evidence.Drawn drawn(String space, int i, String setting) {
    return new Evidence.Drawn(space + i, Map.of("w", (double) (i % 4)), Map.of(), setting);
  }

  /**
   * Settings that differ by 5 points, of which the second space takes 0.8 off, with little chance.
   */
  private static List<Evidence.Model> models(String space, double effect, boolean together, int n) {
    Random settings = new Random(1);
    Random chance = new Random(space.hashCode());
    List<Evidence.Model> models = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double error = 50 + 5 * settings.nextGaussian() + effect + 0.5 * chance.nextGaussian();
      models.add(new Evidence.Model(drawn(space, i, together ? "s" + i : ""), error));
    }
    return models;
  }

  private static Evidence.Space space(String name, double effect, boolean together) {
    return Evidences.space(name, models(name, effect, together, N), List.of());
  }

  @Test
  void whatSettingsDifferByFallsOut() {
    String claim = "se better-than none";
    Answer paired =
        Evidences.answer(claim, Evidences.of(space("none", 0, true), space("se", -0.8, true)));
    assertThat(paired.verdict()).isEqualTo(Verdict.SUPPORTED);
    assertThat(paired.test().orElseThrow().name()).isEqualTo("paired permutation test");
    assertThat(paired.sentence()).contains("n = 40 pairs");
    assertThat(paired.effect().orElseThrow().value()).isCloseTo(-0.8, within(0.3));
    assertThat(paired.numbers())
        .extracting(Measure::what)
        .contains("share of settings in which the first is better", "median of the differences")
        .doesNotContain("Kolmogorov-Smirnov p"); // of independent samples
    Answer apart =
        Evidences.answer(claim, Evidences.of(space("none", 0, false), space("se", -0.8, false)));
    assertThat(apart.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(apart.test().orElseThrow().name()).isEqualTo("permutation test");
    assertThat(apart.effect().orElseThrow().value())
        .isCloseTo(paired.effect().orElseThrow().value(), within(1e-9));
  }

  @Test
  void marginsArePairedToo() {
    Evidence evidence = Evidences.of(space("none", 0, true), space("csp", 0.3, true));
    Answer notWorse = Evidences.answer("csp not-worse-than none within 1", evidence);
    assertThat(notWorse.verdict()).isEqualTo(Verdict.SUPPORTED);
    assertThat(notWorse.test().orElseThrow().name()).isEqualTo("one-sided paired t test");
    Answer same = Evidences.answer("csp same-as none within 1", evidence);
    assertThat(same.verdict()).isEqualTo(Verdict.SUPPORTED);
    assertThat(same.test().orElseThrow().name()).isEqualTo("two one-sided paired t tests");
    Answer far = Evidences.answer("csp same-as none within 0.01", evidence);
    assertThat(far.test().orElseThrow().name()).isEqualTo("paired t test of the margin");
    // R 4.2.2: power.t.test(n = 40, delta = |mean d| - 0.01, sd = sd(d), type = "one.sample",
    // alternative = "one.sided", sig.level = 0.025)
    assertThat(far.power().orElseThrow()).isCloseTo(FAR_POWER, within(1e-6));
  }

  /** What a component saves may lie beyond what models without it have. */
  @Test
  void noLineIsDrawnBetweenPairsThatDoNotMeet() {
    assertThat(atEqualFlops(0.9)).hasSize(1);
    assertThat(atEqualFlops(0.8)).as("ranges that meet, medians that do not").isEmpty();
  }

  private static List<Measure> atEqualFlops(double share) {
    Answer answer =
        Evidences.answer(
            "csp better-than none", Evidences.of(costing("none", 1), costing("csp", share)));
    assertThat(answer.sentence()).contains("n = 40 pairs");
    return ClaimsTest.atEqualFlops(answer);
  }

  /** Models of 1.3 to 1.69 M multiply-adds, times the share. */
  private static Evidence.Space costing(String name, double share) {
    Random chance = new Random(name.hashCode());
    List<Evidence.Model> models = new ArrayList<>();
    for (int i = 0; i < N; i++) {
      Map<String, Double> costs = Map.of("flops", share * (1.3e6 + 1e4 * i));
      double error = 50 + chance.nextGaussian();
      models.add(new Evidence.Model(new Evidence.Drawn(name + i, costs, Map.of(), "s" + i), error));
    }
    return Evidences.space(name, models, List.of());
  }

  /** Parts of two spaces are paired as far as their settings are the same. */
  @Test
  void partsOfSpacesArePairedWhereTheyMeet() {
    Evidence evidence = Evidences.of(space("none", 0, true), space("se", -0.8, true));
    Answer alike = Evidences.answer("se[w>=2] better-than none[w>=2]", evidence);
    assertThat(alike.sentence()).contains("n = 20 pairs");
    Answer others = Evidences.answer("se[w>=2] better-than none[w<2]", evidence);
    assertThat(others.sentence()).contains("n = 20 and 20");
  }

  /** Its pairs alone would say nothing of the settings that the part leaves out. */
  @Test
  void aPartAgainstTheWholeIsNotPaired() {
    Evidence evidence = Evidences.of(space("none", 0, true), space("se", -0.8, true));
    Answer answer = Evidences.answer("se[w>=1] better-than none", evidence);
    assertThat(answer.sentence()).contains("n = 30 and 40");
    assertThat(answer.warnings())
        .anyMatch(warning -> warning.startsWith("30 settings are on both sides"));
    assertThat(Evidences.answer("none better-than se[w>=1]", evidence).sentence())
        .contains("n = 40 and 30");
  }

  /** As where one space has more models of another sweep: they stay out, and that is told. */
  @Test
  void modelsWithoutAPartnerAreCounted() {
    List<Evidence.Model> more = new ArrayList<>(models("none", 0, true, N));
    more.add(new Evidence.Model(drawn("none", 99, "elsewhere"), 40));
    Answer answer =
        Evidences.answer(
            "se better-than none",
            Evidences.of(Evidences.space("none", more, List.of()), space("se", -0.8, true)));
    assertThat(answer.sentence()).contains("n = 40 pairs");
    assertThat(answer.warnings())
        .contains("1 models of none, and 0 left out, have no partner in se: not compared");
  }

  /** Where both sides of a setting diverged they are alike; the claim stands, and that is told. */
  @Test
  void settingsThatDivergedOnBothSidesAreTold() {
    Evidence evidence =
        Evidences.of(
            Evidences.space("none", models("none", 0, true, N - 1), leftOut("none")),
            Evidences.space("se", models("se", -0.8, true, N - 1), leftOut("se")));
    Answer answer = Evidences.answer("se better-than none", evidence);
    assertThat(answer.verdict()).isEqualTo(Verdict.SUPPORTED);
    assertThat(answer.warnings())
        .anyMatch(
            warning ->
                warning.contains("left out: 1 diverged of se, 1 diverged of none")
                    && warning.contains("would still be supported"));
  }

  private static List<Evidence.LeftOut> leftOut(String space) {
    return List.of(new Evidence.LeftOut(drawn(space, N - 1, "s" + (N - 1)), "diverged"));
  }

  /** Errors are shares of 5,000 images: that two differences differ by 1e-16 is no spread. */
  @Test
  void equalDifferencesAreEqualWhateverTheirRounding() {
    Evidence evidence =
        Evidences.of(
            Evidences.space("none", List.of(at("none", 0, 188), at("none", 1, 7)), List.of()),
            Evidences.space("se", List.of(at("se", 0, 189), at("se", 1, 8)), List.of()));
    Answer answer = Evidences.answer("se not-worse-than none within 1", evidence);
    assertThat(answer.verdict()).isEqualTo(Verdict.UNANSWERED);
    assertThat(answer.sentence()).contains("all pairs of se and none differ by the same");
  }

  private static Evidence.Model at(String space, int i, int wrong) {
    return new Evidence.Model(drawn(space, i, "s" + i), 100 * (wrong / 5000.0));
  }

  /** A setting of which one side diverged is no pair; as the worst, it may undo the verdict. */
  @Test
  void aSideThatDivergedBreaksItsPair() {
    List<Evidence.Model> most = models("se", -0.8, true, N - 4);
    List<Evidence.LeftOut> diverged = new ArrayList<>();
    for (int i = N - 4; i < N; i++) {
      diverged.add(new Evidence.LeftOut(drawn("se", i, "s" + i), "diverged"));
    }
    Evidence evidence = Evidences.of(space("none", 0, true), Evidences.space("se", most, diverged));
    Answer answer = Evidences.answer("se better-than none", evidence);
    assertThat(answer.groups()).extracting(Answer.Group::n).containsExactly(N - 4, N - 4);
    assertThat(answer.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(answer.sentence()).contains("4 diverged of se", "undo it");
  }

  /** Where a component changes nothing the trial is the same on both sides: a difference of 0. */
  @Test
  void aTrialOfBothSidesIsAPairThatDoesNotDiffer() {
    List<Evidence.Model> base = models("none", 0, true, N);
    List<Evidence.Model> other = new ArrayList<>(models("csp", -0.8, true, N));
    for (int i = 0; i < 30; i++) {
      other.set(i, base.get(i));
    }
    Answer answer =
        Evidences.answer(
            "csp better-than none",
            Evidences.of(
                Evidences.space("none", base, List.of()),
                Evidences.space("csp", other, List.of())));
    assertThat(answer.sentence()).contains("n = 40 pairs");
    assertThat(answer.warnings()).noneMatch(warning -> warning.contains("on both sides"));
  }
}
