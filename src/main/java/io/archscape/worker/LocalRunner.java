package io.archscape.worker;

import static io.archscape.Require.require;

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

  /**
   * How workers are started.
   *
   * @param command of one worker, which calls {@link Worker#serve}
   * @param environment variables added to this process's own
   * @param workers that run at a time, unless the running sweep is asked for another number
   * @param attempts that a trial is given before it has failed
   * @param limits of each worker
   */
  public record Settings(
      List<String> command,
      Map<String, String> environment,
      int workers,
      int attempts,
      Limits limits) {
    public Settings {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
      require(!command.isEmpty(), "a worker's command must have a first word, got none");
      require(workers >= 1, "workers must be at least 1, got workers=%d", workers);
      require(attempts >= 1, "attempts must be at least 1, got attempts=%d", attempts);
    }
  }

  private final Settings settings;
  private final Path logs;
  private final WorkerListener listener;
  private final List<WorkerProcess> live = new ArrayList<>();
  private final List<WorkerProcess> leaving = new ArrayList<>();

  public LocalRunner(Settings settings, Path folder, WorkerListener listener) {
    this.settings = settings;
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
      WorkerProcess worker = WorkerProcess.start(number, settings, log, listener);
      live.add(worker);
      return worker;
    } catch (IOException e) {
      throw new RunFailed("a worker must start, got: " + e.getMessage(), e);
    }
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
