package io.archscape.study;

import static io.archscape.Require.require;

import io.archscape.store.TrialStatus;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The models of one space in one sweep, or in several that sampled it alike ({@link
 * Study#pooled()}).
 *
 * @param label the space's name; with the sweep's before it where two sweeps have the space
 * @param sweeps one, or those that are pooled
 * @param models those with an error, sweep by sweep, by index
 * @param leftOut those that ended without one, by index
 * @param open how many are not trained yet
 */
public record SpaceStudy(
    String label,
    List<String> sweeps,
    String space,
    List<Model> models,
    List<LeftOut> leftOut,
    int open) {
  public SpaceStudy {
    sweeps = List.copyOf(sweeps);
    models = List.copyOf(models);
    leftOut = List.copyOf(leftOut);
    require(!sweeps.isEmpty(), "a space must be of a sweep, got none for %s", label);
  }

  /** Of one sweep. */
  public SpaceStudy(
      String label,
      String sweep,
      String space,
      List<Model> models,
      List<LeftOut> leftOut,
      int open) {
    this(label, List.of(sweep), space, models, leftOut, open);
  }

  /** Its sweep, or the first of them. */
  public String sweep() {
    return sweeps.get(0);
  }

  /** By index. */
  public double[] errorPercents() {
    return models.stream().mapToDouble(Model::errorPercent).toArray();
  }

  /** Of all that ended, with an error or without. */
  List<String> trialIds() {
    return Stream.concat(
            models.stream().map(Model::trialId), leftOut.stream().map(LeftOut::trialId))
        .toList();
  }

  /** Of the same models. */
  public double[] costs(Complexity complexity) {
    return models.stream().mapToDouble(model -> complexity.of(model.cost())).toArray();
  }

  /** {@code 2 diverged, 1 pruned}; empty if nothing is left out. */
  public String endedWithoutError() {
    Map<TrialStatus, Long> counts =
        leftOut.stream()
            .collect(Collectors.groupingBy(LeftOut::status, TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(entry -> entry.getValue() + " " + ending(entry.getKey()))
        .collect(Collectors.joining(", "));
  }

  private static String ending(TrialStatus status) {
    return status == TrialStatus.DONE ? "done without an error" : status.key();
  }

  /**
   * What was drawn and differs between the models: parameters first, in the space's order, then
   * {@code blocks} (the whole depth) where depths are drawn a stage, then components.
   */
  public List<Parameter> parameters() {
    List<Parameter> found = new ArrayList<>();
    Set<String> numbers = new LinkedHashSet<>();
    Set<String> names = new LinkedHashSet<>();
    for (Model model : models) {
      numbers.addAll(model.parameters().keySet());
      names.addAll(model.choices().keySet());
    }
    for (String name : numbers) {
      column(name, model -> Optional.ofNullable(model.parameters().get(name)))
          .ifPresent(found::add);
    }
    if (numbers.contains("d1")) {
      column("blocks", model -> Optional.of((double) model.blocks())).ifPresent(found::add);
    }
    for (String name : names) {
      choice(name).ifPresent(found::add);
    }
    return found;
  }

  private Optional<Parameter> column(String name, Function<Model, Optional<Double>> value) {
    List<Double> values = models.stream().flatMap(model -> value.apply(model).stream()).toList();
    return values.size() == models.size() && values.stream().distinct().count() > 1
        ? Optional.of(new Parameter.Numeric(name, values))
        : Optional.empty();
  }

  private Optional<Parameter> choice(String name) {
    List<String> values =
        models.stream()
            .flatMap(model -> Optional.ofNullable(model.choices().get(name)).stream())
            .toList();
    return values.size() == models.size() && values.stream().distinct().count() > 1
        ? Optional.of(new Parameter.Category(name, values))
        : Optional.empty();
  }
}
