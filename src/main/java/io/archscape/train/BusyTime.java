package io.archscape.train;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * How long the calling thread is busy with what it does by itself, on no other thread: what other
 * programs take from it meanwhile does not count, where the JVM can tell.
 */
final class BusyTime {
  private static final double NANO = 1e-9;

  private BusyTime() {}

  /** Seconds. */
  static double of(Runnable work) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    if (!threads.isCurrentThreadCpuTimeSupported()) {
      return NANO * elapsed(work);
    }
    // asking for it takes microseconds, which is much for short work
    long before = threads.getCurrentThreadCpuTime();
    long elapsed = elapsed(work);
    long busy = threads.getCurrentThreadCpuTime() - before;
    return NANO * (busy > 0 ? Math.min(elapsed, busy) : elapsed);
  }

  private static long elapsed(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return System.nanoTime() - start;
  }
}
