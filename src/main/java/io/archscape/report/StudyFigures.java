package io.archscape.report;

import static io.archscape.Require.require;

import io.archscape.InputException;
import io.archscape.plot.EdfPlot;
import io.archscape.plot.EfficiencyPlot;
import io.archscape.plot.Figure;
import io.archscape.plot.Format;
import io.archscape.plot.ImportancePlot;
import io.archscape.plot.LearningCurves;
import io.archscape.plot.Palette;
import io.archscape.plot.ParetoPlot;
import io.archscape.plot.Series;
import io.archscape.plot.SpreadPlot;
import io.archscape.plot.TimelinePlot;
import io.archscape.plot.TrendPlot;
import io.archscape.predict.Importance;
import io.archscape.stats.DkwBand;
import io.archscape.stats.Edf;
import io.archscape.stats.Efficiency;
import io.archscape.stats.EqualComplexity;
import io.archscape.stats.Statistic;
import io.archscape.stats.Trend;
import io.archscape.study.Complexity;
import io.archscape.study.Parameter;
import io.archscape.study.SpaceStudy;
import io.archscape.study.Spread;
import io.archscape.study.Study;
import io.archscape.study.SweepFacts;
import io.archscape.sweep.Attempt;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All figures of a study, in the order of a report: those of all spaces, then those of each one,
 * then how the sweeps ran. A space has one colour, dash and mark in all of them. A figure is drawn
 * when it is asked for; the same study and seed give the same bytes.
 *
 * <p>What has no meaning is left out: a parameter or complexity that all models share, a trend
 * against a complexity that hardly differs, the learning curves of models whose epochs are not
 * known, a space without a finished model.
 */
public final class StudyFigures {
  private static final int ROUNDS = 10_000;
  private static final double ALPHA = 0.05;

  /** Wide bands of more spaces than this lie on each other like fog; so do any of more than six. */
  private static final int FEW = 3;

  private static final int MOST_BANDS = 6;
  private static final double NARROW = 0.2; // share of the models, as on the page
  private static final String BANDS =
      " Shaded: the band that holds the whole true curve with 95 % confidence (DKW).";
  private static final int BINS = 10; // of complexity, in a weighted EDF
  private static final double TOLERANCE = 1.05; // of medians of complexity that are called equal
  private static final int MODELS_A_RANGE = 12; // of complexity in a trend: a draw is 3 of them
  private static final int MOST_RANGES = 8;
  private static final int LEAST_RANGES = 3;
  private static final double LEAST_RATIO = 1.25; // of complexities, for a trend
  private static final int SPACES_A_TREND = 3; // more are not told apart

  private final Study study;
  private final Palette palette;
  private final long seed;
  private final List<NamedFigure> figures;

  private StudyFigures(Study study, Palette palette, long seed, List<NamedFigure> figures) {
    this.study = study;
    this.palette = palette;
    this.seed = seed;
    this.figures = distinct(figures);
  }

  /**
   * Of all spaces that have a finished model.
   *
   * @param seed of the bootstraps
   */
  public static StudyFigures of(Study study, long seed) {
    List<String> labels = study.spaces().stream().map(SpaceStudy::label).distinct().toList();
    require(!labels.isEmpty(), "figures need at least one space, got none");
    StudyFigures none = new StudyFigures(study, Palette.of(labels), seed, List.of());
    List<NamedFigure> all = new ArrayList<>();
    if (!study.finished().isEmpty()) {
      none.edfs(all);
      none.groups(all);
      none.learning(all);
      none.paretos(all);
      none.efficiency(all);
      none.trends(all);
      none.spread(all);
      study.finished().forEach(s -> all.addAll(SpaceFigures.of(s, none.palette, seed)));
    }
    return none.with(all);
  }

