package io.archscape.experiment;

import static io.archscape.Require.require;

import io.archscape.RequirementException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What keys of an experiment have in common. */
final class KeyChecks {
  /** What names of experiments and of their figures are made of: they name files. */
  static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]*";

  private KeyChecks() {}

  static boolean differ(List<String> names) {
    return new HashSet<>(names).size() == names.size();
  }

  static void requireValues(String key, Map<String, ?> map) {
    map.forEach(
        (name, value) ->
            require(value != null, "experiment %s must have a value for %s, got none", key, name));
  }

  /** Demands that those named are among the experiment's spaces. */
  static void requireOwn(String key, Collection<String> named, List<String> spaces) {
    stranger(key, named, spaces)
        .ifPresent(
            mistake -> {
              throw new RequirementException(mistake);
            });
  }

  /** What is wrong with the first of those named that is none of the experiment's spaces. */
  static Optional<String> stranger(String key, Collection<String> named, List<String> spaces) {
    return named.stream()
        .filter(space -> !spaces.contains(space))
        .findFirst()
        .map(
            space ->
                "experiment %s must name spaces of the experiment, got '%s' where there are %s"
                    .formatted(key, space, spaces));
  }
}
