package io.archscape.sweep;

import io.archscape.InputException;
import io.archscape.RunFailed;
import io.archscape.experiment.PlannedTrial;
import io.archscape.store.TrialStore;
import io.archscape.train.Outcome;
import io.archscape.worker.AwakeClock;
import io.archscape.worker.LocalRunner;
import io.archscape.worker.TrialRequest;
import io.archscape.worker.Vitals;
import io.archscape.worker.WorkerEvent;
import io.archscape.worker.WorkerHealth;
import io.archscape.worker.WorkerMessage;
import io.archscape.worker.WorkerProcess;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run of the coordinator's loop: hands out trials, writes down what comes back. */
final class SweepRun {
  private static final int START_FAILURES = 3;

  /** No worker's number: that of starts that gave no process. */
  private static final int NO_PROCESS = 0;

  private static final int TICK_SECONDS = 1;
  private static final int GRACE_SECONDS = 2;

  private final Sweep sweep;
  private final TrialStore store;
  private final Checkpoints checkpoints;
  private final Mailbox mailbox;
  private final LocalRunner runner;
  private final LocalRunner.Settings settings;
  private final BlockingQueue<WorkerEvent> events;
  private final Progress progress;
  private final long startNanos = System.nanoTime();
  private final AwakeClock awake = new AwakeClock(System::nanoTime);
  private double lookedAt;

  private final Deque<PlannedTrial> waiting;
  private final Map<WorkerProcess, PlannedTrial> running = new LinkedHashMap<>();
  private final Map<WorkerProcess, WorkerHealth> watches = new LinkedHashMap<>();
  private final Set<WorkerProcess> idle = new LinkedHashSet<>();
  private final Set<WorkerProcess> ready = new HashSet<>();
  private Map<String, Set<String>> spaces;

  /** Starts that came to nothing, by the worker's number: in a row. */
  private final Map<Integer, Integer> startFailures = new HashMap<>();

  private int wanted;
  private boolean paused;
  private boolean planning;
  private Snapshot snapshot;

  SweepRun(Sweep sweep, LocalRunner runner, LocalRunner.Settings settings, Progress progress) {
    this.sweep = sweep;
    this.store = sweep.store();
    this.checkpoints = sweep.checkpoints();
    this.mailbox = sweep.mailbox();
    this.runner = runner;
    this.settings = settings;
    this.events = sweep.events();
    this.progress = progress;
    this.spaces = sweep.plan().spacesById();
    this.waiting = new ArrayDeque<>(sweep.waiting().values());
    this.wanted = settings.workers();
    SweepEvent.Started start =
        new SweepEvent.Started(0, sweep.summary(), sweep.best(), work(waiting), wanted);
    this.snapshot = Snapshot.of(start);
    progress.update(start, snapshot);
  }

  private static double work(Iterable<PlannedTrial> trials) {
    double work = 0;
    for (PlannedTrial trial : trials) {
      work += trial.work();
    }
    return work;
  }

  void loop() throws InterruptedException {
    if (!stopping()) {
      adjust(); // what was asked before the first worker started
    }
    replenish();
    while (!stopping() && somethingLeft()) {
      WorkerEvent event = events.poll(TICK_SECONDS, TimeUnit.SECONDS);
      if (event != null) {
        event.handle(new Handling());
      }
      lookAround();
      handOut();
    }
    if (stopping()) {
      hearTheRest();
      runner.kill();
      running.values().forEach(trial -> store.putBack(trial.id(), "stopped"));
    }
    if (mailbox.full()) {
      mailbox.answer(AdjustReply.Ending.LATE, "the sweep ended before it was done");
    }
  }

  private boolean somethingLeft() {
    if (idle()) {
      adjust(); // the last chance of a request that came since the last look
    }
    return !idle();
  }

  private boolean idle() {
    return waiting.isEmpty() && running.isEmpty() && !planning;
  }