  /**
   * With a figure of what errors follow in a space.
   *
   * @param title above the picture, as {@code regnetx, all models}
   * @param measure title of the axis
   */
  public StudyFigures withImportance(
      String space, String title, String measure, List<ImportancePlot.Bar> bars) {
    return withImportance(space, new ImportancePlot(title, measure, bars));
  }

  private StudyFigures withImportance(String space, ImportancePlot plot) {
    String worth = plot.keys().isEmpty() ? "" : " " + String.join("; ", plot.keys()) + ".";
    NamedFigure figure =
        new NamedFigure(
            fileName(space + "-importance"),
            "%s: how much each parameter matters (%s), with its spread.%s"
                .formatted(plot.title(), plot.measure(), worth),
            plot::figure);
    return with(List.of(figure));
  }

  /** With what the errors follow, over all models and over the best quarter of each space. */
  public StudyFigures withImportances(List<Influences> influences) {
    StudyFigures figures = this;
    for (Influences each : influences) {
      figures =
          figures
              .withImportance(each.space(), each.plot("all models", Importance::all))
              .withImportance(
                  each.space() + "-best-quarter", each.plot("best quarter", Importance::best));
    }
    return figures;
  }

  /**
   * With a timeline of each sweep that trained something itself.
   *
   * @param attempts of each sweep, in the study's order: see {@code TrialStore.attempts}
   */
  public StudyFigures withTimelines(List<List<Attempt>> attempts) {
    require(
        attempts.size() == study.sweeps().size(),
        "there must be attempts for each of %d sweeps, got %d",
        study.sweeps().size(),
        attempts.size());
    List<NamedFigure> timelines = new ArrayList<>();
    for (int i = 0; i < attempts.size(); i++) {
      String sweep = study.sweeps().get(i).name();
      List<Attempt> trained = attempts.get(i).stream().filter(a -> a.worker() > 0).toList();
      if (!trained.isEmpty()) {
        timelines.add(
            new NamedFigure(
                fileName("timeline-" + sweep),
                "%s: what each worker did when, %d attempts at trials; those that did not end in"
                        .formatted(sweep, trained.size())
                    + " an error are pale and marked. Pauses of the whole sweep are cut out.",
                () -> timeline(sweep, trained).figure()));
      }
    }
    return with(timelines);
  }

  private StudyFigures with(List<NamedFigure> more) {
    List<NamedFigure> all = new ArrayList<>(figures);
    all.addAll(more);
    return new StudyFigures(study, palette, seed, all);
  }

  /** Two labels may give one file name: later ones get a number. */
  private static List<NamedFigure> distinct(List<NamedFigure> figures) {
    Set<String> seen = new HashSet<>();
    List<NamedFigure> distinct = new ArrayList<>();
    for (NamedFigure figure : figures) {
      String name = figure.name();
      for (int i = 2; !seen.add(name); i++) {
        name = figure.name() + "-" + i;
      }
      distinct.add(new NamedFigure(name, figure.caption(), figure.drawing()));
    }
    return List.copyOf(distinct);
  }

  /** The colours of the spaces. */
  public Palette palette() {
    return palette;
  }

  /** In the order of a report. */
  public List<NamedFigure> list() {
    return figures;
  }

  /** The names of these that there is no figure of, as where too few models have finished. */
  public List<String> missing(List<String> names) {
    return names.stream().filter(name -> named(name).isEmpty()).toList();
  }

  /**
   * Those of these names, in their order.
   *
   * @throws io.archscape.InputException if there is none of a name
   */
  public StudyFigures only(List<String> names) {
    List<NamedFigure> some = new ArrayList<>();
    for (String name : names) {
      some.add(
          named(name)
              .orElseThrow(
                  () ->
                      new InputException(
                          "figures must be of those that %s has, got '%s' where there are %s"
                              .formatted(
                                  String.join(
                                      ", ", study.sweeps().stream().map(SweepFacts::name).toList()),
                                  name,
                                  String.join(
                                      ", ", figures.stream().map(NamedFigure::name).toList())))));
    }
    return new StudyFigures(study, palette, seed, some);
  }

