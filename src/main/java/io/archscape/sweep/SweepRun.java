package io.archscape.sweep;

import io.archscape.experiment.PlannedTrial;
import io.archscape.worker.AwakeClock;
import io.archscape.worker.LocalRunner;
import io.archscape.worker.TrialRequest;
import io.archscape.worker.WorkerProcess;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One run of the coordinator's loop: hands out trials, hears what comes back. */
final class SweepRun {
  private static final int TICK_SECONDS = 1;
  private static final int GRACE_SECONDS = 2;

  private final Sweep sweep;
  private final RunSettings settings;
  private final RunQueue events;
  private final ProgressReporter reporter;
  private final TrialLedger ledger;
  private final WorkerPool pool;
  private final Adjuster adjuster;
  private final Running running = new Running();
  private final Stopping stopping = new Stopping();
  private double lookedAt;

  SweepRun(Sweep sweep, LocalRunner runner, RunSettings settings, Progress progress) {
    long start = System.nanoTime(); // what is read of the store below takes its time
    AwakeClock awake = new AwakeClock(System::nanoTime);
    this.sweep = sweep;
    this.settings = settings;
    this.events = sweep.events();
    Collection<PlannedTrial> waiting = sweep.waiting().values();
    int workers = settings.workers();
    this.reporter =
        new ProgressReporter(
            progress,
            start,
            new SweepEvent.Started(
                0, sweep.summary(), sweep.best(), TrialLedger.work(waiting), workers));
    this.ledger = new TrialLedger(sweep, waiting, settings.attempts(), reporter);
    this.pool = new WorkerPool(runner, workers, awake, reporter);
    this.adjuster = new Adjuster(sweep, ledger, pool, reporter);
  }

  void loop() throws InterruptedException {
    if (!stopping()) {
      adjuster.adjust(); // what was asked before the first worker started
    }
    pool.replenish(ledger.open());
    while (!stopping() && somethingLeft()) {
      Optional<RunEvent> event = events.await(TICK_SECONDS);
      if (event.isPresent()) {
        event.get().handle(running);
      }
      lookAround();
      handOut();
    }
    if (stopping()) {
      hearTheRest();
      pool.kill();
      ledger.stop();
    }
    adjuster.end();
  }

  private boolean somethingLeft() {
    if (idle()) {
      adjuster.adjust(); // the last chance of a request that came since the last look
    }
    return !idle();
  }

  private boolean idle() {
    return ledger.open() == 0 && !adjuster.planning();
  }

  /** What was trained before the stop is kept, even if it was not yet written down. */
  private void hearTheRest() {
    for (Optional<RunEvent> event = events.next(); event.isPresent(); event = events.next()) {
      event.get().handle(stopping);
    }
  }

  private boolean stopping() {
    return sweep.stopped().getCount() == 0;
  }

  /** While the run goes on. A worker that was given up is not heard any more. */
  private final class Running implements RunEvent.Handler<InterruptedException> {
    @Override
    public void said(RunEvent.Said event) {
      if (pool.has(event.worker())) {
        pool.heard(event.worker());
      }
      hear(event);
    }

    @Override
    public void died(RunEvent.Died event) throws InterruptedException {
      if (pool.has(event.worker())) {
        bury(event.worker(), event.exitCode());
      }
    }

    @Override
    public void planned(RunEvent.Planned event) {
      adjuster.grow(event);
    }

    @Override
    public void notPlanned(RunEvent.NotPlanned event) {
      adjuster.notPlanned(event);
    }

    @Override
    public void stopAsked() {} // it woke the loop, which asks for itself
  }

  /** Once the run is stopped, only what workers have trained counts. */
  private final class Stopping implements RunEvent.Handler<RuntimeException> {
    @Override
    public void said(RunEvent.Said event) {
      hear(event);
    }

    @Override
    public void died(RunEvent.Died event) {}

    @Override
    public void planned(RunEvent.Planned event) {}

    @Override
    public void notPlanned(RunEvent.NotPlanned event) {}

    @Override
    public void stopAsked() {}
  }

  private void hear(RunEvent.Said event) {
    if (pool.has(event.worker())) {
      event.message().tell(new MessageHandler(event.worker(), ledger, pool));
    }
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
    Optional<PlannedTrial> trial = ledger.take(worker);
    boolean wasReady = pool.lose(worker);
    if (trial.isPresent()) {
      ledger.failAttempt(trial.get(), reason, worker.log());
    } else if (!wasReady) {
      pool.notStarted(worker, reason);
    }
    pool.replenish(ledger.open());
  }

  /** Once a second: who must be killed, and what is asked of the sweep. */
  private void lookAround() {
    double now = pool.now();
    if (now - lookedAt < TICK_SECONDS) {
      return;
    }
    lookedAt = now;
    if (events.isEmpty()) { // else a sign of life may be among them
      pool.examine(settings.limits(), now, this::giveUp);
    }
    adjuster.adjust();
    pool.replenish(ledger.open()); // where a start came to nothing
    reporter.report(new SweepEvent.Tick(reporter.seconds()));
  }

  private void giveUp(WorkerProcess worker, String complaint) {
    worker.kill();
    lose(worker, complaint + worker.lastWords());
  }

  private void handOut() {
    for (WorkerProcess worker : pool.idle()) {
      if (pool.tooLarge()) {
        pool.retire(worker);
      } else if (!pool.paused() && !stopping() && ledger.anyWaiting()) {
        begin(worker);
      }
    }
  }

  private void begin(WorkerProcess worker) {
    pool.assign(worker);
    PlannedTrial trial = ledger.begin(worker);
    worker.send(TrialRequest.of(trial.trial(), sweep.checkpoints().of(trial.id()), sweep.prune()));
    pool.began(worker);
    reporter.report(new SweepEvent.TrialStarted(reporter.seconds(), trial, worker.number()));
  }
}
