package io.archscape.sweep;

import io.archscape.experiment.PlannedTrial;
import io.archscape.worker.WorkerMessage;
import io.archscape.worker.WorkerProcess;
import java.util.function.Consumer;

/**
 * Does what a worker's messages ask for. A message about a trial is ignored where the worker has
 * none.
 */
final class MessageHandler implements WorkerMessage.Listener {
  private final WorkerProcess worker;
  private final TrialLedger ledger;
  private final WorkerPool pool;

  MessageHandler(WorkerProcess worker, TrialLedger ledger, WorkerPool pool) {
    this.worker = worker;
    this.ledger = ledger;
    this.pool = pool;
  }

  @Override
  public void ready() {
    pool.ready(worker);
  }

  @Override
  public void alive(WorkerMessage.Alive message) {
    pool.alive(worker, message.vitals());
  }

  @Override
  public void resumed(WorkerMessage.Resumed message) {
    ledger.at(worker).ifPresent(trial -> ledger.resumed(trial, message.before()));
  }

  @Override
  public void epochDone(WorkerMessage.EpochDone message) {
    ledger.at(worker).ifPresent(trial -> ledger.epoch(trial, message.metrics()));
  }

  @Override
  public void finished(WorkerMessage.Finished message) {
    endAndIdle(trial -> ledger.finish(trial, message.outcome()));
  }

  @Override
  public void diverged(WorkerMessage.Diverged message) {
    endAndIdle(trial -> ledger.diverge(trial, message.reason()));
  }

  @Override
  public void pruned(WorkerMessage.Pruned message) {
    endAndIdle(trial -> ledger.prune(trial, message.reason()));
  }

  @Override
  public void failed(WorkerMessage.Failed message) {
    end(
        trial -> {
          ledger.failAttempt(trial, message.reason(), worker.log());
          if (message.last()) {
            worker.kill(); // unfit, and it may not get as far as ending itself
          } else {
            pool.idle(worker);
          }
        });
  }

  /** The worker waits for the next trial. */
  private void endAndIdle(Consumer<PlannedTrial> how) {
    end(how.andThen(trial -> pool.idle(worker)));
  }

  private void end(Consumer<PlannedTrial> how) {
    ledger
        .take(worker)
        .ifPresent(
            trial -> {
              pool.ended(worker);
              how.accept(trial);
            });
  }
}