  /** What was trained before the stop is kept, even if it was not yet written down. */
  private void hearTheRest() throws InterruptedException {
    for (WorkerEvent event = events.poll(); event != null; event = events.poll()) {
      event.handle(new LastWords());
    }
  }

  private boolean stopping() {
    return sweep.stopped().getCount() == 0;
  }

  /** While the run goes on. A worker that was given up is not heard any more. */
  private final class Handling implements WorkerEvent.Handler {
    @Override
    public void said(WorkerEvent.Said event) {
      if (runner.has(event.worker())) {
        watch(event.worker()).heard(awake.seconds());
        event.message().tell(new Hearing(event.worker()));
      }
    }

    @Override
    public void died(WorkerEvent.Died event) throws InterruptedException {
      if (runner.has(event.worker())) {
        bury(event.worker(), event.exitCode());
      }
    }

    @Override
    public void planned(WorkerEvent.Planned event) {
      grow(event);
    }

    @Override
    public void notPlanned(WorkerEvent.NotPlanned event) {
      planning = false;
      refuse(event.reason());
    }

    @Override
    public void stopAsked() {} // it woke the loop, which asks for itself
  }

  /** Once the run is stopped, only what workers have trained counts. */
  private final class LastWords implements WorkerEvent.Handler {
    @Override
    public void said(WorkerEvent.Said event) {
      if (runner.has(event.worker())) {
        event.message().tell(new Hearing(event.worker()));
      }
    }

    @Override
    public void died(WorkerEvent.Died event) {}

    @Override
    public void planned(WorkerEvent.Planned event) {}

    @Override
    public void notPlanned(WorkerEvent.NotPlanned event) {}

    @Override
    public void stopAsked() {}
  }

  private WorkerHealth watch(WorkerProcess worker) {
    return watches.computeIfAbsent(worker, w -> new WorkerHealth(awake.seconds()));
  }

  /** What a worker says; of no trial that it was given, it is not believed. */
  private final class Hearing implements WorkerMessage.Listener {
    private final WorkerProcess worker;

    Hearing(WorkerProcess worker) {
      this.worker = worker;
    }

    @Override
    public void ready() {
      startFailures.remove(worker.number());
      ready.add(worker);
      idle.add(worker);
    }

    @Override
    public void alive(WorkerMessage.Alive message) {
      watch(worker).alive(new Vitals(message.residentBytes(), message.cpuSeconds()));
    }

    @Override
    public void resumed(WorkerMessage.Resumed message) {
      atHand()
          .ifPresent(
              trial -> {
                store.resumed(trial.id(), message.before());
                tell(new SweepEvent.TrialResumed(seconds(), trial, message.before()));
              });
    }

    @Override
    public void epochDone(WorkerMessage.EpochDone message) {
      atHand()
          .ifPresent(
              trial -> {
                store.epoch(trial.id(), message.metrics());
                tell(new SweepEvent.EpochFinished(seconds(), trial, message.metrics()));
              });
    }

    @Override
    public void finished(WorkerMessage.Finished message) {
      endAndWait(trial -> finish(trial, message.outcome()));
    }

    @Override
    public void diverged(WorkerMessage.Diverged message) {
      endAndWait(trial -> diverge(trial, message.reason()));
    }

    @Override
    public void pruned(WorkerMessage.Pruned message) {
      endAndWait(trial -> prune(trial, message.reason()));
    }

    @Override
    public void failed(WorkerMessage.Failed message) {
      end(
          trial -> {
            failAttempt(trial, message.reason(), worker.log());
            if (message.last()) {
              worker.kill(); // unfit, and it may not get as far as ending itself
            } else {
              idle.add(worker);
            }
          });
    }

    private Optional<PlannedTrial> atHand() {
      return Optional.ofNullable(running.get(worker));
    }

    /** The worker waits for the next trial. */
    private void endAndWait(Consumer<PlannedTrial> how) {
      end(how.andThen(trial -> idle.add(worker)));
    }

