package io.archscape.sweep;

import io.archscape.FolderLock;
import io.archscape.InputException;
import io.archscape.RunFailed;
import io.archscape.experiment.ClaimHistory;
import io.archscape.experiment.Experiment;
import io.archscape.experiment.Plan;
import io.archscape.experiment.PlannedTrial;
import io.archscape.experiment.Prune;
import io.archscape.store.SweepResults;
import io.archscape.store.TrialRow;
import io.archscape.store.TrialStatus;
import io.archscape.store.TrialStore;
import io.archscape.worker.LocalRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * A sweep's folder, open for its one coordinator: {@code experiment.yaml} as it was begun, {@code
 * trials.db}, {@code checkpoints/}, {@code logs/}. One thread opens, runs and closes it; {@link
 * #stop()} is for any.
 */
public final class Sweep implements AutoCloseable {
  private static final int STOP_SECONDS = 10;

  private final Path folder;
  private final FolderLock folderLock;
  private final TrialStore store;
  private final FrozenExperiment frozen;
  private final Experiment experiment;
  private final IntFunction<Plan> planner;
  private final ResultOrigin origin;
  private final int modelsBefore;
  private final Optional<ClaimHistory.Change> claimsChanged;
  private final RunQueue events = new RunQueue();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private List<Path> donors = List.of();
  private Plan plan;
  private int models;

  Sweep(
      SweepOpening opening,
      FolderLock folderLock,
      TrialStore store,
      Experiment asked,
      int before,
      Optional<ClaimHistory.Change> claimsChanged) {
    this.folder = opening.folder();
    this.folderLock = folderLock;
    this.store = store;
    this.frozen = new FrozenExperiment(opening.folder());
    this.experiment = asked;
    this.planner = opening.planner();
    this.origin = opening.origin();
    this.modelsBefore = before;
    this.claimsChanged = claimsChanged;
    this.plan = opening.plan();
    this.models = Math.max(before, asked.models());
  }

  /**
   * Begins a sweep, or goes on with it where the folder has it already. More models than it has
   * extend it; with fewer the rest stays, and is not trained further.
   *
   * @param text of the experiment's YAML, kept in the folder
   * @param plan that the experiment gives: the same each time
   * @param clock that dates what is written down; nothing else depends on it
   * @throws InputException if the folder cannot be written, belongs to another experiment or to
   *     another coordinator, was begun with another engine or other data, or has a store that is
   *     damaged or of a newer version
   */
  public static Sweep open(Path folder, String text, Plan plan, ResultOrigin origin, Clock clock) {
    Experiment experiment = Experiment.parse("experiment", text);
    return new SweepOpening(folder, text, plan, n -> experiment.grownTo(n).plan(), origin, clock)
        .open();
  }

  static InputException unwritable(Path folder, IOException e) {
    return new InputException("%s: sweep folder must be writable, got %s".formatted(folder, e), e);
  }

  static void release(FolderLock lock) {
    try {
      lock.close();
    } catch (IOException e) {
      throw new IllegalStateException("a lock file must close", e);
    }
  }

  public SweepSummary summary() {
    return SweepSummary.of(statuses().values());
  }

  /** Models of each space that the folder had before it was opened; 0 if it is new. */
  public int modelsBefore() {
    return modelsBefore;
  }

  /** What of its claims is new or withdrawn since the folder was last opened. */
  public Optional<ClaimHistory.Change> claimsChanged() {
    return claimsChanged;
  }

  /** Of the plan's trials. */
  private Map<String, TrialStatus> statuses() {
    Map<String, TrialStatus> statuses = store.statuses();
    statuses.keySet().retainAll(plan.byId().keySet());
    return statuses;
  }

  /** Everything the store has. */
  public SweepResults results() {
    return store.results();
  }

  /** Gives failed trials all their attempts again; says how many there were. */
  public int retryFailed() {
    return store.retryFailed();
  }

  /**
   * Takes over what other sweeps have of this one's trials, now and when it is given more of them:
   * results of the same engine on the same data, unless the experiment's rule would prune them.
   *
   * @param sweeps folders
   */
  public List<Reused> reuse(List<Path> sweeps) {
    donors = List.copyOf(sweeps);
    return takeOver();
  }

  private List<Reused> takeOver() {
    if (donors.isEmpty()) {
      return List.of();
    }
    Reuse reuse = new Reuse(folder, store, origin, experiment.prune());
    List<Reused> reused = reuse.from(donors, waiting().keySet());
    if (!reuse.endings().isEmpty()) {
      ClaimHistory.of(store.meta())
          .map(history -> history.knowing(reuse.endings()))
          .ifPresent(store::replace);
    }
    return reused;
  }

  /**
   * Trains what is left and returns when nothing is, or when {@link #stop()} was called.
   *
   * @throws RunFailed if workers cannot be started
   */
  public SweepSummary run(RunSettings settings, Progress progress) {
    try (LocalRunner runner =
        new LocalRunner(settings.command(), settings.environment(), folder, events)) {
      store.session(origin.archscape(), origin.engine(), settings.workers());
      Checkpoints checkpoints = checkpoints();
      checkpoints.keepOnly(unfinished());
      checkpoints.prepare();
      new SweepRun(this, runner, settings, progress).loop();
      checkpoints.keepOnly(unfinished());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return summary();
  }

  /** Whatever the store has planned, of the present plan or of a larger one before. */
  private Set<String> unfinished() {
    return store.statuses().entrySet().stream()
        .filter(entry -> !entry.getValue().ended())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  TrialStore store() {
    return store;
  }

  Plan plan() {
    return plan;
  }

  /** The plan with another number of models; may take its time, and is for any thread. */
  Plan planned(int models) {
    return planner.apply(models);
  }

  RunQueue events() {
    return events;
  }

  CountDownLatch stopped() {
    return stop;
  }

  Checkpoints checkpoints() {
    return new Checkpoints(folder);
  }

  /** Of each space: those of the folder, of which fewer may be trained now. */
  int models() {
    return models;
  }

  Mailbox mailbox() {
    return new Mailbox(folder);
  }

  Prune prune() {
    return experiment.prune();
  }

  /**
   * Takes in a larger plan; gives how many results came from other sweeps.
   *
   * @param ofEach models of each space in it
   */
  int grow(Plan larger, int ofEach) {
    store.plan(larger);
    plan = larger;
    models = ofEach;
    try {
      Experiment grown = frozen.read().orElse(experiment).grownTo(models);
      Optional<String> text = frozen.text();
      frozen.write(text.isPresent() ? grown.yaml(text.get()) : Experiment.documents().yaml(grown));
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
    return takeOver().stream().mapToInt(Reused::trials).sum();
  }

  /** What is to be trained, by id, in order. */
  Map<String, PlannedTrial> waiting() {
    Map<String, TrialStatus> statuses = store.statuses();
    Map<String, PlannedTrial> waiting = new LinkedHashMap<>(plan.byId());
    waiting.keySet().removeIf(id -> statuses.get(id) != TrialStatus.PLANNED);
    return waiting;
  }

  /** The lowest error in each space, in order; empty where there is none yet. */
  Map<String, OptionalDouble> best() {
    Map<String, OptionalDouble> best = new LinkedHashMap<>();
    plan.spaces().forEach(space -> best.put(space, OptionalDouble.empty()));
    for (TrialRow row : store.table().rows()) {
      if (row.error().isPresent()) {
        best.merge(row.space(), row.error(), Snapshot::lower);
      }
    }
    return best;
  }

  /**
   * Asks a run to end now: no more trials are given out, workers are killed, trials in flight are
   * planned again. Waits, ten seconds at most, until the sweep is closed, and gives whether it is:
   * what is on disk is at rest then. For a shutdown hook, whose end is that of all threads; a sweep
   * once stopped does not run again until it is opened again.
   */
  public boolean stop() {
    stop.countDown();
    events.add(new RunEvent.StopAsked());
    try {
      return closed.await(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    try {
      store.close();
    } finally {
      release(folderLock);
      closed.countDown();
    }
  }
}
