package io.archscape.worker;

import io.archscape.experiment.Plan;

/** What the coordinator's loop waits for. */
public sealed interface WorkerEvent {
  /** Has the handler do what is to be done about it. */
  void handle(Handler handler) throws InterruptedException;

  /** What is done about events: one way for each; deliberately without defaults. */
  interface Handler {
    void said(Said event);

    void died(Died event) throws InterruptedException;

    void planned(Planned event);

    void notPlanned(NotPlanned event);

    void stopAsked();
  }

  /** A worker sent a message. */
  record Said(WorkerProcess worker, WorkerMessage message) implements WorkerEvent {
    @Override
    public void handle(Handler handler) {
      handler.said(this);
    }
  }

  /** A worker's process ended; nothing more comes from it. */
  record Died(WorkerProcess worker, int exitCode) implements WorkerEvent {
    @Override
    public void handle(Handler handler) throws InterruptedException {
      handler.died(this);
    }
  }

  /** A larger plan was made. */
  record Planned(Plan plan, int models) implements WorkerEvent {
    @Override
    public void handle(Handler handler) {
      handler.planned(this);
    }
  }

  /** A larger plan could not be made. */
  record NotPlanned(String reason) implements WorkerEvent {
    @Override
    public void handle(Handler handler) {
      handler.notPlanned(this);
    }
  }

  /** Someone asked the sweep to stop. */
  record StopAsked() implements WorkerEvent {
    @Override
    public void handle(Handler handler) {
      handler.stopAsked();
    }
  }
}
