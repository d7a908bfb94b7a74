package io.archscape.sweep;

/** What the coordinator's loop waits for. */
sealed interface WorkerEvent {
  /** A worker sent a message. */
  record Said(WorkerProcess worker, WorkerMessage message) implements WorkerEvent {}

  /** A worker's process ended; nothing more comes from it. */
  record Died(WorkerProcess worker, int exitCode) implements WorkerEvent {}

  /** A larger plan was made. */
  record Planned(Plan plan, int models) implements WorkerEvent {}

  /** A larger plan could not be made. */
  record NotPlanned(String reason) implements WorkerEvent {}

  /** Someone asked the sweep to stop. */
  record StopAsked() implements WorkerEvent {}
}
