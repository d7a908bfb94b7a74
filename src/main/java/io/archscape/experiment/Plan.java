package io.archscape.experiment;

import static io.archscape.Require.require;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The trials of a sweep in the order in which they are trained: the first of each space, then the
 * second of each, so that distributions of a half-finished sweep can be compared.
 */
public record Plan(List<PlannedTrial> trials) {
  public Plan {
    // a stable sort: spaces stay in the order given
    trials = trials.stream().sorted(Comparator.comparingInt(PlannedTrial::index)).toList();
    require(!trials.isEmpty(), "a plan must have at least one trial, got none");
    Set<Map.Entry<String, Integer>> places = new HashSet<>();
    for (PlannedTrial trial : trials) {
      require(
          places.add(Map.entry(trial.space(), trial.index())),
          "a plan must have one trial for each place in a space, got two for %s %d",
          trial.space(),
          trial.index());
    }
  }

  /** Names of the spaces, in order. */
  public List<String> spaces() {
    return trials.stream().map(PlannedTrial::space).distinct().toList();
  }

  /** How many trainings it asks for: a trial drawn in several spaces counts once. */
  public int size() {
    return byId().size();
  }

  /** What is to be trained, by id: a trial drawn in several spaces is trained once. */
  public Map<String, PlannedTrial> byId() {
    Map<String, PlannedTrial> distinct = new LinkedHashMap<>();
    trials.forEach(trial -> distinct.putIfAbsent(trial.id(), trial));
    return distinct;
  }

  /** The spaces that each trial belongs to, by id. */
  public Map<String, Set<String>> spacesById() {
    Map<String, Set<String>> spaces = new LinkedHashMap<>();
    for (PlannedTrial trial : trials) {
      spaces.computeIfAbsent(trial.id(), id -> new LinkedHashSet<>()).add(trial.space());
    }
    return spaces;
  }
}
