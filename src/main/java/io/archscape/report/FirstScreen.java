package io.archscape.report;

import io.archscape.stats.Interval;
import io.archscape.study.Ranking;
import io.archscape.study.Ranking.Pair;
import io.archscape.study.Ranking.Row;
import io.archscape.study.SpaceStudy;
import io.archscape.study.Study;
import io.archscape.wording.Words;
import java.util.List;
import java.util.Optional;

/** The answer, the spaces in a table, and what makes the comparison unfair. */
record FirstScreen(Study study, Ranking ranking) {

  private static final int WARNINGS = 4;
  private static final String NOTE =
      "Small print below a number: its 95 % bootstrap interval. Behind the best: studentised"
          + " permutation test for the difference of means from the first space";

  Html html() {
    Headline headline = Headline.of(ranking);
    Html html = new Html().open("section", "id", "answer", "aria-labelledby", "answer-title");
    html.tag("h2", "Which space is better?", "id", "answer-title", "class", "quiet");
    html.tag("p", Words.unbroken(headline.sentence()), "class", "headline");
    headline.more().forEach(sentence -> html.tag("p", Words.unbroken(sentence), "class", "more"));
    pooled(html);
    warnings(html);
    table(html);
    return html.close();
  }

  private void pooled(Html html) {
    List<String> pooled =
        study.spaces().stream()
            .filter(space -> space.sweeps().size() > 1)
            .map(
                space ->
                    "%s: %s of %d sweeps"
                        .formatted(
                            space.label(),
                            Words.counted(space.models().size(), "model"),
                            space.sweeps().size()))
            .toList();
    if (!pooled.isEmpty()) {
      html.tag(
          "p",
          "Sweeps that sampled a space in the same way (recipe, data, cost band) count as one sample: "
              + String.join("; ", pooled)
              + ".",
          "class",
          "note");
    }
  }

  /** Which p-values are corrected together. */
  private String note() {
    int family = ranking.family();
    return NOTE
        + (ranking.byData().size() > 1 ? " on the same data" : "")
        + (family > 1
            ? ", p corrected over the %d pairs of this screen (Holm); claims are corrected among themselves."
                .formatted(family)
            : ".");
  }

  private void warnings(Html html) {
    if (study.warnings().isEmpty()) {
      return;
    }
    html.open("div", "class", "warning", "role", "note");
    html.tag("p", "Read this comparison with care:", "class", "warning-title");
    List<String> all = study.warnings();
    int first = all.size() <= WARNINGS + 1 ? all.size() : WARNINGS;
    list(html, all.subList(0, first));
    if (first < all.size()) {
      html.open("details").tag("summary", "and %d more".formatted(all.size() - first));
      list(html, all.subList(first, all.size()));
      html.close();
    }
    html.close();
  }

  private static void list(Html html, List<String> sentences) {
    html.open("ul");
    sentences.forEach(sentence -> html.tag("li", sentence));
    html.close();
  }

  private void table(Html html) {
    html.scrolling("Errors of the spaces").open("table", "class", "spaces");
    html.tag("caption", "Errors of the spaces on held-out images, in percent, by mean");
    html.head(List.of("Space", "Behind the best?", "Models", "Mean", "Median", "Best model"));
    html.open("tbody");
    ranking.rows().forEach(row -> row(html, row));
    study.spaces().stream()
        .filter(space -> space.models().isEmpty())
        .forEach(space -> empty(html, space));
    html.close().close().close();
    html.tag("p", note(), "class", "note");
  }

  private void row(Html html, Row row) {
    html.open("tr").open("th", "scope", "row");
    html.open("span", "class", "swatch", "data-space", row.space().label()).close();
    html.text(row.space().label()).close();
    html.tag("td", Words.unbroken(behindBest(row)), "class", "told");
    html.tag("td", String.valueOf(row.n()), "class", "number");
    cell(html, row, row.mean());
    cell(html, row, row.median());
    html.tag("td", Words.two(row.least()), "class", "number");
    html.close();
  }

  private static void cell(Html html, Row row, Interval interval) {
    html.open("td", "class", "number").text(Words.two(interval.estimate()));
    if (row.n() > 1) {
      html.tag("span", Words.range(interval), "class", "interval");
    }
    html.close();
  }

  private String behindBest(Row row) {
    Row best = ranking.bestOnDataOf(row);
    if (row.label().equals(best.label())) {
      return ranking.rows().size() > 1 ? "lowest mean" + onItsData() : "";
    }
    Optional<Pair> pair = ranking.between(best, row);
    return pair.map(FirstScreen::behindBest).orElse("too few models");
  }

  private String onItsData() {
    return ranking.byData().size() > 1 ? " on its data" : "";
  }

  private static String behindBest(Pair pair) {
    String p = Words.p(pair.chance().adjusted(), pair.chance().floor());
    if (pair.spreadless()) {
      return "no spread, so no test";
    }
    return pair.seen() && !pair.decided()
        ? "not with what is left out counted as worst (without it " + p + ")"
        : (pair.decided() ? "yes, " : "not shown, ") + p;
  }

  private static void empty(Html html, SpaceStudy space) {
    html.open("tr").tag("th", space.label(), "scope", "row");
    String why = space.endedWithoutError();
    html.tag("td", why.isEmpty() ? "none finished yet" : why, "class", "told");
    html.tag("td", "0", "class", "number").tag("td", "", "colspan", "3").close();
  }
}
