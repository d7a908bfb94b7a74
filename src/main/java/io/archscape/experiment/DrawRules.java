package io.archscape.experiment;

import static io.archscape.Require.require;

import io.archscape.space.Band;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which spaces an experiment draws from, how many models of each, and within which costs. The
 * components are those of {@link Experiment}; spaces go by the names that it has for them.
 */
record DrawRules(
    List<String> spaces,
    int models,
    Map<String, Integer> modelsOf,
    Band band,
    Map<String, Band> bandOf,
    Map<String, String> drawsOf) {
  DrawRules {
    spaces = List.copyOf(spaces);
    modelsOf = values("modelsOf", modelsOf);
    bandOf = values("bandOf", bandOf);
    drawsOf = values("drawsOf", drawsOf);
    requireSpaces(spaces);
    requireDraws(drawsOf, modelsOf, bandOf, spaces);
    requireNumbers(models, modelsOf, spaces);
    KeyChecks.requireOwn("bandOf", bandOf.keySet(), spaces);
  }

  private static <T> Map<String, T> values(String key, Map<String, T> map) {
    KeyChecks.requireValues(key, map);
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  private static void requireSpaces(List<String> spaces) {
    require(!spaces.isEmpty(), "experiment spaces must be at least one, got none");
    require(KeyChecks.differ(spaces), "experiment spaces must differ, got %s", spaces);
  }

  private static void requireDraws(
      Map<String, String> drawsOf,
      Map<String, Integer> modelsOf,
      Map<String, Band> bandOf,
      List<String> spaces) {
    KeyChecks.requireOwn("drawsOf", drawsOf.keySet(), spaces);
    KeyChecks.requireOwn("drawsOf", drawsOf.values(), spaces);
    drawsOf.forEach(
        (space, drawn) -> {
          require(
              !drawsOf.containsKey(drawn),
              "experiment drawsOf must name spaces with draws of their own, got %s: %s",
              space,
              drawn);
          require(
              !modelsOf.containsKey(space) && !bandOf.containsKey(space),
              "experiment modelsOf and bandOf must not have spaces with the draws of another, got %s",
              space);
        });
  }

  private static void requireNumbers(
      int models, Map<String, Integer> modelsOf, List<String> spaces) {
    require(models >= 1, "experiment models must be at least 1, got models=%d", models);
    KeyChecks.requireOwn("modelsOf", modelsOf.keySet(), spaces);
    modelsOf.forEach(
        (space, number) ->
            require(
                number >= 1,
                "experiment modelsOf must be at least 1 each, got %s: %d",
                space,
                number));
  }

  /** The space whose draws a space has: its own, or those of another. */
  String drawnFrom(String space) {
    return drawsOf.getOrDefault(space, space);
  }

  int modelsOf(String space) {
    return modelsOf.getOrDefault(drawnFrom(space), models);
  }

  Band bandOf(String space) {
    return bandOf.getOrDefault(drawnFrom(space), band);
  }

  /** The same with these numbers of models. */
  DrawRules withModels(int number, Map<String, Integer> numbers) {
    return new DrawRules(spaces, number, numbers, band, bandOf, drawsOf);
  }

  /** The same with at least this number of models of every space. */
  DrawRules grownTo(int number) {
    Map<String, Integer> more = new LinkedHashMap<>(modelsOf);
    more.values().removeIf(n -> n <= number);
    return withModels(number, more);
  }

  /** Whether any space has more models than in the other. */
  boolean isMoreThan(DrawRules other) {
    return spaces.stream().anyMatch(space -> modelsOf(space) > other.modelsOf(space));
  }
}
