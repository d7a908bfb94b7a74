package io.archscape.store;

import io.archscape.InputException;
import io.archscape.experiment.Trial;
import io.archscape.train.EpochMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Makes stores of what other tools have trained. */
public final class Importer {
  private Importer() {}

  /**
   * Makes a store of what another tool has trained, to be listed and compared.
   *
   * @param folder new, or without a store
   * @param from what is said of where the trials are from
   * @throws InputException if there is a store already, or the folder cannot be written
   */
  public static void importAll(Path folder, String from, List<ForeignTrial> trials) {
    Path file = folder.resolve(TrialStore.FILE);
    if (Files.exists(file)) {
      throw new InputException(file + ": file must not exist yet, got an existing one");
    }
    try {
      Files.createDirectories(folder);
      try (TempFolder apart = TempFolder.in(folder, "import")) {
        fill(apart.path(), from, trials);
        Files.move(apart.path().resolve(TrialStore.FILE), file); // only when it is whole
      }
    } catch (IOException e) {
      throw new InputException(folder + ": folder must be writable, got " + e, e);
    }
  }

  private static void fill(Path folder, String from, List<ForeignTrial> trials) {
    try (TrialStore store = TrialStore.openAny(folder, Clock.systemUTC())) {
      store.together(
          () -> {
            store.note(Map.of(TrialStore.IMPORTED, from));
            trials.forEach(trial -> insert(store.trials(), trial));
          });
    }
  }

  private static void insert(TrialTable trials, ForeignTrial trial) {
    String id = trial.id();
    String network = trial.network().map(Trial.DOCUMENTS::canonicalJson).orElse("");
    String recipe = Trial.DOCUMENTS.canonicalJson(trial.recipe());
    String data = Trial.DOCUMENTS.canonicalJson(trial.data());
    long number = trials.insert(id, network, recipe, data, 0, trial.cost());
    trials.place(trial.space(), trial.index(), number, trial.parameters());
    trials.insertEpochs(id, trial.epochs());
    trials.change(
        "status = ?, error = ?, reason = ?, seconds = ?",
        id,
        (trial.error().isPresent() ? TrialStatus.DONE : TrialStatus.FAILED).key(),
        trial.error().orElse(Double.NaN),
        trial.reason(),
        trial.epochs().stream().mapToDouble(EpochMetrics::seconds).filter(Double::isFinite).sum());
  }
}
