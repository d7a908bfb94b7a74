package io.archscape.study;

import io.archscape.experiment.Experiment;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a sweep was made.
 *
 * @param name of its folder
 * @param experiment the copy in its folder; empty where there is none, as after an import
 * @param recipes that its models were trained by, each in canonical JSON
 * @param data that they were trained on, likewise
 * @param meta the archscape version, the engine, the machine, the data's checksum
 * @param seconds of training and evaluation of all its trials
 * @param effort what it took
 */
public record SweepFacts(
    String name,
    Optional<Experiment> experiment,
    Set<String> recipes,
    Set<String> data,
    Map<String, String> meta,
    double seconds,
    SweepEffort effort) {
  public SweepFacts {
    recipes = Set.copyOf(recipes);
    data = Set.copyOf(data);
    meta = Map.copyOf(meta);
  }
}
