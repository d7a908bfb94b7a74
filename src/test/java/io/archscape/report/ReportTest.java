package io.archscape.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.InputException;
import io.archscape.RequirementException;
import io.archscape.claims.Answer;
import io.archscape.claims.Claim;
import io.archscape.graph.Cost;
import io.archscape.store.TrialStatus;
import io.archscape.study.LeftOut;
import io.archscape.study.Model;
import io.archscape.study.Ranking;
import io.archscape.study.SpaceStudy;
import io.archscape.study.Study;
import io.archscape.study.StudyClaims;
import io.archscape.study.SweepEffort;
import io.archscape.study.SweepFacts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static SpaceStudy space(String label, double... errors) {
    return space(label, "sweep", 1_000_000, errors);
  }

  private static SpaceStudy space(String label, String sweep, int flops, double... errors) {
    List<Model> models = new ArrayList<>();
    for (int i = 0; i < errors.length; i++) {
      models.add(
          new Model(
              sweep,
              label,
              i,
              label + i,
              errors[i],
              new Cost(flops + i, 1000, 1000),
              Map.of(),
              Map.of(),
              Optional.empty(),
              List.of(),
              OptionalDouble.empty()));
    }
    return new SpaceStudy(label, sweep, label, models, List.of(), 0);
  }

  /** So many errors, a step apart. */
  private static double[] errors(int n, double first, double step) {
    return IntStream.range(0, n).mapToDouble(i -> first + step * i).toArray();
  }

  private static SpaceStudy leavingOut(SpaceStudy space, int number) {
    List<LeftOut> leftOut =
        IntStream.range(0, number)
            .mapToObj(
                i ->
                    new LeftOut(
                        "sweep",
                        space.space(),
                        100 + i,
                        "out" + i,
                        TrialStatus.DIVERGED,
                        "",
                        new Cost(1_000_000, 1000, 1000),
                        Map.of(),
                        Map.of()))
            .toList();
    return new SpaceStudy(space.label(), space.sweep(), space.space(), space.models(), leftOut, 0);
  }

  private static SweepFacts facts(String name, String recipe, String data) {
    return new SweepFacts(
        name,
        Optional.empty(),
        Set.of(recipe),
        Set.of(data),
        Map.of(),
        0,
        SweepEffort.of(List.of()));
  }

  private static Report report(SpaceStudy... spaces) {
    return report(List.of(facts("sweep", "{}", "{}")), spaces);
  }

  private static Report report(List<SweepFacts> facts, SpaceStudy... spaces) {
    return Report.of(new Study(List.of(spaces), facts, List.of()), Studies.options("test"));
  }

  @Test
  void aSpaceThatIsBetterIsCalledSo() {
    Report report =
        report(space("worse", 50, 51, 52, 53, 54, 55), space("better", 40, 41, 42, 43, 44, 45));
    assertThat(report.answer().get(0))
        .isEqualTo(
            "better is the better space: its models err 10.00 points less on average than those of"
                + " worse.");
    // exact: 2 of the C(12, 6) = 924 splits are as far apart
    assertThat(report.answer().get(1)).contains("p = 0.0022").doesNotContain("corrected");
  }

  @Test
  void fewModelsAreToldOfAndPlanNothing() {
    Report report = report(space("a", 50, 45, 55), space("b", 51, 46, 55));
    assertThat(report.answer().get(0)).startsWith("Undecided: a has the lowest mean error");
    assertThat(report.answer().get(2))
        .startsWith("a has only 3 models, b has only 3 models: intervals are too narrow");
    assertThat(report.answer()).noneMatch(line -> line.startsWith("About "));
  }

  @Test
  void bothPsStandBesideAnIntervalThatIsNotCorrected() {
    Report report =
        report(
            space("a", errors(12, 40, 0.5)),
            space("b", errors(12, 40.5, 0.5)),
            space("c", errors(12, 60, 0.5)));
    assertThat(report.answer().get(1))
        .matches(
            "Difference of means: 0\\.50 points, 95 % interval .* and permutation test p = \\S+ for"
                + " this pair alone; p = \\S+ corrected over the 3 pairs compared on this screen\\.");
    assertThat(report.answer().get(3)).startsWith("Surest difference: ").contains("pair alone");
    assertThat(report.html()).contains("p corrected over the 3 pairs of this screen (Holm)");
  }

  @Test
  void spacesOnOtherDataAreNotTestedAgainstEachOther() {
    SpaceStudy here = space("here", "one", 1_000_000, errors(12, 40, 0.5));
    SpaceStudy there = space("there", "two", 1_000_000, errors(12, 80, 0.5));
    SpaceStudy near = space("near", "one", 1_000_000, errors(12, 50, 0.5));
    Report report =
        report(List.of(facts("one", "{}", "x"), facts("two", "{}", "y")), here, there, near);
    assertThat(report.answer().get(0))
        .isEqualTo("No answer across 2 data sets: errors on other images do not compare.");
    assertThat(report.answer().get(1))
        .isEqualTo(
            "On the data of one: here is the better space: its models err 10.00 points less on"
                + " average than those of near.");
    assertThat(report.answer().get(2)).doesNotContain("corrected"); // one pair is tested
    assertThat(report.answer()).anyMatch(line -> line.startsWith("On the data of two: The 12"));
    assertThat(report.html()).contains("lowest mean on its data");
  }

  @Test
  void otherRecipesAndComplexitiesStandInTheHeadline() {
    SpaceStudy small = space("small", "one", 1_000_000, errors(12, 50, 0.5));
    SpaceStudy large = space("large", "two", 2_000_000, errors(12, 40, 0.5));
    Report report = report(List.of(facts("one", "r", "x"), facts("two", "s", "x")), small, large);
    assertThat(report.answer().get(0))
        .startsWith("large is the better space")
        .endsWith(
            "But they were not compared on equal terms: the models were trained with 2 recipes; the median"
                + " model of large has 2M multiply-adds, that of small 1M.");
  }

  @Test
  void whatIsLeftOutCountsAsTheWorst() {
    SpaceStudy worse = space("worse", errors(20, 41, 0.1));
    SpaceStudy better = space("better", errors(20, 40, 0.1));
    assertThat(report(worse, leavingOut(better, 1)).answer())
        .anyMatch(line -> line.contains("better would still be shown to be better (p"));
    Report undone = report(worse, leavingOut(better, 15));
    assertThat(undone.answer().get(0)).startsWith("Undecided: better has the lowest");
    assertThat(undone.answer().get(2))
        .startsWith("Left out: 15 diverged of better. Counted as the worst model seen, nothing")
        .endsWith("which is why it is undecided.");
    assertThat(undone.html()).contains("not with what is left out counted as worst");
  }

  @Test
  void aClaimOfTwoSpacesHasThePOfTheFirstScreen() {
    SpaceStudy a = space("a", errors(15, 40, 0.5));
    SpaceStudy b = space("b", errors(15, 41, 0.7));
    Study study = new Study(List.of(a, b), List.of(facts("sweep", "{}", "{}")), List.of());
    Ranking.Pair pair = Ranking.of(study, 1).pairs().get(0);
    for (String text : List.of("a better-than b", "b better-than a")) {
      Answer answer = StudyClaims.answers(List.of(Claim.parse(text)), study, 1).get(0);
      assertThat(answer.test().orElseThrow().p()).isEqualTo(pair.chance().p());
    }
  }

  @Test
  void theFloorOfRandomSplitsIsToldAsSuch() {
    SpaceStudy[] spaces =
        IntStream.range(0, 4)
            .mapToObj(i -> space("s" + i, errors(20, 10 + 20 * i, 0.1)))
            .toArray(SpaceStudy[]::new);
    // 6 pairs, each at the floor of 20,000 splits
    assertThat(report(spaces).answer().get(1)).contains("p \u2264 0.0003 corrected over the 6");
  }

  @Test
  void pooledSweepsAreToldOf() {
    SpaceStudy one = space("a", errors(12, 40, 0.5));
    SpaceStudy pooled = new SpaceStudy("a", List.of("one", "two"), "a", one.models(), List.of(), 0);
    assertThat(report(List.of(), pooled, space("b", 1, 2)).html())
        .contains("a: 12 models of 2 sweeps.");
  }

  @Test
  void whatModelsDoNotShowIsUndecided() {
    Report report = report(space("a", errors(12, 40, 1)), space("b", errors(12, 40.5, 1)));
    assertThat(report.answer().get(0)).startsWith("Undecided: a has the lowest mean error");
    assertThat(report.answer().get(2)).startsWith("About ").contains("models of each space");
  }

  @Test
  void equalErrorsAreWarnedOf() {
    Report report = report(space("a", 50, 50, 50), space("b", 50, 50, 50));
    assertThat(report.answer().get(0))
        .isEqualTo("Undecided: all models of a and of b have the same error, 50.00 %.");
    assertThat(report.answer().get(1))
        .startsWith("Warning: trained models hardly ever have exactly the same error");
    assertThat(report.answer()).noneMatch(line -> line.contains("million"));
    assertThat(report.html()).contains("no spread, so no test");
    assertThat(report(space("a", 50, 50, 50, 50), space("b", 51, 51, 51, 51)).answer().get(0))
        .isEqualTo(
            "Undecided: all models of a have an error of 50.00 % and all of b one of 51.00 %.");
  }

  @Test
  void oneModelASpaceIsShownButNotCompared() {
    Report report = report(space("a", 50), space("b", 40, 41));
    assertThat(report.answer().get(0)).contains("one model says nothing about a space (a)");
    assertThat(report.html()).contains("too few models");
  }

  @Test
  void oneSpaceHasNoneToBeComparedWith() {
    assertThat(report(space("a", 50, 51)).answer().get(1)).contains("nothing to compare it with");
    assertThat(report(space("a", 50)).html()).contains("it was trained by another tool");
  }

  @Test
  void aSweepWhoseTrialsAllFailedHasAPageThatSaysSo() {
    Report report = report(space("a"));
    assertThat(report.answer().get(0))
        .isEqualTo("No model has finished: there is nothing to compare.");
    assertThat(report.html()).contains("none finished yet");
  }

  @Test
  void theSameStudyGivesTheSamePage(@TempDir Path folder) throws Exception {
    Study study = Studies.two(folder);
    assertThat(Report.of(study, Studies.options("t")).html())
        .isEqualTo(Report.of(study, Studies.options("t")).html())
        .contains("default-src 'none'", "Mike\nBostock", "sha256-")
        .doesNotContain("{{", "http-equiv=\"refresh\"", " onclick");
  }

  @Test
  void aClaimThatIsNoneIsRefused() {
    ReportOptions options =
        new ReportOptions("t", 1, 1, List.of("a is nice"), "", "", Studies.options("t").made());
    Study study = new Study(List.of(space("a", 1, 2)), List.of(), List.of());
    assertThatThrownBy(() -> Report.of(study, options).html()).isInstanceOf(InputException.class);
  }

  @Test
  void textsAreEscaped() {
    Html html = new Html().tag("p", "<b> & \"c\"", "title", "'\"<");
    assertThat(html.toString())
        .isEqualTo("<p title=\"&#39;&quot;&lt;\">&lt;b&gt; &amp; &quot;c&quot;</p>\n");
    assertThatThrownBy(() -> new Html().open("p").toString())
        .isInstanceOf(RequirementException.class);
  }

  @Test
  void placesOfATemplateAreFilledOnce() {
    assertThat(new Template("{{a}}-{{b}}").fill(Map.of("a", "{{b}}", "b", "x")))
        .isEqualTo("{{b}}-x");
    assertThatThrownBy(() -> new Template("{{a}}").fill(Map.of())).hasMessageContaining("lacks a");
    assertThatThrownBy(() -> new Template("").fill(Map.of("a", ""))).hasMessageContaining("places");
  }
}
