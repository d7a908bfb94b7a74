package io.archscape.worker;

/** Receives what comes from workers, on a thread of each of them: for any number of threads. */
public interface WorkerListener {
  /** A worker sent a message. */
  void said(WorkerProcess worker, WorkerMessage message);

  /** A worker's process ended; nothing more comes from it. */
  void died(WorkerProcess worker, int exitCode);
}