    private void end(Consumer<PlannedTrial> how) {
      @Nullable PlannedTrial trial = running.remove(worker);
      if (trial != null) {
        watch(worker).ended();
        how.accept(trial);
      }
    }
  }

  private void finish(PlannedTrial trial, Outcome outcome) {
    if (!Double.isFinite(outcome.error())) {
      diverge(trial, "error must be a number, got " + outcome.error());
      return;
    }
    store.finish(trial.id(), outcome);
    checkpoints.remove(trial.id());
    Set<String> members = spaces.getOrDefault(trial.id(), Set.of(trial.space()));
    tell(new SweepEvent.TrialFinished(seconds(), trial, members, outcome));
  }

  private void diverge(PlannedTrial trial, String reason) {
    store.diverge(trial.id(), reason);
    checkpoints.remove(trial.id());
    tell(new SweepEvent.TrialDiverged(seconds(), trial, reason));
  }

  private void prune(PlannedTrial trial, String reason) {
    store.prune(trial.id(), reason);
    checkpoints.remove(trial.id());
    tell(new SweepEvent.TrialPruned(seconds(), trial, reason));
  }

  /** The checkpoint stays for the next attempt, if there is one. */
  private void failAttempt(PlannedTrial trial, String reason, String log) {
    boolean last = store.failAttempt(trial.id(), reason, log, settings.attempts());
    if (last) {
      checkpoints.remove(trial.id());
    } else {
      waiting.addFirst(trial);
    }
    tell(new SweepEvent.AttemptFailed(seconds(), trial, reason, last));
  }

  private void bury(WorkerProcess worker, int exitCode) throws InterruptedException {
    // Ctrl-C reaches the workers of a terminal before it reaches this thread
    if (WorkerProcess.wasAsked(exitCode)
        && sweep.stopped().await(GRACE_SECONDS, TimeUnit.SECONDS)) {
      return;
    }
    lose(worker, worker.death(exitCode));
  }

  /** A worker is gone: the attempt that it was at has failed, another worker takes its place. */
  private void lose(WorkerProcess worker, String reason) {
    @Nullable PlannedTrial trial = running.remove(worker);
    boolean wasReady = ready.remove(worker);
    idle.remove(worker);
    watches.remove(worker);
    runner.forget(worker);
    if (trial != null) {
      failAttempt(trial, reason, worker.log());
    } else if (!wasReady) {
      notStarted(
          worker.number(),
          new RunFailed(
              "a worker must become ready, %d in a row did not: %s"
                  .formatted(START_FAILURES, reason)));
    }
    replenish();
  }

  /** Once or twice may be bad luck; a third time ends the sweep, unless others can go on alone. */
  private void notStarted(int number, RunFailed why) {
    if (startFailures.merge(number, 1, Integer::sum) < START_FAILURES) {
      return;
    }
    if (ready.isEmpty()) {
      throw why;
    }
    startFailures.remove(number);
    wanted = Math.max(1, runner.size());
    tellAdjusted("%d from now on: %s".formatted(wanted, why.getMessage()));
  }

  /** Once a second: who must be killed, and what is asked of the sweep. */
  private void lookAround() {
    double now = awake.seconds();
    if (now - lookedAt < TICK_SECONDS) {
      return;
    }
    lookedAt = now;
    if (events.isEmpty()) { // else a sign of life may be among them
      List.copyOf(watches.keySet()).forEach(worker -> examine(worker, now));
    }
    adjust();
    replenish(); // where a start came to nothing
    tell(new SweepEvent.Tick(seconds()));
  }

  private void examine(WorkerProcess worker, double now) {
    watch(worker)
        .complaint(settings.limits(), now)
        .ifPresent(
            complaint -> {
              worker.kill();
              lose(worker, complaint + worker.lastWords());
            });
  }

  private void adjust() {
    if (planning) {
      return; // the request stays until all of it is done
    }
    try {
      mailbox.read().ifPresent(this::apply);
    } catch (InputException e) {
      refuse(String.valueOf(e.getMessage()));
    }
  }

