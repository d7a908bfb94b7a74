package io.archscape.exchange;

import io.archscape.InputException;
import io.archscape.arch.Network;
import io.archscape.data.DataSource;
import io.archscape.document.Documents;
import io.archscape.experiment.Experiment;
import io.archscape.space.RegNetInverse;
import io.archscape.space.Sample;
import io.archscape.stats.Statistic;
import io.archscape.store.StoredSweep;
import io.archscape.store.TrialResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The networks of a sweep with the lowest errors. One that several spaces drew is taken once; of
 * one that was trained more than once the mean error counts, or the luckiest seed would.
 */
public final class BestNetworks {
  private static final int ID_DIGITS = 8;

  private BestNetworks() {}

  /**
   * The best first.
   *
   * @param sweep its folder or its store
   * @throws InputException if there are not so many
   */
  public static List<ExportedNetwork> of(Path sweep, int count) {
    Collection<List<TrialResult>> networks = trainings(sweep);
    if (networks.size() < count) {
      throw new InputException(
          "%s: sweep must have %d networks with a finished model, got %d"
              .formatted(sweep, count, networks.size()));
    }
    Experiment experiment = experiment(sweep);
    return networks.stream()
        .sorted(
            Comparator.comparingDouble(BestNetworks::mean)
                .thenComparing(trainings -> trainings.get(0).trialId()))
        .limit(count)
        .map(trainings -> exported(trainings, experiment))
        .toList();
  }

  /** The finished trainings of each network. */
  private static Collection<List<TrialResult>> trainings(Path sweep) {
    Map<String, TrialResult> finished = new LinkedHashMap<>();
    StoredSweep.read(sweep).trials().stream()
        .filter(trial -> trial.error().isPresent() && trial.network().isPresent())
        .forEach(trial -> finished.putIfAbsent(trial.trialId(), trial));
    Map<Network, List<TrialResult>> networks = new LinkedHashMap<>();
    for (TrialResult trial : finished.values()) {
      networks.computeIfAbsent(network(trial), network -> new ArrayList<>()).add(trial);
    }
    return networks.values();
  }

  private static Network network(TrialResult trial) {
    return trial.network().orElseThrow();
  }

  private static double mean(List<TrialResult> trainings) {
    return Statistic.MEAN.of(
        trainings.stream().mapToDouble(trial -> trial.error().orElseThrow()).toArray());
  }

  private static Experiment experiment(Path sweep) {
    Path file =
        Files.isDirectory(sweep)
            ? sweep.resolve(Experiment.FILE)
            : sweep.resolveSibling(Experiment.FILE);
    return Experiment.parse(file.toString(), Documents.text(file));
  }

  /** Named after the first of its trainings. */
  private static ExportedNetwork exported(List<TrialResult> trainings, Experiment experiment) {
    TrialResult trial = trainings.get(0);
    int image = experiment.data().image();
    int classes = DataSource.named(experiment.data().name()).classes().size();
    return new ExportedNetwork(
        trial.space() + "-" + trial.trialId().substring(0, ID_DIGITS),
        network(trial),
        Optional.of(sample(trial, image, classes)),
        image,
        classes,
        RegNetInverse.Setting.of(trial.parameters()),
        OptionalDouble.of(mean(trainings)),
        trainings.size());
  }

  private static Sample sample(TrialResult trial, int image, int classes) {
    return new Sample(
        trial.space(),
        trial.parameters(),
        trial.choices(),
        network(trial),
        trial.cost(),
        image,
        classes);
  }
}
