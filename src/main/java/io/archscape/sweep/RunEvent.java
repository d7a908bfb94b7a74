package io.archscape.sweep;

import io.archscape.experiment.Plan;
import io.archscape.worker.WorkerMessage;
import io.archscape.worker.WorkerProcess;

/** What the coordinator's loop waits for. */
sealed interface RunEvent {
  /** Has the handler do what is to be done about it. */
  <E extends Exception> void handle(Handler<E> handler) throws E;

  /**
   * What is done about events: one way for each; deliberately without defaults.
   *
   * @param <E> what a worker's death may throw
   */
  interface Handler<E extends Exception> {
    void said(Said event);

    void died(Died event) throws E;

    void planned(Planned event);

    void notPlanned(NotPlanned event);

    void stopAsked();
  }

  /** A worker sent a message. */
  record Said(WorkerProcess worker, WorkerMessage message) implements RunEvent {
    @Override
    public <E extends Exception> void handle(Handler<E> handler) {
      handler.said(this);
    }
  }

  /** A worker's process ended; nothing more comes from it. */
  record Died(WorkerProcess worker, int exitCode) implements RunEvent {
    @Override
    public <E extends Exception> void handle(Handler<E> handler) throws E {
      handler.died(this);
    }
  }

  /** A larger plan was made. */
  record Planned(Plan plan, int models) implements RunEvent {
    @Override
    public <E extends Exception> void handle(Handler<E> handler) {
      handler.planned(this);
    }
  }

  /** A larger plan could not be made. */
  record NotPlanned(String reason) implements RunEvent {
    @Override
    public <E extends Exception> void handle(Handler<E> handler) {
      handler.notPlanned(this);
    }
  }

  /** Someone asked the sweep to stop. */
  record StopAsked() implements RunEvent {
    @Override
    public <E extends Exception> void handle(Handler<E> handler) {
      handler.stopAsked();
    }
  }
}
