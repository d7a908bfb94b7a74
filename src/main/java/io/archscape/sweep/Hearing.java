package io.archscape.sweep;

import io.archscape.experiment.PlannedTrial;
import io.archscape.worker.Vitals;
import io.archscape.worker.WorkerMessage;
import io.archscape.worker.WorkerProcess;
import java.util.function.Consumer;

/** What a worker says; of no trial that it was given, it is not believed. */
final class Hearing implements WorkerMessage.Listener {
  private final WorkerProcess worker;
  private final TrialBooks books;
  private final Crew crew;

  Hearing(WorkerProcess worker, TrialBooks books, Crew crew) {
    this.worker = worker;
    this.books = books;
    this.crew = crew;
  }

  @Override
  public void ready() {
    crew.ready(worker);
  }

  @Override
  public void alive(WorkerMessage.Alive message) {
    crew.alive(worker, new Vitals(message.residentBytes(), message.cpuSeconds()));
  }

  @Override
  public void resumed(WorkerMessage.Resumed message) {
    books.at(worker).ifPresent(trial -> books.resumed(trial, message.before()));
  }

  @Override
  public void epochDone(WorkerMessage.EpochDone message) {
    books.at(worker).ifPresent(trial -> books.epoch(trial, message.metrics()));
  }

  @Override
  public void finished(WorkerMessage.Finished message) {
    endAndRest(trial -> books.finish(trial, message.outcome()));
  }

  @Override
  public void diverged(WorkerMessage.Diverged message) {
    endAndRest(trial -> books.diverge(trial, message.reason()));
  }

  @Override
  public void pruned(WorkerMessage.Pruned message) {
    endAndRest(trial -> books.prune(trial, message.reason()));
  }

  @Override
  public void failed(WorkerMessage.Failed message) {
    end(
        trial -> {
          books.failAttempt(trial, message.reason(), worker.log());
          if (message.last()) {
            worker.kill(); // unfit, and it may not get as far as ending itself
          } else {
            crew.rest(worker);
          }
        });
  }

  /** The worker waits for the next trial. */
  private void endAndRest(Consumer<PlannedTrial> how) {
    end(how.andThen(trial -> crew.rest(worker)));
  }

  private void end(Consumer<PlannedTrial> how) {
    books
        .take(worker)
        .ifPresent(
            trial -> {
              crew.ended(worker);
              how.accept(trial);
            });
  }
}
