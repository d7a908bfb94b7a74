package io.archscape.study;

import static io.archscape.Require.require;

import io.archscape.InputException;
import io.archscape.Sha256;
import io.archscape.graph.Cost;
import io.archscape.predict.Provenance;
import io.archscape.predict.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Models of spaces as a table to predict errors from: {@code log flops}, {@code log params} and
 * {@code log acts} (base 10), the parameters that all models have and that differ between them,
 * {@code blocks} (the whole depth) where that is known, and a column of 0 and 1 for each value of
 * each component, {@code attention=se}. Of several spaces only what they share is taken; a trial
 * that several of them have is one row. Errors are in percent.
 */
public final class Features {
  private static final String BLOCKS = "blocks";

  private Features() {}

  /** Of all models with an error; refused if there is none. */
  public static Table of(List<SpaceStudy> spaces) {
    List<Model> models = models(spaces);
    require(!models.isEmpty(), "predictions need finished models, got none");
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (String name : names(models)) {
      double[] column =
          models.stream()
              .mapToDouble(
                  m -> value(name, m.cost(), m.parameters(), m.choices(), m.blocks()).orElseThrow())
              .toArray();
      columns.put(name, column);
    }
    return Table.of(
        List.copyOf(columns.keySet()),
        List.copyOf(columns.values()),
        models.stream().mapToDouble(Model::errorPercent).toArray());
  }

  /** Each trial once: in two spaces or sweeps it would be in two folds, and foretell itself. */
  private static List<Model> models(List<SpaceStudy> spaces) {
    Set<String> seen = new HashSet<>();
    return spaces.stream()
        .flatMap(space -> space.models().stream())
        .filter(model -> seen.add(model.trialId()))
        .toList();
  }

  /** How many rows less the table has than the spaces have models. */
  public static int repeated(List<SpaceStudy> spaces) {
    return spaces.stream().mapToInt(space -> space.models().size()).sum() - models(spaces).size();
  }

  private static List<String> names(List<Model> models) {
    List<String> names = new ArrayList<>();
    for (Complexity complexity : Complexity.values()) {
      names.add("log " + complexity.key());
    }
    Set<String> parameters = new LinkedHashSet<>(models.get(0).parameters().keySet());
    Set<String> choices = new LinkedHashSet<>(models.get(0).choices().keySet());
    for (Model model : models) {
      parameters.retainAll(model.parameters().keySet());
      choices.retainAll(model.choices().keySet());
    }
    parameters.removeIf(name -> same(models, m -> m.parameters().get(name)));
    names.addAll(parameters);
    if (!parameters.contains("d") && !same(models, Model::blocks)) {
      names.add(BLOCKS);
    }
    for (String choice : choices) {
      Set<String> values =
          models.stream()
              .map(m -> m.choices().getOrDefault(choice, ""))
              .collect(Collectors.toCollection(TreeSet::new));
      if (values.size() > 1) {
        values.forEach(value -> names.add(choice + "=" + value));
      }
    }
    return names;
  }

  private static boolean same(List<Model> models, Function<Model, ?> value) {
    return models.stream().map(value).distinct().count() == 1;
  }

  /**
   * Of one architecture, in the order of the names.
   *
   * @param where to find it, for an error
   * @param blocks its depth
   * @throws InputException if a parameter or component is not known of it, or has a value that no
   *     model of the table had
   */
  public static double[] row(
      String where,
      List<String> names,
      Cost cost,
      Map<String, Double> parameters,
      Map<String, String> choices,
      int blocks) {
    choices.forEach((choice, value) -> requireSeen(where, names, choice, value));
    return names.stream()
        .mapToDouble(
            name ->
                value(name, cost, parameters, choices, blocks)
                    .orElseThrow(
                        () ->
                            new InputException(
                                "%s: must say its %s, from which errors are predicted, as a line of"
                                        .formatted(where, name.split("=", 2)[0])
                                    + " 'sample' does; got none")))
        .toArray();
  }

  private static void requireSeen(String where, List<String> names, String choice, String value) {
    List<String> seen = names.stream().filter(name -> name.startsWith(choice + "=")).toList();
    if (!seen.isEmpty() && !seen.contains(choice + "=" + value)) {
      throw new InputException(
          "%s: %s must be one of those trained on, %s, got %s"
              .formatted(where, choice, seen, value));
    }
  }

  private static Optional<Double> value(
      String name,
      Cost cost,
      Map<String, Double> parameters,
      Map<String, String> choices,
      int blocks) {
    for (Complexity complexity : Complexity.values()) {
      if (name.equals("log " + complexity.key())) {
        return Optional.of(StrictMath.log10(Math.max(1, complexity.of(cost))));
      }
    }
    if (name.equals(BLOCKS)) {
      return Optional.of((double) blocks);
    }
    int equals = name.indexOf('=');
    if (equals < 0) {
      return Optional.ofNullable(parameters.get(name));
    }
    String value = name.substring(equals + 1);
    return Optional.ofNullable(choices.get(name.substring(0, equals)))
        .map(own -> own.equals(value) ? 1.0 : 0.0);
  }

  /** Where the models of a table come from. */
  public static Provenance provenance(List<SpaceStudy> spaces, long seed, String archscape) {
    return new Provenance(
        spaces.stream().flatMap(space -> space.sweeps().stream()).distinct().toList(),
        spaces.stream().map(SpaceStudy::label).toList(),
        Sha256.hex(
            models(spaces).stream()
                .map(Model::trialId)
                .sorted()
                .collect(Collectors.joining("\n", "", "\n"))),
        seed,
        archscape);
  }
}
