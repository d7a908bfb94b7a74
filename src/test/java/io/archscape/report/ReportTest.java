package io.archscape.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.InputException;
import io.archscape.RequirementException;
import io.archscape.graph.Cost;
import io.archscape.study.Model;
import io.archscape.study.SpaceStudy;
import io.archscape.study.Study;
import io.archscape.study.SweepFacts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static SpaceStudy space(String label, double... errors) {
    List<Model> models = new ArrayList<>();
    for (int i = 0; i < errors.length; i++) {
      models.add(
          new Model(
              "sweep",
              label,
              i,
              label + i,
              errors[i],
              new Cost(1_000_000 + i, 1000, 1000),
              Map.of(),
              Map.of(),
              Optional.empty(),
              List.of(),
              0));
    }
    return new SpaceStudy(label, "sweep", label, models, List.of(), 0);
  }

  private static Report report(SpaceStudy... spaces) {
    SweepFacts facts =
        new SweepFacts("sweep", Optional.empty(), Set.of("{}"), Set.of("{}"), Map.of(), 0);
    return Report.of(
        new Study(List.of(spaces), List.of(facts), List.of()), Studies.options("test"));
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
    assertThat(report.answer().get(1)).contains("p = 0.0022");
  }

  @Test
  void whatModelsDoNotShowIsUndecided() {
    Report report = report(space("a", 50, 45, 55), space("b", 51, 46, 55));
    assertThat(report.answer().get(0)).startsWith("Undecided: a has the lowest mean error");
    assertThat(report.answer().get(2)).startsWith("About ").contains("models of each space");
  }

  @Test
  void equalErrorsAreUndecidedForever() {
    Report report = report(space("a", 50, 50, 50), space("b", 50, 50, 50));
    assertThat(report.answer().get(0)).contains("err the same on average, 50.00 %");
    assertThat(report.answer().get(2)).contains("more than a million models");
    assertThat(report.html()).contains("not shown, p\u00a0=\u00a01");
  }

  @Test
  void oneModelASpaceIsShownButNotCompared() {
    Report report = report(space("a", 50), space("b", 40, 41));
    assertThat(report.answer().get(0)).contains("one model says nothing of a space (a)");
    assertThat(report.html()).contains("too few models");
  }

  @Test
  void oneSpaceHasNoneToBeComparedWith() {
    assertThat(report(space("a", 50, 51)).answer().get(1)).contains("none to compare it with");
    assertThat(report(space("a", 50)).html()).contains("another tool trained it");
  }

  @Test
  void aSweepWhoseTrialsAllFailedHasAPageThatSaysSo() {
    Report report = report(space("a"));
    assertThat(report.answer().get(0))
        .isEqualTo("No model has finished: there is nothing to compare.");
    assertThat(report.html()).contains("none has finished yet");
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
    Options options =
        new Options("t", 1, 1, List.of("a is nice"), "", "", Studies.options("t").made());
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

  @Test
  void numbersAreShort() {
    assertThat(Words.amount(1_534_000)).isEqualTo("1.53M");
    assertThat(Words.amount(999)).isEqualTo("999");
    assertThat(Words.p(0.00001)).isEqualTo("p < 0.0001");
    assertThat(Words.p(0.0134)).isEqualTo("p = 0.013");
    assertThat(Words.two(-0.001)).isEqualTo("0.00");
    assertThat(Words.time(7505)).isEqualTo("2 h 5 min");
  }
}
