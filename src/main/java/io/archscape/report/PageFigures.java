package io.archscape.report;

import io.archscape.figures.FigureInput;
import io.archscape.figures.FigureKind;
import io.archscape.figures.NamedFigure;
import io.archscape.figures.OnPage;
import io.archscape.figures.StudyFigures;
import io.archscape.plot.Axes;
import io.archscape.plot.Format;
import io.archscape.study.Complexity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The figures of a page: what its charts are given, the pictures, and what the page does not have.
 */
final class PageFigures {
  private final Map<String, Object> charts = new LinkedHashMap<>();
  private final List<FigureKind> pictured = new ArrayList<>();
  private final List<String> elsewhere = new ArrayList<>();
  private final StudyFigures pictures;

  PageFigures(FigureInput input, List<FigureKind> kinds) {
    kinds.forEach(this::place);
    this.pictures = StudyFigures.of(input, pictured);
  }

  private void place(FigureKind kind) {
    kind.onPage()
        .accept(
            new OnPage.Visitor() {
              @Override
              public void chart(OnPage.Chart chart) {
                charts.put(chart.id(), chart.words());
              }

              @Override
              public void pictures() {
                pictured.add(kind);
              }

              @Override
              public void filesOnly(String what) {
                elsewhere.add(what);
              }
            });
  }

  /** For the script: words and numbers of its charts, by their ids, and what all of them share. */
  Map<String, Object> data() {
    return Map.of(
        "charts",
        charts,
        "costs",
        Arrays.stream(Complexity.values()).map(c -> List.of(c.key(), c.title())).toList(),
        "logarithmicFrom",
        Axes.LOGARITHMIC_FROM);
  }

  /** The pictures in a section of their own; nothing if there are none. */
  Html html() {
    Html html = new Html();
    if (pictures.list().isEmpty()) {
      return html;
    }
    html.open("section", "id", "pictures", "aria-labelledby", "pictures-title");
    html.tag("h2", "More figures", "id", "pictures-title");
    pictures.list().forEach(figure -> picture(html, figure));
    return html.close();
  }

  /** To the section, among the links to the others; nothing if there is none. */
  String link() {
    return pictures.list().isEmpty()
        ? ""
        : new Html().tag("a", "More figures", "href", "#pictures").toString();
  }

  /** As an image: what one picture calls its parts is nothing to another. */
  private static void picture(Html html, NamedFigure figure) {
    String svg = Base64.getEncoder().encodeToString(figure.figure().bytes(Format.SVG));
    html.open("figure", "id", "picture-" + figure.name());
    html.image("data:image/svg+xml;base64," + svg, figure.caption());
    html.tag("figcaption", figure.caption()).close();
  }

  /** {@code , and kinds that this page has not: trends; timelines}; nothing if it has all. */
  String elsewhere() {
    return elsewhere.isEmpty()
        ? ""
        : ", and kinds of figure that this page does not have: " + String.join("; ", elsewhere);
  }
}
