package io.archscape.figures;

import io.archscape.plot.Axes;
import io.archscape.plot.EfficiencyPlot;
import io.archscape.plot.Figure;
import io.archscape.stats.Bootstrap;
import io.archscape.stats.Efficiency;
import io.archscape.study.SpaceStudy;
import java.util.List;
import java.util.Map;

/** What a random search would find in each space. */
public final class SearchEfficiency implements FigureKind {
  private static final double CONFIDENCE = 0.95;
  private static final int PERCENT = (int) Math.round(100 * CONFIDENCE);

  private static final OnPage CHART =
      new OnPage.Chart(
          "efficiency",
          "Best of k random models",
          Axes.DRAWS,
          Axes.BEST_ERROR,
          ("Expected error of the best of k models drawn at random, with a %d %% bootstrap"
                  + " band where at most %d spaces are shown. Of all models, whatever the filter of complexity; the right end is the"
                  + " best model seen and has no honest band, so read the curves up to a quarter of"
                  + " the models.")
              .formatted(PERCENT, Axes.MOST_BANDS),
          Map.of("percent", PERCENT, "mostBands", Axes.MOST_BANDS));

  @Override
  public List<NamedFigure> of(FigureInput input) {
    return input.finished().isEmpty()
        ? List.of()
        : List.of(
            NamedFigure.of(
                "efficiency",
                ("Expected error of the best of k models drawn at random; shaded: %d %%"
                        + " (bootstrap). Towards the right end, where all models are drawn, the"
                        + " band says little.")
                    .formatted(PERCENT),
                () -> drawn(input)));
  }

  @Override
  public OnPage onPage() {
    return CHART;
  }

  /** The curve of a space, in the picture and on the page. */
  public static Efficiency curve(SpaceStudy space, long seed) {
    return Efficiency.of(
        space.errorPercents(), new Bootstrap(FigureInput.ROUNDS, seed, CONFIDENCE));
  }

  private static Figure drawn(FigureInput input) {
    List<EfficiencyPlot.Curve> curves =
        input.finished().stream()
            .map(space -> new EfficiencyPlot.Curve(space.label(), curve(space, input.seed())))
            .toList();
    return new EfficiencyPlot(input.palette(), curves).figure();
  }
}
