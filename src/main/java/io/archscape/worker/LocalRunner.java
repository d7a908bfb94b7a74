package io.archscape.worker;

import io.archscape.InputException;
import io.archscape.RunFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Worker processes on this machine, each with a log in {@code logs/}. Not for several threads. */
public final class LocalRunner implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final List<String> command;
  private final Map<String, String> environment;
  private final Path logs;
  private final WorkerListener listener;
  private final List<WorkerProcess> live = new ArrayList<>();
  private final List<WorkerProcess> leaving = new ArrayList<>();

  /**
   * A runner without workers yet.
   *
   * @param command of one worker, which calls {@link Worker#serve}
   * @param environment variables added to this process's own
   * @param folder that {@code logs/} are kept in
   */
  public LocalRunner(
      List<String> command, Map<String, String> environment, Path folder, WorkerListener listener) {
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
    this.logs = folder.resolve("logs");
    this.listener = listener;
  }

  /** Starts one more worker, which says that it is ready when it is. */
  public WorkerProcess start() {
    int number = freeNumber();
    Path log = logs.resolve("worker-" + number + ".log");
    try {
      Files.createDirectories(logs);
      if (Files.notExists(log)) {
        Files.createFile(log);
      }
    } catch (IOException e) {
      throw new InputException(log + ": log must be writable, got " + e, e);
    }
    try {
      WorkerProcess worker = WorkerProcess.start(number, builder(log), log, listener);
      live.add(worker);
      return worker;
    } catch (IOException e) {
      throw new RunFailed("a worker must start, got: " + e.getMessage(), e);
    }
  }

  private ProcessBuilder builder(Path log) {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    return builder;
  }

  private int freeNumber() {
    List<Integer> taken = live.stream().map(WorkerProcess::number).toList();
    return IntStream.iterate(1, n -> n + 1).filter(n -> !taken.contains(n)).findFirst().orElse(1);
  }

  /** Whether the worker is one of this runner's living ones. */
  public boolean has(WorkerProcess worker) {
    return live.contains(worker);
  }

  public int size() {
    return live.size();
  }

  /** A dead worker's number is free again. */
  public void forget(WorkerProcess worker) {
    live.remove(worker);
  }

  /** Lets an idle worker end by itself; nothing is heard of it any more. */
  public void retire(WorkerProcess worker) {
    live.remove(worker);
    leaving.removeIf(left -> !left.alive());
    leaving.add(worker);
    worker.dismiss();
  }

  /** Ends all workers at once, whatever they do. */
  public void kill() {
    live.forEach(WorkerProcess::kill);
    leaving.forEach(WorkerProcess::kill);
  }

  /** Lets idle workers end by themselves, and kills those that do not. */
  @Override
  public void close() {
    List.copyOf(live).forEach(this::retire);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      for (WorkerProcess worker : leaving) {
        if (!worker.await(deadline - System.nanoTime())) {
          worker.kill();
        }
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
    leaving.clear();
  }
}
