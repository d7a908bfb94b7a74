package io.archscape.figures;

import io.archscape.plot.ImportancePlot;
import io.archscape.predict.Importance;
import io.archscape.predict.Importance.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What the errors of each space follow, where it has models enough: over all models and over the
 * best quarter, never without what the predictor behind it is worth.
 */
public final class ParameterImportance implements FigureKind {
  private static final String RISE = "rise of the error (points)";
  private static final String ALL = "all models";
  private static final String BEST = "best quarter";

  /** With a choice of the space. */
  public static final OnPage.Chart CHART =
      new OnPage.Chart(
          "importance",
          "Importance of the parameters",
          RISE,
          "",
          "Rise of the error of the predictions, in points, when a parameter's values are"
              + " shuffled: over all models (filled) and over the best quarter (hollow), with the"
              + " standard deviation over folds and shuffles. Of all models, whatever the filter.",
          Map.of("all", ALL, "best", BEST));

  @Override
  public List<NamedFigure> of(FigureInput input) {
    List<NamedFigure> figures = new ArrayList<>();
    for (Influences of : input.influences()) {
      figures.add(figure(of.space(), of, ALL, Importance::all));
      figures.add(figure(of.space() + "-best-quarter", of, BEST, Importance::best));
    }
    return figures;
  }

  @Override
  public OnPage onPage() {
    return CHART;
  }

  private static NamedFigure figure(
      String name, Influences of, String models, Function<Importance, Part> part) {
    ImportancePlot plot = plot(of, models, part);
    return NamedFigure.of(
        name + "-importance",
        "%s: how much each parameter matters (%s), with its spread. %s."
            .formatted(plot.title(), plot.measure(), String.join("; ", plot.keys())),
        plot::figure);
  }

  /** Of some of the models. */
  static ImportancePlot plot(Influences of, String models, Function<Importance, Part> part) {
    return new ImportancePlot(
        "%s, %s".formatted(of.space(), models),
        of.ranks() ? RISE : "points; WORTHLESS: the predictor does not rank",
        of.features().stream().map(each -> bar(each.feature(), part.apply(each))).toList(),
        List.of(
            "rise, of a predictor of Kendall " + Influences.words(of.scores().kendall()),
            "its spread; Spearman " + Influences.words(of.scores().spearman())));
  }

  private static ImportancePlot.Bar bar(String feature, Part part) {
    return new ImportancePlot.Bar(
        feature,
        part.riseOfMae(),
        part.riseOfMae() - part.spread(),
        part.riseOfMae() + part.spread());
  }
}
