package io.archscape.machine;

import static io.archscape.Require.require;

import java.util.Locale;
import java.util.Optional;

/**
 * How the cores of a machine are shared among workers.
 *
 * <p>One thread a worker and a worker a core is the fastest at every size of network that was
 * measured: threads of one training wait for one another after each operation. Fewer workers with
 * more threads each are for when there are fewer models than cores, or too little memory for as
 * many workers as cores; and small networks have no use for them.
 *
 * @param workers processes
 * @param threads of each
 * @param reason why, for the user
 */
public record WorkerSplit(int workers, int threads, String reason) {
  private static final double GIB = 1L << 30;

  /** Multiply-adds of a step below which a thread waits more than it computes. */
  private static final long GRAIN = 50_000_000;

  public WorkerSplit {
    require(workers >= 1, "workers must be at least 1, got workers=%d", workers);
    require(threads >= 1, "threads must be at least 1, got threads=%d", threads);
  }

  /**
   * What is to be shared, and for what.
   *
   * @param freeBytes of memory
   * @param workerBytes that the worker with the largest network needs
   * @param stepMacs multiply-adds of that network, forward, for a whole batch
   * @param trials left to train
   */
  public record Supply(int cores, long freeBytes, long workerBytes, long stepMacs, int trials) {
    public Supply {
      require(cores >= 1, "cores must be at least 1, got cores=%d", cores);
      require(workerBytes >= 1, "a worker must need memory, got %d bytes", workerBytes);
      require(trials >= 0, "trials must be 0 or more, got trials=%d", trials);
    }

    /** Threads for each of {@code workers}: at most as many as the network can keep busy. */
    private int threads(int workers) {
      return (int) Math.min(cores / workers, Math.max(1, stepMacs / GRAIN));
    }

    private int fitting() {
      return (int) Math.max(1, Math.min(Integer.MAX_VALUE, freeBytes / workerBytes));
    }
  }

  /**
   * The split.
   *
   * @param workers where the user says; they then have one thread each, unless that is said too
   * @param threads where the user or the sweep's beginning says
   */
  public static WorkerSplit choose(
      Supply supply, Optional<Integer> workers, Optional<Integer> threads) {
    if (workers.isPresent()) {
      return new WorkerSplit(workers.get(), threads.orElse(1), "as asked");
    }
    int room = Math.max(1, supply.cores() / threads.orElse(1));
    int trials = Math.max(1, supply.trials());
    int number = Math.min(room, Math.min(trials, supply.fitting()));
    return new WorkerSplit(
        number, threads.orElseGet(() -> supply.threads(number)), reason(supply, number, room));
  }

  private static String reason(Supply supply, int number, int room) {
    if (number == room) {
      return String.format(Locale.ROOT, "%d cores", supply.cores());
    }
    return number == supply.fitting()
        ? String.format(
            Locale.ROOT,
            "a worker needs about %.1f of the %.1f GiB free",
            supply.workerBytes() / GIB,
            supply.freeBytes() / GIB)
        : String.format(
            Locale.ROOT, "%d models left for %d cores", supply.trials(), supply.cores());
  }

  /** As {@code 4 workers x 2 threads (8 cores)}. */
  public String text() {
    return "%d worker%s x %d thread%s (%s)"
        .formatted(workers, workers == 1 ? "" : "s", threads, threads == 1 ? "" : "s", reason);
  }
}
