package io.archscape.sweep;

import io.archscape.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A sweep's folder, open for its one coordinator: {@code experiment.yaml} as it was begun, {@code
 * trials.db}, {@code logs/}. One thread opens, runs and closes it; {@link #stop()} is for any.
 */
public final class Sweep implements AutoCloseable {
  private static final String EXPERIMENT = "experiment.yaml";
  private static final int STOP_SECONDS = 10;

  private final Path folder;
  private final FolderLock folderLock;
  private final TrialStore store;
  private final Plan plan;
  private final BlockingQueue<WorkerEvent> events = new LinkedBlockingQueue<>();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final ReentrantLock running = new ReentrantLock();

  private Sweep(Path folder, FolderLock folderLock, TrialStore store, Plan plan) {
    this.folder = folder;
    this.folderLock = folderLock;
    this.store = store;
    this.plan = plan;
  }

  /**
   * Begins a sweep, or goes on with it where the folder has it already.
   *
   * @param experiment the text of the experiment's YAML, kept in the folder
   * @param plan that the experiment gives: the same each time
   * @param version of archscape
   * @param engine that workers run: its bits are not another one's
   * @throws InputException if the folder cannot be written, belongs to another experiment or to
   *     another coordinator, or has a store that is damaged or of a newer version
   */
  public static Sweep open(
      Path folder, String experiment, Plan plan, String version, String engine) {
    FolderLock lock = lock(folder);
    try {
      freeze(folder.resolve(EXPERIMENT), experiment);
      TrialStore store = TrialStore.open(folder, Clock.systemUTC());
      try {
        store.note(facts(experiment, version, engine));
        requireSame(folder, store, experiment);
        requireEngine(folder, store, engine);
        store.plan(plan);
        return new Sweep(folder, lock, store, plan);
      } catch (RuntimeException e) {
        store.close();
        throw e;
      }
    } catch (IOException e) {
      release(lock);
      throw unwritable(folder, e);
    } catch (RuntimeException e) {
      release(lock);
      throw e;
    }
  }

  private static FolderLock lock(Path folder) {
    try {
      Files.createDirectories(folder);
      return FolderLock.take(folder);
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  private static InputException unwritable(Path folder, IOException e) {
    return new InputException("%s: sweep folder must be writable, got %s".formatted(folder, e), e);
  }

  private static void release(FolderLock lock) {
    try {
      lock.close();
    } catch (IOException e) {
      throw new IllegalStateException("a lock file must close", e);
    }
  }

  private static void freeze(Path file, String experiment) throws IOException {
    if (Files.notExists(file)) {
      // never half a file, whenever the process is killed
      Path part = file.resolveSibling(EXPERIMENT + ".part");
      Files.writeString(part, experiment);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    List<String> frozen = Files.readAllLines(file);
    List<String> given = experiment.lines().toList();
    for (int i = 0; i < Math.max(frozen.size(), given.size()); i++) {
      String before = i < frozen.size() ? frozen.get(i) : "";
      String now = i < given.size() ? given.get(i) : "";
      if (!before.equals(now)) {
        throw new InputException(
            "%s:%d: the folder must be that of the experiment given, but it has '%s' where the"
                    .formatted(file, i + 1, before.strip())
                + " experiment has '%s'; choose another --out".formatted(now.strip()));
      }
    }
  }

  private static Map<String, String> facts(String experiment, String version, String engine) {
    Map<String, String> facts = new HashMap<>(MachineFacts.here());
    facts.put("archscape", version);
    facts.put("engine", engine);
    facts.put("experiment_sha256", hash(experiment));
    facts.put("created", Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS).toString());
    return facts;
  }

  private static String hash(String experiment) {
    return Sha256.hex(String.join("\n", experiment.lines().toList()).strip());
  }

  /** For the case that the frozen experiment was removed or changed. */
  private static void requireSame(Path folder, TrialStore store, String experiment) {
    if (!hash(experiment).equals(store.meta().get("experiment_sha256"))) {
      throw new InputException(
          "%s: store must belong to the experiment given, got another one's"
              .formatted(folder.resolve(TrialStore.FILE)));
    }
  }

  private static void requireEngine(Path folder, TrialStore store, String engine) {
    String before = store.meta().get("engine");
    if (!engine.equals(before)) {
      throw new InputException(
          "%s: a sweep must go on with the engine it began with, %s, got %s"
              .formatted(folder, before, engine));
    }
  }

  public SweepSummary summary() {
    return SweepSummary.of(statuses().values());
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
   * Trains what is left and returns when nothing is, or when {@link #stop()} was called.
   *
   * @throws SweepException if workers cannot be started
   */
  public SweepSummary run(LocalRunner.Settings settings, Progress progress) {
    running.lock();
    try (LocalRunner runner = new LocalRunner(settings, folder, events)) {
      Map<String, PlannedTrial> waiting = waiting();
      new SweepRun(
              store,
              plan,
              waiting.values(),
              runner,
              settings,
              events,
              stop,
              progress,
              started(waiting))
          .loop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      running.unlock();
    }
    return summary();
  }

  private Map<String, PlannedTrial> waiting() {
    Map<String, TrialStatus> statuses = store.statuses();
    Map<String, PlannedTrial> waiting = new LinkedHashMap<>(plan.byId());
    waiting.keySet().removeIf(id -> statuses.get(id) != TrialStatus.PLANNED);
    return waiting;
  }

  private SweepEvent.Started started(Map<String, PlannedTrial> waiting) {
    Map<String, Double> best = new LinkedHashMap<>();
    plan.spaces().forEach(space -> best.put(space, Double.NaN));
    for (TrialResult result : store.results().trials()) {
      result.error().ifPresent(e -> best.merge(result.space(), e, Snapshot::lower));
    }
    double work = waiting.values().stream().mapToDouble(PlannedTrial::work).sum();
    return new SweepEvent.Started(0, summary(), best, work);
  }

  /**
   * Asks a run to end now: no more trials are given out, workers are killed, trials in flight are
   * planned again. Returns when the run has ended, or after ten seconds. For a shutdown hook; a
   * sweep once stopped does not run again until it is opened again.
   */
  public void stop() {
    stop.countDown();
    events.add(new WorkerEvent.StopAsked());
    try {
      if (running.tryLock(STOP_SECONDS, TimeUnit.SECONDS)) {
        running.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    try {
      store.close();
    } finally {
      release(folderLock);
    }
  }
}