  /** The figure of a name. */
  public Optional<NamedFigure> named(String name) {
    return figures.stream().filter(figure -> figure.name().equals(name)).findFirst();
  }

  /**
   * Writes all of them, one after the other.
   *
   * @param folder that is made if it is not there
   * @return the files
   * @throws io.archscape.InputException if one cannot be written
   */
  public List<Path> save(Path folder, Format format) {
    List<Path> files = new ArrayList<>();
    for (NamedFigure each : figures) {
      Path file = folder.resolve(each.name() + "." + format.name().toLowerCase(Locale.ROOT));
      each.figure().save(file);
      files.add(file);
    }
    return files;
  }

  static String fileName(String words) {
    return words.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[.-]+", "");
  }

  private List<SpaceStudy> finished() {
    return study.finished();
  }

  private static void add(
      List<NamedFigure> to, String name, String caption, Supplier<Figure> figure) {
    to.add(new NamedFigure(fileName(name), caption, figure));
  }

  private void edfs(List<NamedFigure> to) {
    add(
        to,
        "edf",
        "Share of each space's models with at most this error; higher and further left is better."
            + (bands(finished()) ? BANDS : ""),
        () -> edf(finished()));
    EqualComplexity equal = EqualComplexity.of(flops(), BINS);
    if (complexitiesDiffer() && equal.common() > 0) {
      int all = finished().stream().mapToInt(s -> s.models().size()).sum();
      int out = all - flops().stream().mapToInt(equal::kept).sum();
      add(
          to,
          "edf-weighted",
          "The same at equal %s: only models in the %d of %d bins that every space fills, each bin weighing the same; %d of %d models (%d %%) lie outside and are left out."
              .formatted(
                  Complexity.FLOPS.title(),
                  equal.common(),
                  BINS,
                  out,
                  all,
                  Math.round(100.0 * out / all)),
          () -> weightedEdf(equal));
    }
  }

  private Figure edf(List<SpaceStudy> spaces) {
    EdfPlot plot =
        EdfPlot.of(spaces.stream().map(s -> series(s, Edf.of(s.errors()))).toList())
            .withPalette(palette);
    return (bands(spaces) ? plot.withBands(ALPHA) : plot).figure();
  }

  /** More of them cover each other and the curves. */
  private static boolean bands(List<SpaceStudy> spaces) {
    return spaces.size() <= FEW
        || (spaces.size() <= MOST_BANDS && spaces.stream().allMatch(StudyFigures::isNarrow));
  }

  private static boolean isNarrow(SpaceStudy space) {
    return new DkwBand(space.models().size(), ALPHA).eps() <= NARROW;
  }

  /** The distributions that the experiments ask for besides that of all spaces. */
  private void groups(List<NamedFigure> to) {
    for (SpaceGroup group : SpaceGroup.of(study)) {
      add(
          to,
          "edf-" + group.name(),
          "Share of the models with at most this error, of %s."
                  .formatted(String.join(", ", group.labels()))
              + (bands(group.spaces()) ? BANDS : ""),
          () -> edf(group.spaces()));
    }
  }

  /** How fast spaces learn: of all, and of those that the experiments draw together. */
  private void learning(List<NamedFigure> to) {
    learning(to, "learning", finished());
    SpaceGroup.of(study).forEach(group -> learning(to, "learning-" + group.name(), group.spaces()));
  }

  private void learning(List<NamedFigure> to, String name, List<SpaceStudy> spaces) {
    Map<String, List<Double>> learned = new LinkedHashMap<>();
    spaces.forEach(space -> learned.put(space.label(), learned(space)));
    int epochs = learned.values().stream().mapToInt(List::size).max().orElse(0);
    if (epochs > 1 && learned.values().stream().noneMatch(List::isEmpty)) {
      List<LearningCurves.Curve> curves =
          learned.entrySet().stream()
              .map(each -> new LearningCurves.Curve(each.getKey(), each.getValue()))
              .toList();
      add(
          to,
          name,
          "Median held-out error of each space's models after each epoch, of those that have been"
              + " trained to the end.",
          () ->
              new LearningCurves("median held-out error", epochs, curves)
                  .ofSpaces(palette)
                  .figure());
    }
  }

