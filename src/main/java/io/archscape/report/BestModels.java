package io.archscape.report;

import io.archscape.InputException;
import io.archscape.RequirementException;
import io.archscape.arch.Network;
import io.archscape.data.DataSource;
import io.archscape.data.DataSpec;
import io.archscape.document.Documents;
import io.archscape.drawing.DrawingFormat;
import io.archscape.drawing.NetworkDrawing;
import io.archscape.experiment.Experiment;
import io.archscape.pycls.PyclsConfig;
import io.archscape.space.RegNetInverse;
import io.archscape.space.Sample;
import io.archscape.study.Complexity;
import io.archscape.study.Model;
import io.archscape.study.ModelOrders;
import io.archscape.study.SpaceStudy;
import io.archscape.study.Study;
import io.archscape.study.SweepFacts;
import io.archscape.wording.Words;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The best models of each space, with what other tools need to build them, and drawn. */
final class BestModels {
  private static final int ID_DIGITS = 8;

  private final Study study;
  private final int best;
  private final Documents documents = new Documents();

  BestModels(Study study, int best) {
    this.study = study;
    this.best = best;
  }

  /** What a network is built for. */
  private record Images(int pixels, int classes) {}

  Html html() {
    List<Html> all = study.finished().parallelStream().map(this::space).toList();
    Html html = new Html();
    all.forEach(html::put);
    return html;
  }

  private Html space(SpaceStudy space) {
    Html html = new Html().open("section", "class", "best-of");
    html.tag("h3", space.label());
    List<Model> models = ModelOrders.byError(space.models()).stream().limit(best).toList();
    for (int i = 0; i < models.size(); i++) {
      model(html, space, models.get(i), i + 1);
    }
    return html.close();
  }

  private void model(Html html, SpaceStudy space, Model model, int rank) {
    html.open("details", "class", "model");
    html.open("summary");
    html.tag("span", rank + ". " + Words.percent(model.errorPercent()), "class", "rank");
    for (Complexity complexity : Complexity.values()) {
      double cost = complexity.of(model.cost());
      html.text(" · " + Words.amount(cost) + " " + complexity.title());
    }
    html.text(" · " + parameters(model)).close();
    html.open("p", "class", "note");
    html.text("Trial ").tag("code", model.trialId());
    html.text(", draw %d of %s".formatted(model.index(), model.space()));
    model.seconds().ifPresent(seconds -> html.text(", trained in " + Words.time(seconds)));
    html.text(".").close();
    Optional<Images> images = images(space);
    if (model.network().isPresent()) {
      configs(html, model, model.network().get(), images);
      images.ifPresent(seen -> drawing(html, space, model, rank, seen));
    } else {
      html.tag("p", "archscape does not know its network: it was trained by another tool.");
    }
    html.close();
  }

  private static String parameters(Model model) {
    return Stream.concat(
            model.parameters().entrySet().stream()
                .map(each -> each.getKey() + " " + Words.digits(each.getValue(), 4)),
            model.choices().entrySet().stream().map(each -> each.getKey() + " " + each.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** Of the sweep's data; unknown where another tool trained. */
  private Optional<Images> images(SpaceStudy space) {
    return study.sweeps().stream()
        .filter(sweep -> sweep.name().equals(space.sweep()))
        .findFirst()
        .flatMap(this::data)
        .map(data -> new Images(data.image(), DataSource.named(data.name()).classes().size()));
  }

  private Optional<DataSpec> data(SweepFacts sweep) {
    Optional<DataSpec> known = sweep.experiment().map(Experiment::data);
    if (known.isPresent() || sweep.data().size() != 1) {
      return known;
    }
    try {
      String data = sweep.data().iterator().next();
      return Optional.of(documents.readJson(sweep.name(), data, DataSpec.class));
    } catch (InputException | RequirementException e) {
      return Optional.empty(); // data of another tool
    }
  }

  private void configs(Html html, Model model, Network network, Optional<Images> images) {
    Object value =
        images
            .<Object>map(
                seen ->
                    new Sample(
                        model.space(),
                        model.parameters(),
                        model.choices(),
                        network,
                        model.cost(),
                        seen.pixels(),
                        seen.classes()))
            .orElse(network);
    config(html, "archscape JSON", documents.canonicalJson(value));
    if (images.isPresent()) {
      pycls(html, model, network, images.get());
    }
  }

  private static void pycls(Html html, Model model, Network network, Images images) {
    try {
      Optional<RegNetInverse.Setting> known = RegNetInverse.Setting.of(model.parameters());
      String yaml = PyclsConfig.write(network, images.pixels(), images.classes(), known);
      config(html, "pycls YAML", yaml);
    } catch (InputException | RequirementException e) {
      html.tag("p", "pycls cannot build it: " + e.getMessage(), "class", "note");
    }
  }

  private static void config(Html html, String name, String text) {
    html.open("div", "class", "config").open("div", "class", "config-head");
    html.tag("h4", name);
    html.tag("button", "Copy " + name, "type", "button", "class", "copy");
    html.close();
    html.tag("pre", text, "tabindex", "0").close();
  }

  private void drawing(Html html, SpaceStudy space, Model model, int rank, Images images) {
    String id = model.trialId().substring(0, Math.min(ID_DIGITS, model.trialId().length()));
    List<String> notes = new ArrayList<>(List.of("error " + Words.percent(model.errorPercent())));
    notes.add(parameters(model));
    NetworkDrawing drawing =
        new NetworkDrawing(
            "%s, %s, %d. best".formatted(space.label(), id, rank),
            notes,
            model.network().orElseThrow(),
            images.pixels(),
            images.classes(),
            List.of());
    String svg = new String(drawing.bytes(DrawingFormat.SVG), StandardCharsets.UTF_8);
    html.scrolling("Drawing of " + space.label() + " " + id).open("div", "class", "drawing");
    html.markup(svg.substring(svg.indexOf("<svg"))).close().close();
  }
}
