package io.archscape.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.archscape.document.Documents;
import io.archscape.figures.FigureInput;
import io.archscape.figures.FigureKind;
import io.archscape.figures.FigureList;
import io.archscape.figures.Influences;
import io.archscape.figures.NamedFigure;
import io.archscape.figures.OnPage;
import io.archscape.figures.StudyFigures;
import io.archscape.plot.Axes;
import io.archscape.plot.Format;
import io.archscape.plot.ScatterPlot;
import io.archscape.store.PlausibleStore;
import io.archscape.store.StoredSweep;
import io.archscape.study.SpaceStudy;
import io.archscape.study.Study;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A kind of figure is its class and a line in the list: that makes it a file and puts it on the
 * page.
 */
class FigureListTest {
  @TempDir static Path folder;

  private static FigureInput input;
  private static String page;

  @BeforeAll
  static void draw() throws IOException {
    Path sweep = folder.resolve("sweep");
    Study study = Studies.two(sweep);
    input =
        FigureInput.of(study, 1)
            .withInfluences(Influences.of(study.finished(), 1))
            .withAttempts(List.of(StoredSweep.attempts(sweep)));
    page = Report.of(study, Studies.options("test")).html();
  }

  /** A figure as somebody else may write it. */
  private static final class ErrorsByDraw implements FigureKind {
    @Override
    public List<NamedFigure> of(FigureInput input) {
      return input.finished().stream().map(space -> figure(input, space)).toList();
    }

    @Override
    public OnPage onPage() {
      return OnPage.asPictures();
    }

    private static NamedFigure figure(FigureInput input, SpaceStudy space) {
      List<Double> draws = space.models().stream().map(model -> (double) model.index()).toList();
      List<Double> errors = space.models().stream().map(model -> model.errorPercent()).toList();
      return NamedFigure.of(
          space.label() + "-by-draw",
          space.label() + ": errors in the order <of> draws.",
          () ->
              new ScatterPlot(
                      space.label(), input.palette(), "draw", draws, errors, Optional.empty())
                  .figure());
    }
  }

  @Test
  void aNewKindIsAFileByItsNameAndAPictureOnThePage() {
    List<FigureKind> kinds = new ArrayList<>(FigureList.ALL);
    kinds.add(new ErrorsByDraw());
    NamedFigure figure = StudyFigures.of(input, kinds).named("cifar-regnety-by-draw").orElseThrow();
    assertThat(new String(figure.figure().bytes(Format.CSV), StandardCharsets.UTF_8))
        .startsWith("space,draw,error\r\ncifar-regnety,");
    String with = Report.of(input.study(), Studies.options("test"), kinds).html();
    assertThat(with)
        .contains(
            "<h2 id=\"pictures-title\">More figures</h2>",
            "<a href=\"#pictures\">More figures</a>",
            "<figure id=\"picture-cifar-anynetx-d-by-draw\"><img src=\"data:image/svg+xml;base64,",
            "<figcaption>cifar-regnety: errors in the order &lt;of&gt; draws.</figcaption>");
    assertThat(page).doesNotContain("More figures", "id=\"pictures\"");
  }

  /** In a study that has all of them: repeated trainings have no page and are looked at apart. */
  @Test
  void everyKindIsDrawnAndIsOnThePageOrSaidNotToBe() throws IOException {
    Set<String> drawn = new TreeSet<>();
    for (FigureKind kind : FigureList.ALL) {
      for (FigureInput each : List.of(input, wide(), repeated())) {
        for (NamedFigure figure : kind.of(each)) {
          assertThat(StudyFigures.of(each).named(figure.name())).as(figure.name()).isPresent();
          if (drawn.add(kind.getClass().getSimpleName())) { // one of each takes long enough
            assertThat(figure.figure().bytes(Format.SVG)).isNotEmpty();
            assertThat(figure.figure().bytes(Format.CSV)).isNotEmpty();
          }
        }
      }
      kind.onPage()
          .accept(
              new OnPage.Visitor() {
                @Override
                public void chart(OnPage.Chart chart) {
                  assertThat(page).contains("class=\"chart\" id=\"%s\"".formatted(chart.id()));
                  assertThat(Charts.own()).contains("new Chart('%s', ".formatted(chart.id()));
                }

                @Override
                public void pictures() {
                  kind.of(input)
                      .forEach(
                          figure -> assertThat(page).contains("id=\"picture-" + figure.name()));
                }

                @Override
                public void filesOnly(String what) {
                  assertThat(page).contains(what);
                }
              });
    }
    assertThat(drawn)
        .hasSize(FigureList.ALL.size())
        .containsExactlyInAnyOrderElementsOf(
            FigureList.ALL.stream().map(kind -> kind.getClass().getSimpleName()).toList());
  }

