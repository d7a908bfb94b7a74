package io.archscape.experiment;

import static io.archscape.Require.require;

import io.archscape.InputException;
import io.archscape.claims.Claim;
import io.archscape.claims.Claims;
import io.archscape.claims.Coordinates;
import io.archscape.space.DesignSpace;
import io.archscape.space.Spaces;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What becomes of an experiment's results: the claims that are answered, the error distributions
 * and the figures that are drawn. Nothing of what is trained depends on it. The components are
 * those of {@link Experiment}.
 */
record Analysis(
    List<String> claims,
    List<String> explore,
    Map<String, List<String>> edfs,
    List<String> figures) {
  /** Neither claims nor figures. */
  static final Analysis NONE = new Analysis(List.of(), List.of(), Map.of(), List.of());

  private static final String CLAIMS = "claims";
  private static final String EXPLORE = "explore";

  Analysis {
    claims = List.copyOf(claims);
    explore = List.copyOf(explore);
    KeyChecks.requireValues("edfs", edfs);
    edfs = copy(edfs);
    edfs.forEach(Analysis::requireEdf);
    requireFigures(figures);
    figures = List.copyOf(figures);
    requireApart(claims, explore);
  }

  private static Map<String, List<String>> copy(Map<String, List<String>> edfs) {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    edfs.forEach((name, of) -> copy.put(name, Collections.unmodifiableList(new ArrayList<>(of))));
    return Collections.unmodifiableMap(copy);
  }

  private static void requireEdf(String name, List<String> of) {
    require(
        !name.equals("weighted"),
        "experiment edfs must not be called weighted, which is the name of another figure");
    require(
        name.matches(KeyChecks.NAME),
        "experiment edfs must have names of letters, digits, '.', '_' or '-', got '%s'",
        name);
    require(
        !of.isEmpty() && of.stream().noneMatch(Objects::isNull) && KeyChecks.differ(of),
        "experiment edfs %s must be of spaces that differ, at least one, got %s",
        name,
        of);
  }

  private static void requireFigures(List<String> figures) {
    require(
        figures.stream().noneMatch(Objects::isNull),
        "experiment figures must be names, got %s",
        figures);
    require(KeyChecks.differ(figures), "experiment figures must differ, got %s", figures);
  }

  private static void requireApart(List<String> claims, List<String> explore) {
    Set<Claim> claimed = new HashSet<>(Claims.parse(CLAIMS, claims));
    for (Claim each : Claims.parse(EXPLORE, explore)) {
      require(
          !claimed.contains(each),
          "experiment explore must differ from claims, got '%s' in both",
          each.text());
    }
  }

  /** Demands that claims and distributions are of these spaces, by their own names. */
  void requireSpaces(List<String> spaces) {
    Claims.requireSpaces(CLAIMS, Claims.parse(CLAIMS, claims), spaces);
    Claims.requireSpaces(EXPLORE, Claims.parse(EXPLORE, explore), spaces);
    edfs.forEach((name, of) -> KeyChecks.requireOwn("edfs " + name, of, spaces));
  }

  /** Whether both have the same claims, in any order and spacing, and are alike in the rest. */
  boolean isSameAs(Analysis other) {
    return texts().equals(other.texts())
        && explore.equals(other.explore)
        && edfs.equals(other.edfs)
        && figures.equals(other.figures);
  }

  private Set<String> texts() {
    return Set.copyOf(ClaimHistory.texts(claims));
  }

  /**
   * Demands that claims and distributions use names and values which the spaces have.
   *
   * @param spaces names of shipped spaces, or YAML files
   * @throws InputException if one does not, or a space is unknown
   */
  void requireKnown(String source, List<String> spaces) {
    if (claims.isEmpty() && explore.isEmpty() && edfs.isEmpty()) {
      return;
    }
    List<Coordinates> known = spaces.stream().map(new Spaces()::open).map(Analysis::of).toList();
    Claims.requireKnown(source + ": " + CLAIMS, Claims.parse(CLAIMS, claims), known);
    Claims.requireKnown(source + ": " + EXPLORE, Claims.parse(EXPLORE, explore), known);
    requireEdfsKnown(source, known.stream().map(Coordinates::space).toList());
  }

  private static Coordinates of(DesignSpace space) {
    Map<String, List<Double>> numbers = new LinkedHashMap<>();
    space.ranges().forEach((parameter, range) -> numbers.put(parameter, range.values()));
    return new Coordinates(space.name(), numbers, space.choiceValues());
  }

  private void requireEdfsKnown(String source, List<String> names) {
    edfs.entrySet().stream()
        .flatMap(edf -> KeyChecks.stranger("edfs " + edf.getKey(), edf.getValue(), names).stream())
        .findFirst()
        .ifPresent(
            mistake -> {
              throw new InputException(source + ": " + mistake);
            });
  }
}
