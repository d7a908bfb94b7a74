package io.archscape.engine.onednn;

import io.archscape.engine.x86.BlockKernel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The threads that run a kernel's parts side by side: the caller and some of its own. Which thread
 * runs a part changes no result.
 */
final class Crew implements AutoCloseable {
  private final int size;
  private final ExecutorService others;

  /**
   * @param size threads, the caller among them; at least 1
   */
  Crew(int size) {
    this.size = size;
    others =
        Executors.newFixedThreadPool(
            Math.max(1, size - 1),
            work -> {
              Thread thread = new Thread(work, "archscape-kernels");
              thread.setDaemon(true);
              return thread;
            });
  }

  int size() {
    return size;
  }

  void run(BlockKernel kernel) {
    if (kernel.parts() == 1) {
      kernel.run(0);
      return;
    }
    List<Future<?>> running = new ArrayList<>();
    for (int part = 1; part < kernel.parts(); part++) {
      int own = part;
      running.add(others.submit(() -> kernel.run(own)));
    }
    kernel.run(0);
    boolean interrupted = false;
    for (Future<?> each : running) {
      interrupted |= await(each);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** To its end, interrupted or not: it writes to memory that may be freed later. */
  private static boolean await(Future<?> running) {
    boolean interrupted = false;
    while (true) {
      try {
        running.get();
        return interrupted;
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        throw new IllegalStateException("a kernel's part must end, got " + e.getCause(), e);
      }
    }
  }

  @Override
  public void close() {
    others.shutdown();
  }
}
