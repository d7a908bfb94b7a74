package io.archscape.report;

import io.archscape.document.Documents;
import io.archscape.figures.Influences;
import io.archscape.figures.LearningOfModels;
import io.archscape.figures.SpaceGroup;
import io.archscape.plot.Palette;
import io.archscape.stats.Efficiency;
import io.archscape.stats.Interval;
import io.archscape.study.Complexity;
import io.archscape.study.Model;
import io.archscape.study.SpaceStudy;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What the page's script draws from: a column for each number of the models, space by space, in
 * JSON. A column is shorter than records, whose keys would come again with each model.
 */
final class ChartData {
  private static final int DIGITS = 6;

  private final List<SpaceStudy> spaces;
  private final List<SpaceGroup> groups;
  private final List<Efficiency> efficiencies;
  private final List<Influences> influences;
  private final BestValues best;
  private final Palette palette;
  private final PageFigures figures;

  ChartData(
      List<SpaceStudy> spaces,
      List<SpaceGroup> groups,
      List<Efficiency> efficiencies,
      List<Influences> influences,
      BestValues best,
      Palette palette,
      PageFigures figures) {
    this.spaces = List.copyOf(spaces);
    this.groups = List.copyOf(groups);
    this.efficiencies = List.copyOf(efficiencies);
    this.influences = List.copyOf(influences);
    this.best = best;
    this.palette = palette;
    this.figures = figures;
  }

  /** For a script element: nothing in it looks like a tag. */
  String json() {
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < spaces.size(); i++) {
      all.add(space(spaces.get(i), efficiencies.get(i)));
    }
    // a name each, in the spaces' order: keys of JSON objects are sorted
    Set<String> parameters = new LinkedHashSet<>();
    spaces.forEach(
        space -> parameters.addAll(names(space.models(), model -> model.parameters().keySet())));
    List<Map<String, Object>> together =
        groups.stream()
            .map(group -> Map.<String, Object>of("name", group.name(), "spaces", group.labels()))
            .toList();
    Map<String, Object> study = new LinkedHashMap<>(figures.data());
    study.put("spaces", all);
    study.put("parameters", parameters);
    study.put("groups", together);
    String json = new Documents().canonicalJson(study);
    return json.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
  }

  private Map<String, Object> space(SpaceStudy space, Efficiency efficiency) {
    List<Model> models = space.models();
    Map<String, Object> columns = new LinkedHashMap<>();
    columns.put("label", space.label());
    columns.put("sweep", space.sweep());
    columns.put("space", space.space());
    columns.put("color", palette.hex(space.label()));
    columns.put("colorOnDark", palette.hexOnDark(space.label()));
    columns.put("dash", palette.dashes(space.label()));
    columns.put("mark", palette.mark(space.label()));
    columns.put("hollow", palette.hollow(space.label()));
    columns.put("index", models.stream().map(Model::index).toList());
    columns.put("id", models.stream().map(Model::trialId).toList());
    columns.put("error", numbers(models, Model::errorPercent));
    for (Complexity complexity : Complexity.values()) {
      columns.put(complexity.key(), numbers(models, model -> complexity.of(model.cost())));
    }
    columns.put("seconds", numbers(models, model -> model.seconds().orElse(0)));
    columns.put("blocks", numbers(models, Model::blocks));
    columns.put("parameters", parameters(models));
    columns.put("choices", choices(models));
    columns.put("stages", models.stream().map(ChartData::stages).toList());
    columns.put("words", words(models));
    columns.put("curves", curves(space));
    columns.put("efficiency", efficiency(efficiency));
    columns.put("bests", best.numbers(space.label()));
    columns.put("importance", ImportanceSection.data(space, influences(space)));
    return columns;
  }

  private Optional<Influences> influences(SpaceStudy space) {
    return influences.stream().filter(of -> of.space().equals(space.label())).findFirst();
  }

  private static List<Number> numbers(List<Model> models, ToDoubleFunction<Model> number) {
    return models.stream().map(model -> rounded(number.applyAsDouble(model))).toList();
  }

  /** Whole numbers as such; six digits of others. */
  static Number rounded(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return (long) value;
    }
    return BigDecimal.valueOf(value).round(new MathContext(DIGITS)).doubleValue();
  }

  /** A model without the parameter has {@code ""} there. */
  private static Map<String, Object> parameters(List<Model> models) {
    Map<String, Object> columns = new LinkedHashMap<>();
    for (String name : names(models, model -> model.parameters().keySet())) {
      columns.put(
          name,
          models.stream()
              .map(
                  model ->
                      model.parameters().containsKey(name)
                          ? (Object) rounded(model.parameters().get(name))
                          : "")
              .toList());
    }
    return columns;
  }

  private static Map<String, Object> choices(List<Model> models) {
    Map<String, Object> columns = new LinkedHashMap<>();
    for (String name : names(models, model -> model.choices().keySet())) {
      columns.put(
          name, models.stream().map(model -> model.choices().getOrDefault(name, "")).toList());
    }
    return columns;
  }

  private static Set<String> names(List<Model> models, Function<Model, Set<String>> names) {
    Set<String> all = new LinkedHashSet<>();
    models.forEach(model -> all.addAll(names.apply(model)));
    return all;
  }

  private static List<Number> stages(Model model) {
    return model
        .network()
        .map(net -> Architecture.stages(net).stream().map(ChartData::rounded).toList())
        .orElse(List.of());
  }

  /**
   * What the blocks are, in words, and what the numbers of their stages are called; each form once,
   * then its index for each model.
   */
  private static Map<String, Object> words(List<Model> models) {
    List<Form> each = models.stream().map(Form::of).toList();
    List<Form> forms = each.stream().distinct().toList();
    return Map.of(
        "kinds", forms.stream().map(Form::blocks).toList(),
        "labels", forms.stream().map(Form::labels).toList(),
        "names", forms.stream().map(Form::names).toList(),
        "of", each.stream().map(forms::indexOf).toList());
  }

  /** What is the same of many networks; empty where the network is not known. */
  private record Form(String blocks, List<String> labels, List<String> names) {
    static Form of(Model model) {
      return model
          .network()
          .map(
              net ->
                  new Form(
                      Architecture.blocks(net), Architecture.labels(net), Architecture.names(net)))
          .orElseGet(() -> new Form("", List.of(), List.of()));
    }
  }

  /** Of models with more than one epoch; one alone is no curve. */
  private static List<Object> curves(SpaceStudy space) {
    List<Object> curves = new ArrayList<>();
    LearningOfModels.shown(space, 2).forEach((rank, model) -> curves.add(curve(rank, model)));
    return curves;
  }

  private static Map<String, Object> curve(String rank, Model model) {
    return Map.of(
        "rank",
        rank,
        "index",
        model.index(),
        "errors",
        model.epochErrorPercents().stream().map(ChartData::rounded).toList());
  }

  private static List<Object> efficiency(Efficiency efficiency) {
    List<Object> points = new ArrayList<>();
    for (Efficiency.Point point : efficiency.points()) {
      Interval best = point.best();
      points.add(
          List.of(
              point.draws(), rounded(best.estimate()), rounded(best.low()), rounded(best.high())));
    }
    return points;
  }
}