  /** Medians after each epoch that all models of a space have; none where epochs are not known. */
  private static List<Double> learned(SpaceStudy space) {
    int epochs = space.models().stream().mapToInt(m -> m.epochErrors().size()).min().orElse(0);
    return IntStream.range(0, epochs)
        .mapToObj(
            epoch ->
                Statistic.MEDIAN.of(
                    space.models().stream()
                        .mapToDouble(model -> model.epochErrors().get(epoch))
                        .toArray()))
        .toList();
  }

  /** Where networks were trained more than once. */
  private void spread(List<NamedFigure> to) {
    Spread.of(study)
        .ifPresent(
            spread ->
                add(
                    to,
                    "spread",
                    Words.spread(spread.repeatability(), spread.deviations()),
                    () ->
                        new SpreadPlot(
                                "Trainings of one network each",
                                palette,
                                spread.networks().stream()
                                    .sorted(Comparator.comparingDouble(Spread.Retrained::mean))
                                    .map(
                                        net ->
                                            new SpreadPlot.Row(
                                                net.space() + " " + net.index(),
                                                net.space(),
                                                net.errors()))
                                    .toList())
                            .figure()));
  }

  private static Series series(SpaceStudy space, Edf edf) {
    return new Series(space.label(), edf, space.endedWithoutError());
  }

  private boolean complexitiesDiffer() {
    double[] medians =
        finished().stream()
            .mapToDouble(s -> Statistic.MEDIAN.of(s.costs(Complexity.FLOPS)))
            .toArray();
    return greatest(medians) > TOLERANCE * least(medians);
  }

  private static double least(double[] values) {
    return Arrays.stream(values).min().orElseThrow();
  }

  private static double greatest(double[] values) {
    return Arrays.stream(values).max().orElseThrow();
  }

  private List<double[]> flops() {
    return finished().stream().map(s -> s.costs(Complexity.FLOPS)).toList();
  }

  private Figure weightedEdf(EqualComplexity equal) {
    return EdfPlot.of(
            finished().stream()
                .map(s -> series(s, equal.edf(s.errors(), s.costs(Complexity.FLOPS))))
                .toList())
        .withPalette(palette)
        .figure();
  }

  private void paretos(List<NamedFigure> to) {
    for (Complexity complexity : Complexity.values()) {
      add(
          to,
          "pareto-" + complexity.key(),
          "Error against %s of all models, and each space's best error at that cost or less."
              .formatted(complexity.title()),
          () ->
              new ParetoPlot(
                      complexity.title(),
                      palette,
                      finished().stream().map(s -> cloud(s, complexity)).toList())
                  .figure());
    }
  }

  private static ParetoPlot.Cloud cloud(SpaceStudy space, Complexity complexity) {
    return new ParetoPlot.Cloud(
        space.label(),
        SpaceFigures.boxed(space.costs(complexity)),
        SpaceFigures.boxed(space.errors()));
  }

  private void efficiency(List<NamedFigure> to) {
    add(
        to,
        "efficiency",
        "Expected error of the best of k models drawn at random; shaded: 95 % (bootstrap). Towards"
            + " the right end, where all models are drawn, the band says little.",
        () ->
            new EfficiencyPlot(
                    palette,
                    finished().stream()
                        .map(
                            s ->
                                new EfficiencyPlot.Curve(
                                    s.label(), Efficiency.of(s.errors(), ROUNDS, seed)))
                        .toList())
                .figure());
  }

