package io.archscape.sweep;

import io.archscape.FolderLock;
import io.archscape.InputException;
import io.archscape.MachineFacts;
import io.archscape.Sha256;
import io.archscape.experiment.ClaimHistory;
import io.archscape.experiment.Experiment;
import io.archscape.experiment.Plan;
import io.archscape.store.TrialStatus;
import io.archscape.store.TrialStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * What a sweep is opened with, and what must hold of its folder for that.
 *
 * @param text of the experiment's YAML
 * @param plan of the experiment
 * @param planner of the same with another number of models
 * @param clock what is written down is dated by it; nothing else depends on it
 */
record SweepOpening(
    Path folder,
    String text,
    Plan plan,
    IntFunction<Plan> planner,
    ResultOrigin origin,
    Clock clock) {
  private static final String IDENTITY = "experiment_identity";

  /** In stores of the first version: the SHA-256 of the experiment's text. */
  private static final String OLD_IDENTITY = "experiment_sha256";

  /** Opens it: see {@link Sweep#open}. */
  Sweep open() {
    FolderLock lock = lock();
    try {
      return open(lock);
    } catch (IOException e) {
      Sweep.release(lock);
      throw Sweep.unwritable(folder, e);
    } catch (RuntimeException e) {
      Sweep.release(lock);
      throw e;
    }
  }

  private Sweep open(FolderLock lock) throws IOException {
    FrozenExperiment frozen = new FrozenExperiment(folder);
    Experiment asked = Experiment.parse("experiment", text);
    Optional<Experiment> copy = frozen.read();
    copy.ifPresent(begun -> frozen.requireSame(begun, asked));
    int before = copy.map(Experiment::models).orElse(0);
    TrialStore store = TrialStore.open(folder, clock);
    try {
      if (copy.isEmpty()) {
        requireIdentity(store, asked); // the copy may have been removed
      }
      store.note(facts(asked));
      requireOrigin(store);
      store.plan(plan);
      Optional<ClaimHistory.Change> claims = noteClaims(store, copy, asked);
      freeze(frozen, copy, asked);
      Sweep sweep =
          new Sweep(this, lock, store, asked, before, claims.filter(change -> copy.isPresent()));
      sweep.mailbox().keepGrowth(sweep.models());
      return sweep;
    } catch (IOException | RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /** The copy follows once the store has the new plan and knows of the new claims. */
  private void freeze(FrozenExperiment frozen, Optional<Experiment> copy, Experiment asked)
      throws IOException {
    if (copy.isEmpty() || asked.isMoreThan(copy.get())) {
      frozen.write(text);
    } else if (!copy.get().asksTheSame(asked)) {
      frozen.write(copy.get().asking(asked).yaml(text));
    }
  }

  /** Claims made after looking are worth less: how far the sweep was then is kept with it. */
  private Optional<ClaimHistory.Change> noteClaims(
      TrialStore store, Optional<Experiment> copy, Experiment asked) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Optional<ClaimHistory> known = ClaimHistory.of(store.meta());
    ClaimHistory before =
        known.orElseGet(
            () -> ClaimHistory.since(now, copy.map(Experiment::claims).orElse(List.of())));
    int ended = (int) store.statuses().values().stream().filter(TrialStatus::ended).count();
    Optional<ClaimHistory.Change> change = before.to(asked.claims(), now, ended);
    if (known.isEmpty() || change.isPresent()) {
      store.replace(change.map(before::with).orElse(before));
    }
    return change;
  }

  private FolderLock lock() {
    try {
      Files.createDirectories(folder);
      return FolderLock.take(
          folder.toRealPath(),
          holder ->
              new InputException(
                  "%s: sweep must have one coordinator at a time, %s is at work on it"
                      .formatted(folder, holder)));
    } catch (IOException e) {
      throw Sweep.unwritable(folder, e);
    }
  }

  private Map<String, String> facts(Experiment experiment) {
    Map<String, String> facts = new HashMap<>(MachineFacts.here());
    facts.put("archscape", origin.archscape());
    facts.put("engine", origin.engine());
    facts.put(IDENTITY, FrozenExperiment.identity(experiment));
    facts.put("created", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    origin.data().ifPresent(sha256 -> facts.put(TrialStore.DATA_SHA256, sha256));
    return facts;
  }

  /** Of a store whose experiment is not beside it; a new one has no trials yet. */
  private void requireIdentity(TrialStore store, Experiment experiment) {
    Map<String, String> meta = store.meta();
    Optional<String> identity = Optional.ofNullable(meta.get(IDENTITY));
    boolean same =
        identity.isPresent()
            ? identity.get().equals(FrozenExperiment.identity(experiment))
            : Sha256.hex(text).equals(meta.get(OLD_IDENTITY));
    if (!same && (identity.isPresent() || !store.statuses().isEmpty())) {
      throw new InputException(
          "%s: store must belong to the experiment given, got %s"
              .formatted(
                  folder.resolve(TrialStore.FILE),
                  identity.isPresent() || meta.containsKey(OLD_IDENTITY)
                      ? "another one's"
                      : "one that does not name its experiment: put its experiment.yaml next to it"));
    }
  }

  private void requireOrigin(TrialStore store) {
    Map<String, String> meta = store.meta();
    requireOrigin("engine", meta.getOrDefault("engine", ""), origin.engine());
    String data = meta.getOrDefault(TrialStore.DATA_SHA256, "");
    origin.data().ifPresent(sha256 -> requireOrigin("data", data, sha256));
  }

  private void requireOrigin(String what, String before, String now) {
    if (!now.equals(before)) {
      throw new InputException(
          "%s: a sweep must continue with the %s that it started with, %s, got %s"
              .formatted(folder, what, before, now));
    }
  }
}
