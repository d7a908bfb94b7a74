package io.archscape.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.archscape.RequirementException;
import io.archscape.graph.Cost;
import io.archscape.plot.Format;
import io.archscape.predict.Importance;
import io.archscape.predict.Importance.Part;
import io.archscape.predict.Kind;
import io.archscape.predict.PredictionScores;
import io.archscape.stats.Interval;
import io.archscape.stats.Statistic;
import io.archscape.store.PlausibleStore;
import io.archscape.store.StoredSweep;
import io.archscape.study.Model;
import io.archscape.study.SpaceStudy;
import io.archscape.study.Study;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyFiguresTest {
  private static final Path SWEEP = Path.of("experiments/cifar10-second");

  @TempDir Path folder;

  private static SpaceStudy space(String label, int models) {
    SplittableRandom random = new SplittableRandom(label.hashCode());
    List<Model> drawn = new ArrayList<>();
    for (int i = 0; i < models; i++) {
      double d = 12 + random.nextInt(17);
      long flops = 20_000_000L * (1 + random.nextInt(10));
      double error = 20 + Math.abs(d - 20) + random.nextInt(10);
      drawn.add(
          new Model(
              "sweep",
              label,
              i,
              label + i,
              error,
              new Cost(flops, flops / 30, flops / 100),
              Map.of("d", d),
              Map.of("attention", i % 2 == 0 ? "none" : "se"),
              Optional.empty(),
              List.of(error + 5, error),
              OptionalDouble.of(1)));
    }
    return new SpaceStudy(label, "sweep", label, drawn, List.of(), 0);
  }

  private static FigureInput input(SpaceStudy... spaces) {
    return FigureInput.of(new Study(List.of(spaces), List.of(), List.of()), 1);
  }

  private static StudyFigures figures(SpaceStudy... spaces) {
    return StudyFigures.of(input(spaces));
  }

  private static List<String> names(StudyFigures figures) {
    return figures.list().stream().map(NamedFigure::name).toList();
  }

  /** As of an import that kept the last error alone. */
  @Test
  void aSpaceWithoutEpochsHasNoLearning() {
    SpaceStudy whole = space("a", 4);
    Model one = whole.models().get(0);
    Model last =
        new Model(
            one.sweep(),
            one.space(),
            9,
            "last",
            one.errorPercent(),
            one.cost(),
            one.parameters(),
            one.choices(),
            one.network(),
            List.of(),
            OptionalDouble.empty());
    SpaceStudy part = new SpaceStudy("b", "sweep", "b", List.of(last), List.of(), 0);
    assertThat(names(figures(whole, part)))
        .contains("edf", "a-learning")
        .doesNotContain("learning");
    assertThat(names(figures(whole))).contains("learning");
  }

  /** Medians; the last is that of the errors that all else is about. */
  @Test
  void spacesLearnAsTheirMedianModels() {
    Study study = Study.read(List.of(SWEEP));
    NamedFigure figure = StudyFigures.of(study, 1).named("learning").orElseThrow();
    List<String> lines =
        new String(figure.figure().bytes(Format.CSV), StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(1 + 2 * 5);
    for (int i = 0; i < 2; i++) {
      SpaceStudy space = study.spaces().get(i);
      String[] last = lines.get(5 * (i + 1)).split(",", -1);
      assertThat(last).startsWith(space.label(), "5");
      assertThat(Double.parseDouble(last[2]))
          .isCloseTo(Statistic.MEDIAN.of(space.errorPercents()), within(1e-9));
      assertThat(Double.parseDouble(lines.get(5 * i + 1).split(",", -1)[2]))
          .isGreaterThan(Double.parseDouble(last[2]));
    }
  }

  @Test
  void aCommittedSweepGivesAllItsFigures() {
    Study study = Study.read(List.of(SWEEP));
    StudyFigures figures =
        StudyFigures.of(
            FigureInput.of(study, 1).withAttempts(List.of(StoredSweep.attempts(SWEEP))));
    assertThat(names(figures))
        .startsWith("edf", "learning", "pareto-flops", "pareto-params", "pareto-acts", "efficiency")
        .contains(
            "cifar-anynetx-c-error-w1",
            "cifar-anynetx-d-error-blocks",
            "cifar-anynetx-d-error-flops",
            "cifar-anynetx-d-learning",
            "cifar-anynetx-d-widths")
        .endsWith("timeline-cifar10-second")
        .doesNotContain("edf-weighted") // equal complexities
        .doesNotHaveDuplicates();
    for (String name : List.of("edf", "cifar-anynetx-d-widths", "timeline-cifar10-second")) {
      NamedFigure figure = figures.named(name).orElseThrow();
      assertThat(figure.figure().bytes(Format.SVG)).isEqualTo(figure.figure().bytes(Format.SVG));
    }
    String csv =
        new String(
            figures.named("cifar-anynetx-d-widths").orElseThrow().figure().bytes(Format.CSV),
            StandardCharsets.UTF_8);
    double best =
        study.spaces().get(1).models().stream().mapToDouble(Model::errorPercent).min().orElse(0);
    assertThat(csv).contains("cifar-anynetx-d,best 1," + best + ",0,");
  }

  /** Two runs of one experiment name their groups alike. */
  @Test
  void groupsOfTwoSweepsAreToldApartWhereTheyDiffer() throws IOException {
    String experiment =
        PlausibleStore.SIX_SPACES
            .replace("models: 500", "models: 2")
            .replaceAll("(?s)claims:.*", "edfs: {two: [cifar-anynetx-c, cifar-anynetx-d]}\n");
    PlausibleStore.fill(folder.resolve("a"), experiment);
    PlausibleStore.fill(folder.resolve("b"), experiment.replace("seed: 3", "seed: 4"));
    Study study = Study.read(List.of(folder.resolve("a"), folder.resolve("b")));
    assertThat(names(StudyFigures.of(study, 1))).contains("edf-two", "edf-b-two");
    assertThat(names(StudyFigures.of(study.pooled(), 1)))
        .contains("edf-two")
        .doesNotContain("edf-b-two", "edf-two-2");
  }

  @Test
  void trendsAndStripsAreDrawnWhereThereAreModelsEnough() {
    StudyFigures figures = figures(space("a", 60), space("b", 60));
    assertThat(names(figures)).contains("trend-d", "a-error-attention", "b-error-attention");
    String svg =
        new String(
            figures.named("trend-d").orElseThrow().figure().bytes(Format.SVG),
            StandardCharsets.UTF_8);
    assertThat(svg).contains("a: 5 ranges of complexity; b: 5 ranges of complexity");
    assertThat(names(figures(space("a", 20)))).noneMatch(name -> name.startsWith("trend"));
    StudyFigures four = figures(space("a", 60), space("b", 60), space("c", 60), space("d", 60));
    assertThat(names(four)).contains("trend-d-a", "trend-d-d").doesNotContain("trend-d");
  }

  @Test
  void everyFileIsWritten() {
    Interval worth = new Interval(0.5, 0.4, 0.6, 0.95);
    Influences influences =
        new Influences(
            "sweep/a",
            false,
            new PredictionScores(Kind.LINEAR, 3, 5, worth, worth, 1, 2),
            List.of(new Importance("d", new Part(2, 1, 0.1), new Part(1, 1, 0.1))));
    StudyFigures figures =
        StudyFigures.of(input(space("sweep/a", 3)).withInfluences(List.of(influences)));
    List<Path> files = figures.save(folder.resolve("plots"), Format.CSV);
    assertThat(files).hasSameSizeAs(figures.list()).allSatisfy(f -> assertThat(f).isNotEmptyFile());
    assertThat(folder.resolve("plots/sweep-a-importance.csv")).isRegularFile();
    assertThat(folder.resolve("plots/sweep-a-best-quarter-importance.csv")).isRegularFile();
  }

  @Test
  void oneModelAndSpacesWithoutOneAreDrawnAsFarAsTheyHaveAMeaning() {
    StudyFigures one = figures(space("a", 1), space("empty", 0));
    assertThat(names(one))
        .containsExactly(
            "edf",
            "learning",
            "pareto-flops",
            "pareto-params",
            "pareto-acts",
            "efficiency",
            "a-learning");
    one.list().forEach(f -> assertThat(f.figure().bytes(Format.PNG)).isNotEmpty());
    assertThat(names(figures(space("empty", 0)))).isEmpty();
    assertThatThrownBy(StudyFiguresTest::figures)
        .isInstanceOf(RequirementException.class)
        .hasMessage("figures need at least one space, got none");
  }

  /** A space keeps its colour where another one has nothing to draw. */
  @Test
  void coloursFollowAllSpacesOfTheStudy() {
    FigureInput input = input(space("empty", 0), space("a", 2));
    StudyFigures figures = StudyFigures.of(input);
    assertThat(input.palette().hex("a")).isEqualTo("#D55E00");
    String svg =
        new String(
            figures.named("edf").orElseThrow().figure().bytes(Format.SVG), StandardCharsets.UTF_8);
    assertThat(svg).contains("rgb(213,94,0)").doesNotContain("rgb(0,114,178)");
  }

  @Test
  void labelsThatGiveOneFileNameGiveTwoFiles() {
    StudyFigures figures = figures(space("x/a", 2), space("x-a", 2));
    assertThat(names(figures))
        .contains("x-a-error-flops", "x-a-error-flops-2")
        .doesNotHaveDuplicates();
  }

  @Test
  void attemptsMustBeThoseOfTheSweeps() {
    FigureInput input = input(space("a", 2));
    assertThatThrownBy(() -> input.withAttempts(List.of(List.of())))
        .hasMessage("there must be attempts for each of 0 sweeps, got 1");
  }
}
