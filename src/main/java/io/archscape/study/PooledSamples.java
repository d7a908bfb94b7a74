package io.archscape.study;

import io.archscape.experiment.Experiment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Samples of one space from several sweeps as one sample. They are one where the space's name and
 * parameters, the recipes, the data, the band of costs, whose draws they are, the rule of pruning
 * and the trainings of each network are the same; the seeds are free, since they are what makes two
 * draws of one space different. Of sweeps without their experiment, as imports, too little is
 * known: they stay apart.
 *
 * <p>A trial that several of them have counts once: with its error where one has that, else as left
 * out. Trials that are open have no name yet and are added up.
 */
final class PooledSamples {
  private final Map<String, SweepFacts> sweeps;
  private final List<SpaceStudy> spaces;
  private int repeated;

  private PooledSamples(Study study) {
    this.sweeps =
        study.sweeps().stream().collect(Collectors.toMap(SweepFacts::name, Function.identity()));
    this.spaces = study.spaces();
  }

  /** What makes samples of a space one. */
  private record Key(
      String space, Set<String> coordinates, Set<String> recipes, Set<String> data, String drawn) {}

  static Study of(Study study) {
    PooledSamples pooling = new PooledSamples(study);
    List<SpaceStudy> pooled = pooling.pooled();
    if (pooled.size() == study.spaces().size()) {
      return study;
    }
    List<String> warnings = new ArrayList<>(Fairness.warnings(pooled, study.sweeps()));
    if (pooling.repeated > 0) {
      warnings.add(
          pooling.repeated == 1
              ? "1 trial is in two sweeps of its space and counts once"
              : pooling.repeated + " trials are in two sweeps of their space and count once");
    }
    return new Study(pooled, study.sweeps(), warnings);
  }

  private List<SpaceStudy> pooled() {
    Map<Key, List<SpaceStudy>> alike = new LinkedHashMap<>();
    for (SpaceStudy space : spaces) {
      alike.computeIfAbsent(key(space), key -> new ArrayList<>()).add(space);
    }
    List<SpaceStudy> pooled = new ArrayList<>();
    alike.forEach(
        (key, parts) -> {
          String space = parts.get(0).space();
          boolean alone =
              alike.keySet().stream().filter(k -> k.space().equals(key.space())).count() == 1;
          String label =
              alone
                  ? space
                  : parts.stream().map(SpaceStudy::sweep).collect(Collectors.joining("+"))
                      + "/"
                      + space;
          pooled.add(one(label, parts));
        });
    return pooled;
  }

  private Key key(SpaceStudy space) {
    SweepFacts facts = sweeps.get(space.sweep());
    if (facts == null || facts.experiment().isEmpty()) {
      return new Key(space.space(), Set.of(), Set.of(), Set.of(), "sweep " + space.sweep());
    }
    Experiment experiment = facts.experiment().get();
    return new Key(
        space.space(),
        coordinates(space),
        facts.recipes(),
        facts.data(),
        drawn(experiment, space.space()));
  }

  /**
   * The band and the draws of a space that is a file are not known by the space's name: then those
   * of all spaces count.
   */
  private static String drawn(Experiment experiment, String space) {
    boolean named = experiment.spaces().contains(space);
    String band =
        experiment.bandOf().isEmpty() || named
            ? experiment.bandOf(space).toString()
            : experiment.band() + " " + experiment.bandOf();
    String draws =
        experiment.drawsOf().isEmpty() || named
            ? experiment.drawsOf().getOrDefault(space, "")
            : experiment.drawsOf().toString();
    return "%s %s %d %s".formatted(band, experiment.prune(), experiment.trainings(), draws);
  }

  /** Names of what is drawn; of a sample without a model those of the first that has one. */
  private Set<String> coordinates(SpaceStudy space) {
    return Stream.concat(Stream.of(space), spaces.stream())
        .filter(other -> other.space().equals(space.space()))
        .flatMap(other -> other.models().stream().limit(1))
        .limit(1)
        .flatMap(
            model ->
                Stream.concat(
                    model.parameters().keySet().stream(), model.choices().keySet().stream()))
        .collect(Collectors.toSet());
  }

  private SpaceStudy one(String label, List<SpaceStudy> parts) {
    Set<String> seen = new HashSet<>();
    List<Model> models = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    int open = 0;
    int all = 0;
    for (SpaceStudy part : parts) {
      part.models().stream().filter(model -> seen.add(model.trialId())).forEach(models::add);
      open += part.open();
      all += part.models().size() + part.leftOut().size();
    }
    for (SpaceStudy part : parts) {
      part.leftOut().stream().filter(trial -> seen.add(trial.trialId())).forEach(leftOut::add);
    }
    repeated += all - models.size() - leftOut.size();
    List<String> from = parts.stream().map(SpaceStudy::sweep).toList();
    return new SpaceStudy(label, from, parts.get(0).space(), models, leftOut, open);
  }
}
