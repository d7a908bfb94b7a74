package io.archscape.report;

import io.archscape.figures.Influences;
import io.archscape.figures.ParameterImportance;
import io.archscape.predict.CrossValidation;
import io.archscape.predict.Importance;
import io.archscape.predict.PredictionScores;
import io.archscape.stats.Interval;
import io.archscape.study.SpaceStudy;
import io.archscape.wording.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the errors depend on in each space, always with the quality of the predictor behind it. */
final class ImportanceSection {
  private static final int MOST = 3;

  private static final String HOW =
      "A predictor is trained on four fifths of a space's models and tested on the others, five"
          + " times. Importance: how much further off, in points, its predictions of models that it"
          + " has not seen are when the values of one parameter are shuffled among them (mean and"
          + " standard deviation over folds and shuffles). Kendall and Spearman: how well the"
          + " predicted order agrees with the true one, 1 fully, 0 not at all; 95 % intervals in"
          + " brackets. Off by: the mean distance of prediction and truth in points, beside that of"
          + " guessing the mean of the models. Importances of a predictor that does not rank are meaningless. Of"
          + " correlated parameters (such as depth and the multiply-adds that follow from it), each"
          + " may look unimportant, since the other stands in for it.";

  private static final String KIND =
      "The predictor here is ridge regression, because it is quick, on each number and on the"
          + " components and, given enough models, also on the squares of the numbers, which"
          + " let it find that an intermediate value is best. Other kinds may find other things:";

  private final List<SpaceStudy> spaces;
  private final Map<String, Influences> influences;

  ImportanceSection(List<SpaceStudy> spaces, List<Influences> influences) {
    this.spaces = List.copyOf(spaces);
    this.influences =
        influences.stream().collect(Collectors.toMap(Influences::space, Function.identity()));
  }

  Html html() {
    Html html = new Html();
    html.tag("h3", "What the errors depend on", "id", "importance-title");
    if (influences.isEmpty()) {
      return html.tag("p", tooFew(), "class", "note");
    }
    warning(html);
    scores(html);
    chart(html);
    html.tag("p", HOW, "class", "note");
    html.open("p", "class", "note").text(KIND + " ");
    html.tag("code", "archscape predict SWEEP --space NAME --model forest");
    return html.text(" (or boosted, linear, all) gives theirs at full size.").close();
  }

  private static String tooFew() {
    return "No space has at least "
        + CrossValidation.LEAST_MODELS
        + " finished models: fewer are too few to say what the errors depend on.";
  }

  private void warning(Html html) {
    List<String> idle =
        spaces.stream()
            .flatMap(space -> Optional.ofNullable(influences.get(space.label())).stream())
            .filter(each -> !each.ranks())
            .map(Influences::space)
            .toList();
    if (idle.isEmpty()) {
      return;
    }
    html.open("div", "class", "warning");
    html.tag(
        "p",
        "The predictor is not shown to rank the models of " + String.join(", ", idle) + ".",
        "class",
        "warning-title");
    html.tag(
        "p", "The interval of its Kendall does not lie above 0: importances there mean nothing.");
    html.close();
  }

  private void scores(Html html) {
    html.scrolling("How good the predicted errors are").open("table");
    html.tag("caption", "Cross-validated quality of the predictor, and what it relies on");
    html.head(
        List.of(
            "Space",
            "Models",
            "Kendall",
            "Spearman",
            "Off by",
            "Mean off by",
            "Errors depend most on"));
    html.open("tbody");
    for (SpaceStudy space : spaces) {
      html.open("tr").tag("th", space.label(), "scope", "row");
      html.tag("td", String.valueOf(space.models().size()), "class", "number");
      Influences of = influences.get(space.label());
      if (of == null) {
        html.tag("td", few(space), "colspan", "5");
      } else {
        row(html, of);
      }
      html.close();
    }
    html.close().close().close();
  }

  private static String few(SpaceStudy space) {
    return "not predicted: %s, at least %d are needed"
        .formatted(
            Words.counted(space.models().size(), "finished model"), CrossValidation.LEAST_MODELS);
  }

  private static void row(Html html, Influences of) {
    PredictionScores scores = of.scores();
    correlation(html, scores.kendall());
    correlation(html, scores.spearman());
    html.tag("td", Words.two(scores.mae()), "class", "number");
    html.tag("td", Words.two(scores.maeOfMean()), "class", "number");
    html.tag("td", of.ranks() ? most(of) : "does not rank: meaningless");
  }

  private static void correlation(Html html, Interval interval) {
    html.open("td", "class", "number").text(Words.two(interval.estimate()) + " ");
    html.tag("span", Words.range(interval), "class", "interval").close();
  }

  private static String most(Influences of) {
    return of.features().stream()
        .limit(MOST)
        .map(each -> each.feature() + " " + rise(each.all()))
        .collect(Collectors.joining(", "));
  }

  private static String rise(Importance.Part part) {
    return Words.two(part.riseOfMae()) + "\u00A0\u00B1\u00A0" + Words.two(part.spread());
  }

  private static void chart(Html html) {
    html.open("div", "class", "controls needs-script");
    html.open("label").text("Space ").tag("select", "", "id", "importance-space").close();
    html.close();
    html.tag("p", "", "id", "importance-worth", "class", "needs-script", "aria-live", "polite");
    html.open("figure", "class", "needs-script");
    html.tag("div", "", "class", "chart", "id", ParameterImportance.CHART.id());
    html.tag("figcaption", "");
    html.open("details", "class", "numbers").tag("summary", "The numbers of this chart");
    html.tag("div", "", "id", "importance-numbers").close();
    html.close();
  }

  /**
   * For the script: each space's sentence of what the predictor is worth, and by feature the rise,
   * its spread and the loss of Kendall over all models, then the same over the best quarter.
   */
  static Map<String, Object> data(SpaceStudy space, Optional<Influences> influences) {
    return Map.of(
        "ranks",
        influences.map(Influences::ranks).orElse(false),
        "worth",
        influences.map(ImportanceSection::sentence).orElseGet(() -> few(space)),
        "features",
        influences.map(Influences::features).orElse(List.of()).stream()
            .map(
                each ->
                    List.of(
                        each.feature(),
                        ChartData.rounded(each.all().riseOfMae()),
                        ChartData.rounded(each.all().spread()),
                        ChartData.rounded(each.all().lossOfKendall()),
                        ChartData.rounded(each.best().riseOfMae()),
                        ChartData.rounded(each.best().spread()),
                        ChartData.rounded(each.best().lossOfKendall())))
            .toList());
  }

  private static String sentence(Influences of) {
    String worth =
        "%s, %d models, %s: %s."
            .formatted(of.space(), of.scores().models(), of.predictor(), of.worth());
    return of.ranks()
        ? worth
        : worth + " The predictor is not shown to rank: these importances are meaningless.";
  }
}
