package io.archscape.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.archscape.figures.Influences;
import io.archscape.stats.Edf;
import io.archscape.stats.EqualComplexity;
import io.archscape.study.Complexity;
import io.archscape.study.Model;
import io.archscape.study.SpaceStudy;
import io.archscape.study.Study;
import io.archscape.wording.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a headless Chromium; skipped where there is none. */
class ReportPageTest {
  @TempDir static Path folder;

  private static Browser browser;
  private static Study study;
  private static Path file;
  private Browser.Page page;

  @BeforeAll
  static void start() throws IOException {
    Optional<Path> program = Browser.find();
    assumeThat(program).as("a Chromium on the PATH or in ARCHSCAPE_CHROMIUM").isPresent();
    study = Studies.hostile(Studies.two(folder.resolve("sweep")));
    file = folder.resolve("report.html");
    Files.writeString(file, Report.of(study, Studies.options("A <title> & \"more\"")).html());
    browser = Browser.start(program.get());
  }

  @AfterAll
  static void stop() throws IOException {
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void nothingToComplainOf() {
    assertThat(page.complaints()).isEmpty();
    assertThat(page.requests()).isEmpty();
    page.close();
  }

  private void open(int width, boolean dark) {
    page = browser.open(file, width, 900, dark);
    page.await("!!document.querySelector('#models td')");
  }

  private static int models() {
    return study.spaces().stream().mapToInt(space -> space.models().size()).sum();
  }

  @Test
  void aGroupOfTheExperimentIsShownAlone() {
    open(1200, false);
    assertThat(page.text("#space-groups")).isEqualTo("only: d-alone");
    assertThat(
            page.eval("document.querySelector('#space-groups button').getAttribute('aria-label')")
                .asText())
        .isEqualTo("Only cifar-anynetx-d");
    page.eval("document.querySelector('#space-groups button').click()");
    assertThat(page.eval("bySpace(shownModels()).length").asInt()).isEqualTo(1);
    assertThat(page.eval("[0, 1].map(s => document.getElementById(`space-${s}`).checked)"))
        .map(checked -> checked.asBoolean())
        .containsExactly(true, false);
    page.eval("document.getElementById('reset').click()");
    assertThat(page.eval("shownModels().length").asInt()).isEqualTo(models());
  }

  @Test
  void namesAreTextsWhateverTheyAre() {
    open(1200, false);
    assertThat(page.text("h1")).isEqualTo("A <title> & \"more\"");
    assertThat(page.text("title")).isEqualTo("A <title> & \"more\"");
    assertThat(page.text("#answer")).contains(Studies.HOSTILE);
    assertThat(page.text("#left-out tr:last-child td:nth-of-type(3)")).isEqualTo(Studies.HOSTILE);
    assertThat(page.text("#space-toggles")).contains(Studies.HOSTILE);
    assertThat(page.eval("document.scripts.length").asInt()).isEqualTo(3);
    assertThat(page.eval("document.querySelectorAll('main b').length").asInt()).isZero();
  }

  @Test
  void pointingAtAMarkShowsItsArchitecture() {
    open(1200, false);
    Model model = study.spaces().get(0).models().get(7);
    JsonNode at = pixel("scatter", "d1", 7);
    page.mouse("mouseMoved", at.get(0).asDouble(), at.get(1).asDouble());
    page.await("!!document.querySelector('#scatter .tip')");
    assertThat(page.text("#scatter .tip")).contains(model.trialId().substring(0, 12));
    assertThat(page.text("#scatter-detail"))
        .contains(model.trialId().substring(0, 12), "group width", study.spaces().get(0).label());
    assertThat(
            page.eval(
                    "[...document.querySelectorAll('#scatter-detail tr:nth-child(2) td')].map(td => Number(td.textContent))")
                .toString())
        .isEqualTo(
            model.network().orElseThrow().stages().stream()
                .map(stage -> stage.width())
                .toList()
                .toString()
                .replace(" ", ""));
  }

  /** Where a model's mark is: it is picked such that no other lies nearer. */
  private JsonNode pixel(String chart, String parameter, int index) {
    page.eval(
        "(() => { const s = document.getElementById('coordinate'); s.value = 'cost:flops'; s.dispatchEvent(new Event('change')); document.getElementById('%s').scrollIntoView({block: 'center', behavior: 'instant'}); })()"
            .formatted(chart));
    return page.eval(
        "(() => { const e = document.getElementById('%s'); const m = models[%d]; const r = e.getBoundingClientRect(); const p = echarts.getInstanceByDom(e).convertToPixel('grid', [cost(m, 'flops'), m.error]); return [r.x + p[0], r.y + p[1]]; })()"
            .formatted(chart, index));
  }

  @Test
  void untickingASpaceTakesItsModelsAway() {
    open(1200, false);
    int first = study.spaces().get(0).models().size();
    assertThat(page.text("#shown"))
        .isEqualTo("%d of %d models shown".formatted(models(), models()));
    page.click("#space-1");
    assertThat(page.text("#shown")).isEqualTo("%d of %d models shown".formatted(first, models()));
    assertThat(drawn("scatter")).isEqualTo(first);
    assertThat(drawn("edf")).isEqualTo(first);
    assertThat(page.text("#matching")).startsWith(first + " models");
    page.click("#reset");
    assertThat(drawn("scatter")).isEqualTo(models());
  }

  private int drawn(String chart) {
    return page.eval(
            "echarts.getInstanceByDom(document.getElementById('%s')).getOption().series.flatMap(s => s.data).filter(pointed).length"
                .formatted(chart))
        .asInt();
  }

  @Test
  void aRangeOfComplexityShowsTheModelsInIt() {
    open(1200, false);
    page.eval("document.getElementById('low').focus()");
    for (int i = 0; i < 3; i++) {
      page.key("PageUp", 33); // a tenth of the range each
    }
    double least = flops().min().orElseThrow();
    double bound = least * Math.pow(flops().max().orElseThrow() / least, 0.3);
    assertThat(page.eval("filter.low").asInt()).isEqualTo(30);
    long expected = flops().filter(value -> value >= bound).count();
    assertThat(expected).isBetween(1L, models() - 1L);
    page.await("filter.frame === undefined");
    assertThat(page.text("#shown"))
        .isEqualTo("%d of %d models shown".formatted(expected, models()));
    assertThat(drawn("pareto")).isEqualTo((int) expected);
  }

  private static DoubleStream flops() {
    return study.spaces().stream()
        .flatMap(space -> space.models().stream())
        .mapToDouble(model -> model.cost().flops());
  }

  @Test
  void curvesAreThoseOfTheStatistics() {
    open(1200, false);
    SpaceStudy space = study.spaces().get(0);
    double[] costs = space.costs(Complexity.FLOPS);
    EqualComplexity equal =
        EqualComplexity.of(
            study.spaces().stream().map(each -> each.costs(Complexity.FLOPS)).toList(), 10);
    for (boolean weighted : List.of(false, true)) {
      Edf edf = weighted ? equal.edf(space.errorPercents(), costs) : Edf.of(space.errorPercents());
      JsonNode points =
          page.eval(
              "distribution(models.filter(m => m.of.place === 0), models, %s)".formatted(weighted));
      assertThat(points).hasSize(edf.n());
      for (int i = 0; i < edf.n(); i++) {
        Edf.Point expected = edf.points().get(i);
        assertThat(points.get(i).get(0).asDouble()).isCloseTo(expected.error(), within(1e-3));
        assertThat(points.get(i).get(1).asDouble()).isCloseTo(expected.probability(), within(1e-9));
      }
    }
  }

  private static Offset<Double> within(double value) {
    return Offset.offset(value);
  }

  @Test
  void aPhoneNeedsNoSidewaysScrolling() {
    open(375, false);
    assertThat(page.eval("document.documentElement.scrollWidth").asInt()).isEqualTo(375);
    page.eval("document.querySelectorAll('details').forEach(d => { d.open = true; })");
    assertThat(page.eval("document.documentElement.scrollWidth").asInt()).isEqualTo(375);
  }

  @Test
  void darkReadersGetADarkPage() {
    open(1200, true);
    String background = "getComputedStyle(document.body).backgroundColor";
    assertThat(page.eval(background).asText()).isEqualTo("rgb(20, 23, 27)");
    String label =
        "echarts.getInstanceByDom(document.getElementById('edf')).getOption().xAxis[0].axisLabel.color";
    assertThat(page.eval(label).asText()).isEqualTo("#e8ebee");
    page.dark(false);
    assertThat(page.eval(background).asText()).isEqualTo("rgb(255, 255, 255)");
    page.await(label + " === '#1a1d21'");
  }

  /** ECharts copies what it is given: a mark that held its model would copy the whole space. */
  @Test
  void chartsAreGivenNumbersAlone() {
    open(1200, false);
    String given =
        "[...document.querySelectorAll('.chart')].map(e => JSON.stringify(echarts.getInstanceByDom(e).getOption().series).length)";
    long most = 0;
    for (JsonNode length : page.eval(given)) {
      most = Math.max(most, length.asLong());
    }
    // some 60 characters a mark and 2000 a series; with a space in each mark it were megabytes
    assertThat(most).isPositive().isLessThan(200L * models() + 20_000);
    JsonNode largest =
        page.eval(
            "Math.max(...['edf', 'scatter', 'pareto'].flatMap(id => echarts.getInstanceByDom(document.getElementById(id)).getOption().series.flatMap(s => s.data)).map(d => JSON.stringify(d).length))");
    assertThat(largest.asInt()).isBetween(1, 200);
  }

  /** However often a slider tells that it moved, charts are drawn once a frame. */
  @Test
  void slidersDoNotDrawOftenerThanTheScreen() {
    open(1200, false);
    JsonNode drawn =
        page.eval(
            "(async () => { let drawn = 0; filter.listeners.push(() => { drawn += 1; }); const low = document.getElementById('low'); for (let k = 1; k <= 50; k++) { low.value = k; low.dispatchEvent(new Event('input')); } const at = drawn; await new Promise(next => requestAnimationFrame(() => requestAnimationFrame(next))); return [at, drawn, filter.low]; })()");
    assertThat(drawn.toString()).isEqualTo("[0,1,50]");
  }

  @Test
  void spacesWithoutACommonComplexityAreNotCompared() {
    open(1200, false);
    page.click("#weighted");
    assertThat(page.text("#weighted-note"))
        .startsWith("At equal complexity: ")
        .contains("left out");
    page.eval(
        "(() => { models.forEach(m => { m.of.flops[m.i] = 1 + m.of.place; }); filterChanged(); })()");
    assertThat(page.eval("document.getElementById('weighted').disabled").asBoolean()).isTrue();
    assertThat(page.eval("document.getElementById('weighted').checked").asBoolean()).isFalse();
    assertThat(page.text("#weighted-note")).startsWith("Cannot be compared at equal complexity");
    page.click("#space-1");
    assertThat(page.eval("document.getElementById('weighted').disabled").asBoolean()).isFalse();
  }

  @Test
  void bandsAreOfferedButNotDrawnAtFirstOfFewModels() {
    open(1200, false);
    assertThat(page.eval("document.getElementById('bands').checked").asBoolean()).isFalse();
    // sqrt(ln(2 / 0.05) / (2 n)) of the fewest models, 30 or a few less that ended without an error
    assertThat(page.text("#bands-height")).matches("\\(up to \u00b1\u00a02[5-7]\u00a0%\\)");
    assertThat(page.eval("[46, 47].map(n => isNarrow(n))").toString()).isEqualTo("[false,true]");
  }

  @Test
  void chartsObeyTheRulesOfThePictures() {
    open(1200, false);
    assertThat(page.eval("[7.9, 8].map(high => spansOctaves([1, high]))").toString())
        .isEqualTo("[false,true]");
    assertThat(page.eval("[7.9, 8].map(high => costAxis('', [1, high]).type)").toString())
        .isEqualTo("[\"value\",\"log\"]");
    String bands =
        "(() => { const all = study.spaces; const many = n => { study.spaces = Array(n).fill({ error: Array(100) }); return bandsAtFirst(); }; const drawn = [many(6), many(7)]; study.spaces = all; return drawn; })()";
    assertThat(page.eval(bands).toString()).isEqualTo("[true,false]");
    String areas =
        "[1, 2].map(mostBands => efficiency([], { ...study.charts.efficiency, mostBands }).option.series.filter(s => s.type === 'custom').length)";
    assertThat(page.eval(areas).toString()).isEqualTo("[0,2]");
    assertThat(
            page.eval("[study.charts.edf.mostBands, study.charts.efficiency.mostBands]").toString())
        .isEqualTo("[6,6]");
  }

  @Test
  void bestValuesStandAboveTheScatter() {
    open(1200, false);
    page.eval(
        "(() => { const s = document.getElementById('coordinate'); s.value = 'parameter:d1'; s.dispatchEvent(new Event('change')); })()");
    String bars =
        "echarts.getInstanceByDom(document.getElementById('scatter')).getOption().series.filter(s => s.type === 'custom').length";
    int expected = page.eval("study.spaces.filter(s => s.bests.d1).length").asInt();
    assertThat(expected).isPositive();
    assertThat(page.eval(bars).asInt()).isEqualTo(expected);
  }

  @Test
  void aPageWithoutModelsSaysSoInsteadOfEmptyCharts() throws IOException {
    SpaceStudy first = study.spaces().get(0);
    SpaceStudy none =
        new SpaceStudy(first.label(), first.sweep(), first.space(), List.of(), List.of(), 30);
    Path empty = folder.resolve("empty.html");
    Study nothing = new Study(List.of(none), study.sweeps(), List.of());
    Files.writeString(empty, Report.of(nothing, Studies.options("nothing")).html());
    page = browser.open(empty, 1200, 900, false);
    String seen = "document.querySelector('%s').offsetParent !== null";
    assertThat(page.eval(seen.formatted("p.without-models")).asBoolean()).isTrue();
    for (String hidden : List.of("#filter-box", "#edf", "#coordinate", "#models", "nav a")) {
      boolean link = hidden.equals("nav a");
      assertThat(page.eval(seen.formatted(hidden)).asBoolean()).as(hidden).isEqualTo(link);
    }
    assertThat(page.eval("document.body.innerText").asText()).doesNotContain("Infinity", "NaN");
  }

  @Test
  void aKeyboardReachesEverything() {
    open(1200, false);
    page.key("Tab", 9);
    assertThat(page.eval("document.activeElement.className").asText()).isEqualTo("skip");
    page.eval("document.getElementById('space-0').focus()");
    page.key("Tab", 9);
    assertThat(page.eval("document.activeElement.id").asText()).isEqualTo("space-1");
    page.eval("document.getElementById('scatter').focus()");
    page.key("Home", 36);
    page.key("ArrowRight", 39);
    assertThat(page.text("#scatter-detail")).contains("trial");
    String second = page.text("#scatter-detail");
    page.key("ArrowLeft", 37);
    assertThat(page.text("#scatter-detail")).contains("trial").isNotEqualTo(second);
    assertThat(
            page.eval(
                    "[...document.querySelectorAll('input, select')].filter(e => !e.labels.length).length")
                .asInt())
        .isZero();
  }

  @Test
  void theTableIsSortedAndSearchedAndWritten() {
    open(1200, false);
    page.click("#models button[data-key=error]");
    assertThat(page.eval("document.querySelector('#models th[aria-sort]').ariaSort").asText())
        .isEqualTo("descending");
    double worst =
        study.spaces().stream()
            .flatMap(space -> space.models().stream())
            .mapToDouble(Model::errorPercent)
            .max()
            .orElseThrow();
    assertThat(page.text("#models tbody td:nth-of-type(2)")).isEqualTo(Words.two(worst));
    String id = study.spaces().get(1).models().get(3).trialId();
    page.eval(
        "(() => { const w = document.getElementById('words'); w.value = '%s'; w.dispatchEvent(new Event('input')); })()"
            .formatted(id));
    assertThat(page.text("#matching")).isEqualTo("1 model, 1 listed");
    String csv = page.eval("csv()").asText();
    assertThat(csv.lines()).hasSize(2);
    assertThat(csv).contains(id, "\"</script><script>alert('x')</script> \"\"&\"\" <b>\"");
  }

  @Test
  void importancesStandBesideWhatTheirPredictorIsWorth() {
    open(1200, false);
    for (SpaceStudy space : study.spaces()) {
      Influences expected = Influences.of(space, 1).orElseThrow();
      page.eval(
          "(() => { const s = document.getElementById('importance-space'); s.selectedIndex = %d; s.dispatchEvent(new Event('change')); document.getElementById('importance-numbers').parentElement.open = true; })()"
              .formatted(study.spaces().indexOf(space)));
      page.await("!!document.querySelector('#importance-numbers td')");
      assertThat(page.text("#importance-worth"))
          .startsWith(space.label())
          .contains(expected.worth());
      assertThat(
              page.eval("document.getElementById('importance-worth').className")
                  .asText()
                  .contains("warning"))
          .isEqualTo(!expected.ranks());
      assertThat(page.eval("document.getElementById('importance').ariaLabel").asText())
          .contains(expected.worth(), expected.features().get(0).feature());
      assertThat(
              page.eval("document.querySelectorAll('#importance-numbers tbody tr').length").asInt())
          .isEqualTo(expected.features().size());
    }
  }

  @Test
  void aConfigIsReadyToCopy() {
    open(1200, false);
    assertThat(page.eval("document.querySelectorAll('.model').length").asInt()).isEqualTo(2);
    assertThat(page.eval("document.querySelectorAll('.model svg').length").asInt()).isEqualTo(2);
    assertThat(page.eval("document.querySelectorAll('.model button.copy').length").asInt())
        .isEqualTo(4);
    JsonNode network =
        page.eval(
            "JSON.parse(document.querySelector('.model pre').textContent).network.stages.length");
    assertThat(network.asInt()).isPositive();
  }
}
