package io.archscape.figures;

import io.archscape.plot.Axes;
import io.archscape.plot.EdfPlot;
import io.archscape.plot.Figure;
import io.archscape.plot.Palette;
import io.archscape.plot.Series;
import io.archscape.stats.DkwBand;
import io.archscape.stats.Edf;
import io.archscape.study.SpaceStudy;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The errors of all spaces as distribution functions. */
final class ErrorDistribution implements FigureKind {
  /** A band holds the whole true curve with a probability of 1 less this. */
  static final double ALPHA = 0.05;

  /**
   * Wide bands of more spaces than this lie on each other like fog; so do any of more than {@link
   * Axes#MOST_BANDS}.
   */
  private static final int FEW = 3;

  private static final double NARROW = 0.2; // share of the models
  private static final String BANDS =
      " Shaded: the band that holds the whole true curve with %d %% confidence (DKW)."
          .formatted(percent());

  /** Of all distribution functions; a page's reader chooses the spaces and their weights. */
  static final OnPage.Chart CHART =
      new OnPage.Chart(
          "edf",
          "Distribution of errors",
          Axes.ERROR,
          Axes.PROBABILITY,
          ("Empirical distribution functions of the error. Bands: Dvoretzky, Kiefer and Wolfowitz;"
                  + " the whole true curve lies within with %d %% probability. They are off at first"
                  + " where they are wider than \u00b1 %d %% (fewer than %d models) or there are more than %d"
                  + " spaces, and outlines"
                  + " where there are more than %d. At equal complexity: the complexities shown are"
                  + " cut into %d bins, only bins with models of every space shown are kept, and"
                  + " models are weighed so that each of those counts the same; there is no band for"
                  + " weighed curves.")
              .formatted(
                  percent(),
                  Math.round(100 * NARROW),
                  leastModels(),
                  Axes.MOST_BANDS,
                  FEW,
                  EqualFlops.BINS),
          Map.of(
              "alpha",
              ALPHA,
              "percent",
              percent(),
              "narrow",
              NARROW,
              "few",
              FEW,
              "mostBands",
              Axes.MOST_BANDS,
              "bins",
              EqualFlops.BINS));

  @Override
  public List<NamedFigure> of(FigureInput input) {
    List<SpaceStudy> spaces = input.finished();
    if (spaces.isEmpty()) {
      return List.of();
    }
    String caption =
        "Share of each space's models with at most this error; higher and further left is better.";
    return List.of(
        NamedFigure.of("edf", caption + aboutBands(spaces), () -> figure(spaces, input.palette())));
  }

  @Override
  public OnPage onPage() {
    return CHART;
  }

  private static int percent() {
    return (int) Math.round(100 * (1 - ALPHA));
  }

  /** From which on a band is narrow. */
  private static int leastModels() {
    return IntStream.iterate(1, n -> n + 1)
        .filter(ErrorDistribution::isNarrow)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isNarrow(int models) {
    return new DkwBand(models, ALPHA).eps() <= NARROW;
  }

  /** More of them cover each other and the curves. */
  private static boolean bands(List<SpaceStudy> spaces) {
    return spaces.size() <= FEW
        || (spaces.size() <= Axes.MOST_BANDS
            && spaces.stream().allMatch(space -> isNarrow(space.models().size())));
  }

  /** For a caption; empty where there are none. */
  static String aboutBands(List<SpaceStudy> spaces) {
    return bands(spaces) ? BANDS : "";
  }

  /** Of at least one space, with bands where they can be told apart. */
  static Figure figure(List<SpaceStudy> spaces, Palette palette) {
    EdfPlot plot =
        EdfPlot.of(
                spaces.stream().map(space -> series(space, Edf.of(space.errorPercents()))).toList())
            .withPalette(palette);
    return (bands(spaces) ? plot.withBands(ALPHA) : plot).figure();
  }

  static Series series(SpaceStudy space, Edf edf) {
    return new Series(space.label(), edf, space.endedWithoutError());
  }
}