  private static FigureInput repeated() {
    return FigureInput.of(Study.read(List.of(Path.of("experiments/noise-mnist"))), 1);
  }

  /** Of models enough that differ enough, for trends. */
  private static FigureInput wide() throws IOException {
    Path sweep = folder.resolve("wide");
    if (!sweep.toFile().exists()) {
      PlausibleStore.fill(
          sweep,
          PlausibleStore.SIX_SPACES
              .replaceAll("(?s)  - cifar-anynetx-a.*models: 500", "  - cifar-regnetx\nmodels: 60")
              .replaceAll("(?s)claims:.*", ""));
    }
    return FigureInput.of(Study.read(List.of(sweep)), 1);
  }

  /** What a chart says and what bounds it: one set, which the pictures have too. */
  @Test
  void theScriptsChartsAreToldTheirWordsAndNumbers() {
    JsonNode told = told();
    JsonNode edf = told.path("charts").path("edf");
    assertThat(edf.path("x").asText()).isEqualTo(Axes.ERROR);
    assertThat(edf.path("y").asText()).isEqualTo(Axes.PROBABILITY);
    assertThat(edf.path("alpha").asDouble()).isEqualTo(0.05);
    assertThat(edf.path("bins").asInt()).isEqualTo(10);
    assertThat(edf.path("caption").asText())
        .contains(
            "with 95 % probability",
            "wider than \u00b1 20 % (fewer than 47 models) or there are more than 6");
    assertThat(edf.path("mostBands").asInt()).isEqualTo(6);
    assertThat(told.path("logarithmicFrom").asDouble()).isEqualTo(8);
    assertThat(told.path("costs").toString())
        .isEqualTo(
            "[[\"flops\",\"multiply-adds\"],[\"params\",\"parameters\"],[\"acts\",\"activations\"]]");
    List<String> words = new ArrayList<>();
    told.path("charts")
        .forEach(
            chart ->
                Stream.of("title", "x", "y")
                    .map(name -> chart.path(name).asText())
                    .filter(text -> text.length() > "epoch".length())
                    .forEach(words::add));
    assertThat(words).hasSizeGreaterThan(10);
    assertThat(Charts.own()).doesNotContain(words);
  }

  private static JsonNode told() {
    Matcher data =
        Pattern.compile("<script type=\"application/json\" id=\"study\">(.*?)</script>")
            .matcher(page);
    assertThat(data.find()).isTrue();
    return new Documents().readJson("page", data.group(1), JsonNode.class);
  }

  /** The page's curve of a random search is that of the picture. */
  @Test
  void aNumberIsComputedOnce() {
    JsonNode last = told().path("spaces").path(0).path("efficiency").path(2);
    String csv =
        new String(
            StudyFigures.of(input).named("efficiency").orElseThrow().figure().bytes(Format.CSV),
            StandardCharsets.UTF_8);
    String[] row = csv.lines().toList().get(3).split(",", -1);
    assertThat(Map.of("draws", last.get(0).asText(), "low", last.get(2).asDouble()))
        .isEqualTo(
            Map.of(
                "draws",
                row[1],
                "low",
                ChartData.rounded(Double.parseDouble(row[3])).doubleValue()));
  }
}
