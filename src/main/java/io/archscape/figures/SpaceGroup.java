package io.archscape.figures;

import io.archscape.experiment.Experiment;
import io.archscape.study.SpaceStudy;
import io.archscape.study.Study;
import io.archscape.study.SweepFacts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Spaces that an experiment wants to see beside each other: its {@code edfs}.
 *
 * @param spaces those with a finished model, at least one, in the order asked for
 */
public record SpaceGroup(String name, List<SpaceStudy> spaces) {
  public SpaceGroup {
    spaces = List.copyOf(spaces);
  }

  /**
   * Of all sweeps, sweep by sweep; one that two sweeps have alike, as two runs of one experiment
   * that are pooled, comes once, and one of the same name with other spaces has its sweep's name
   * too.
   */
  public static List<SpaceGroup> of(Study study) {
    List<SpaceGroup> groups = new ArrayList<>();
    Set<SpaceGroup> seen = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (SweepFacts sweep : study.sweeps()) {
      Map<String, List<String>> edfs = sweep.experiment().map(Experiment::edfs).orElse(Map.of());
      edfs.forEach(
          (name, asked) -> {
            List<SpaceStudy> spaces =
                asked.stream().flatMap(space -> found(study, sweep, space).stream()).toList();
            if (!spaces.isEmpty() && seen.add(new SpaceGroup(name, spaces))) {
              String own = names.add(name) ? name : sweep.name() + "-" + name;
              groups.add(new SpaceGroup(own, spaces));
            }
          });
    }
    return groups;
  }

  private static List<SpaceStudy> found(Study study, SweepFacts sweep, String space) {
    return study.finished().stream()
        .filter(s -> s.space().equals(space) && s.sweeps().contains(sweep.name()))
        .toList();
  }

  public List<String> labels() {
    return spaces.stream().map(SpaceStudy::label).toList();
  }
}
