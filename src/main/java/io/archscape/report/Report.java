package io.archscape.report;

import io.archscape.claims.Answer;
import io.archscape.claims.Claims;
import io.archscape.figures.FigureInput;
import io.archscape.figures.FigureKind;
import io.archscape.figures.FigureList;
import io.archscape.figures.Influences;
import io.archscape.figures.SearchEfficiency;
import io.archscape.figures.SpaceGroup;
import io.archscape.plot.Palette;
import io.archscape.stats.Efficiency;
import io.archscape.study.Ranking;
import io.archscape.study.SpaceStudy;
import io.archscape.study.Study;
import io.archscape.study.StudyClaims;
import io.archscape.wording.Words;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A page about a study. The same study and options give the same bytes. */
public final class Report {
  private final Study study;
  private final ReportOptions options;
  private final Ranking ranking;
  private final List<Influences> influences;
  private final PageFigures figures;

  private Report(Study study, ReportOptions options, List<FigureKind> kinds) {
    this.study = study;
    this.options = options;
    this.ranking = Ranking.of(study, options.seed());
    this.influences = Influences.of(study.finished(), options.seed());
    this.figures =
        new PageFigures(FigureInput.of(study, options.seed()).withInfluences(influences), kinds);
  }

  /**
   * Of networks that were trained once each.
   *
   * @throws io.archscape.InputException if a sweep has several trainings of each
   */
  public static Report of(Study study, ReportOptions options) {
    return of(study, options, FigureList.ALL);
  }

  /** With these kinds of figures. */
  static Report of(Study study, ReportOptions options, List<FigureKind> kinds) {
    study.requireTrainedOnce("a report");
    return new Report(study, options, kinds);
  }

  /** One file that needs nothing else: no network, no font, no other file. */
  public String html() {
    List<SpaceStudy> spaces = study.finished();
    BestValues best = new BestValues(spaces, options.seed());
    String library = Charts.library();
    String own = Charts.own();
    return Template.named("page.html")
        .fill(
            Map.ofEntries(
                Map.entry("policy", policy(library, own)),
                Map.entry("state", spaces.isEmpty() ? "without-models" : ""),
                Map.entry("title", Html.escape(options.title())),
                Map.entry("version", Html.escape(options.version())),
                Map.entry("summary", Html.escape(summary())),
                Map.entry("style", Template.resource("page.css")),
                Map.entry("notices", Template.resource("third-party.txt")),
                Map.entry("answer", new FirstScreen(study, ranking).html().toString()),
                Map.entry("claims", claims().toString()),
                Map.entry(
                    "importance", new ImportanceSection(spaces, influences).html().toString()),
                Map.entry("best-values", best.html().toString()),
                Map.entry("best-models", new BestModels(study, options.best()).html().toString()),
                Map.entry("pictures", figures.html().toString()),
                Map.entry("pictures-link", figures.link()),
                Map.entry("files-only", Html.escape(figures.elsewhere())),
                Map.entry("left-out", new LeftOutTables(study).html().toString()),
                Map.entry("making", new ProvenanceSection(study, options).html().toString()),
                Map.entry("data", data(spaces, best)),
                Map.entry("library", library),
                Map.entry("script", own)));
  }

  /** What the first screen says, in sentences. */
  public List<String> answer() {
    Headline headline = Headline.of(ranking);
    return Stream.concat(Stream.of(headline.sentence()), headline.more().stream()).toList();
  }

  /** What the errors follow, of each space with models enough. */
  public List<Influences> influences() {
    return influences;
  }

  private String summary() {
    int models = study.finished().stream().mapToInt(space -> space.models().size()).sum();
    return "%s of %s, from %s: %s"
        .formatted(
            Words.counted(models, "finished model"),
            Words.counted(study.spaces().size(), "space"),
            Words.counted(study.sweeps().size(), "sweep"),
            String.join(", ", study.sweeps().stream().map(sweep -> sweep.name()).toList()));
  }

  private String data(List<SpaceStudy> spaces, BestValues best) {
    List<Efficiency> efficiencies =
        spaces.parallelStream()
            .map(space -> SearchEfficiency.curve(space, options.seed()))
            .toList();
    List<String> labels = study.spaces().stream().map(SpaceStudy::label).toList();
    return new ChartData(
            spaces,
            SpaceGroup.of(study),
            efficiencies,
            influences,
            best,
            Palette.of(labels),
            figures)
        .json();
  }

  private Html claims() {
    return new ClaimSection(answers(), StudyClaims.explored(study, options.seed())).html();
  }

  private List<Answer> answers() {
    return StudyClaims.answers(study, Claims.parse(options.claims()), options.seed());
  }

  /** Nothing from anywhere; of scripts these two; styles are set by the charts as they draw. */
  private static String policy(String library, String own) {
    return "default-src 'none'; script-src %s %s; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
        .formatted(Charts.hash(library), Charts.hash(own));
  }
}
