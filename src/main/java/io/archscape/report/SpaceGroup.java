package io.archscape.report;

import io.archscape.study.SpaceStudy;
import io.archscape.study.Study;
import io.archscape.study.SweepFacts;
import io.archscape.sweep.Experiment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Spaces that an experiment wants to see beside each other: its {@code edfs}.
 *
 * @param spaces those with a finished model, at least one, in the order asked for
 */
record SpaceGroup(String name, List<SpaceStudy> spaces) {
  SpaceGroup {
    spaces = List.copyOf(spaces);
  }

  /** Of all sweeps, sweep by sweep. */
  static List<SpaceGroup> of(Study study) {
    List<SpaceGroup> groups = new ArrayList<>();
    for (SweepFacts sweep : study.sweeps()) {
      Map<String, List<String>> edfs = sweep.experiment().map(Experiment::edfs).orElse(Map.of());
      edfs.forEach(
          (name, asked) -> {
            List<SpaceStudy> spaces =
                asked.stream().flatMap(space -> found(study, sweep, space).stream()).toList();
            if (!spaces.isEmpty()) {
              groups.add(new SpaceGroup(name, spaces));
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

  List<String> labels() {
    return spaces.stream().map(SpaceStudy::label).toList();
  }
}