  /** By parameter: of all spaces in one where they are few, else of each one. */
  private void trends(List<NamedFigure> to) {
    Map<String, List<SpaceStudy>> spaces = new LinkedHashMap<>();
    for (SpaceStudy space : finished()) {
      if (ranges(space) >= LEAST_RANGES) {
        for (Parameter parameter : space.parameters()) {
          if (parameter instanceof Parameter.Numeric) {
            spaces.computeIfAbsent(parameter.name(), name -> new ArrayList<>()).add(space);
          }
        }
      }
    }
    spaces.forEach(
        (parameter, having) -> {
          if (having.size() <= SPACES_A_TREND) {
            trend(to, "trend-" + parameter, parameter, having);
          } else {
            having.forEach(
                s -> trend(to, "trend-" + parameter + "-" + s.label(), parameter, List.of(s)));
          }
        });
  }

  /** Of complexity; 0 where it hardly differs. */
  private static int ranges(SpaceStudy space) {
    double[] flops = space.costs(Complexity.FLOPS);
    return greatest(flops) < LEAST_RATIO * least(flops)
        ? 0
        : Math.min(MOST_RANGES, flops.length / MODELS_A_RANGE);
  }

  private void trend(List<NamedFigure> to, String name, String parameter, List<SpaceStudy> spaces) {
    add(
        to,
        name,
        "Best value of %s in each range of %s: median and 95 %% (bootstrap of a quarter of the"
                .formatted(parameter, Complexity.FLOPS.title())
            + " models in it)"
            + (spaces.size() == 1 ? ", " + spaces.get(0).label() + "." : "."),
        () ->
            new TrendPlot(
                    parameter,
                    Complexity.FLOPS.title(),
                    palette,
                    spaces.stream().map(s -> curve(s, parameter)).toList())
                .figure());
  }

  private TrendPlot.Curve curve(SpaceStudy space, String parameter) {
    double[] values =
        space.parameters().stream()
            .filter(p -> p.name().equals(parameter))
            .flatMap(
                p -> p instanceof Parameter.Numeric numeric ? Stream.of(numeric) : Stream.empty())
            .flatMap(numeric -> numeric.values().stream())
            .mapToDouble(Double::doubleValue)
            .toArray();
    return new TrendPlot.Curve(
        space.label(),
        Trend.ofBestValue(
            space.costs(Complexity.FLOPS), values, space.errors(), ranges(space), ROUNDS, seed));
  }

  private TimelinePlot timeline(String sweep, List<Attempt> attempts) {
    Map<String, String> labels = new LinkedHashMap<>();
    study.spaces().stream()
        .filter(s -> s.sweeps().contains(sweep))
        .forEach(s -> labels.put(s.space(), s.label()));
    Instant first = attempts.get(0).started();
    Instant last =
        attempts.stream().map(a -> a.ended().orElse(a.started())).max(Instant::compareTo).get();
    return new TimelinePlot(
        sweep,
        palette,
        attempts.stream()
            .filter(a -> labels.containsKey(a.space()))
            .map(
                a ->
                    new TimelinePlot.Attempt(
                        a.worker(),
                        labels.getOrDefault(a.space(), a.space()),
                        seconds(first, a.started()),
                        seconds(first, later(a.started(), a.ended().orElse(last))),
                        ending(a)))
            .toList());
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }

  /** A clock that was set back must not give a bar of less than nothing. */
  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static TimelinePlot.Ending ending(Attempt attempt) {
    return switch (attempt.outcome()) {
      case DONE, ADOPTED -> TimelinePlot.Ending.DONE;
      case DIVERGED -> TimelinePlot.Ending.DIVERGED;
      case PRUNED -> TimelinePlot.Ending.PRUNED;
      case FAILED -> TimelinePlot.Ending.FAILED;
      case INTERRUPTED -> TimelinePlot.Ending.INTERRUPTED;
      case RUNNING -> TimelinePlot.Ending.RUNNING;
    };
  }
}