  private void refuse(String why) {
    mailbox.answer(AdjustReply.Ending.REFUSED, why);
    tellAdjusted(why);
  }

  private void apply(Adjustment asked) {
    if (asked.models() > 0 && asked.models() <= sweep.models()) {
      refuse("the sweep has %d models of each space already".formatted(sweep.models()));
      return;
    }
    wanted = asked.workers() > 0 ? asked.workers() : wanted;
    paused =
        switch (asked.pace()) {
          case KEEP -> paused;
          case PAUSE -> true;
          case CONTINUE -> false;
        };
    planning = asked.models() > 0;
    String what =
        "%d worker%s, %s%s"
            .formatted(
                wanted,
                wanted == 1 ? "" : "s",
                paused ? "paused: no more trials are begun, those in flight end" : "going on",
                planning ? ", planning %d models of each space".formatted(asked.models()) : "");
    if (planning) {
      plan(asked.models());
    } else {
      mailbox.answer(AdjustReply.Ending.DONE, what);
    }
    tellAdjusted(what);
    replenish();
  }

  /** On a thread of its own: a narrow band may take its time. */
  private void plan(int models) {
    Thread planner =
        new Thread(
            () -> {
              WorkerEvent result = new WorkerEvent.NotPlanned("more models cannot be planned");
              try {
                result = new WorkerEvent.Planned(sweep.planned(models), models);
              } catch (RuntimeException e) {
                result = new WorkerEvent.NotPlanned(String.valueOf(e.getMessage()));
              } finally {
                events.add(result);
              }
            },
            "planner");
    planner.setDaemon(true);
    planner.start();
  }

  private void grow(WorkerEvent.Planned planned) {
    Set<String> before = sweep.plan().byId().keySet();
    int reused = sweep.grow(planned.plan(), planned.models());
    Map<String, PlannedTrial> more = sweep.waiting();
    more.keySet().removeAll(before);
    waiting.addAll(more.values());
    spaces = sweep.plan().spacesById();
    planning = false;
    String what =
        "%d models of each space from now on: %d more to train, %d reused from other sweeps"
            .formatted(planned.models(), more.size(), reused);
    mailbox.answer(AdjustReply.Ending.DONE, what);
    tell(new SweepEvent.Grown(seconds(), what, sweep.summary(), sweep.best(), work(more.values())));
    replenish();
  }

  private void tellAdjusted(String what) {
    tell(new SweepEvent.Adjusted(seconds(), what, wanted, paused));
  }

  /** As many workers as are wanted, and no more than there is work for. */
  private void replenish() {
    int useful = Math.min(wanted, waiting.size() + running.size());
    try {
      while (!paused && runner.size() < useful) {
        watch(runner.start());
        startFailures.remove(NO_PROCESS);
      }
    } catch (RunFailed e) {
      notStarted(NO_PROCESS, e); // tried again in a second
    }
  }

  private void handOut() {
    for (WorkerProcess worker : List.copyOf(idle)) {
      if (runner.size() > wanted) {
        retire(worker);
      } else if (!paused && !stopping() && !waiting.isEmpty()) {
        idle.remove(worker);
        begin(worker, waiting.remove());
      }
    }
  }

  private void retire(WorkerProcess worker) {
    idle.remove(worker);
    ready.remove(worker);
    watches.remove(worker);
    runner.retire(worker);
  }

  private void begin(WorkerProcess worker, PlannedTrial trial) {
    running.put(worker, trial);
    store.begin(trial.id(), worker.number(), worker.pid());
    worker.send(TrialRequest.of(trial.trial(), checkpoints.of(trial.id()), sweep.prune()));
    watch(worker).began(awake.seconds());
    tell(new SweepEvent.TrialStarted(seconds(), trial, worker.number()));
  }

  private double seconds() {
    return (System.nanoTime() - startNanos) * 1e-9;
  }

  private void tell(SweepEvent event) {
    snapshot = snapshot.after(event);
    progress.update(event, snapshot);
  }
}
