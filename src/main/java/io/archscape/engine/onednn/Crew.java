package io.archscape.engine.onednn;

import io.archscape.engine.x86.BlockKernel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * The threads that run a kernel's parts side by side: the caller and some of its own. Kernels
 * follow each other within microseconds, so who waits looks again for a while before it sleeps.
 * Which thread runs a part changes no result.
 */
final class Crew implements AutoCloseable {
  /** Looks before a thread sleeps: about as long as the next kernel may be away. */
  private static final int LOOKS = 20_000;

  private final List<Hand> hands = new ArrayList<>();

  /**
   * @param size threads, the caller among them; at least 1
   */
  Crew(int size) {
    for (int i = 1; i < size; i++) {
      hands.add(new Hand(i));
    }
  }

  int size() {
    return hands.size() + 1;
  }

  void run(BlockKernel kernel) {
    int parts = kernel.parts();
    for (int part = 1; part < parts; part++) {
      hands.get(part - 1).start(kernel);
    }
    kernel.run(0);
    for (int part = 1; part < parts; part++) {
      hands.get(part - 1).await();
    }
  }

  @Override
  public void close() {
    hands.forEach(Hand::close);
  }

  /** A thread and what it is to run. */
  private static final class Hand {
    private final int part;
    private final AtomicReference<BlockKernel> work = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean closed;

    Hand(int part) {
      this.part = part;
      thread = new Thread(this::serve, "archscape-kernels-" + part);
      thread.setDaemon(true);
      thread.start();
    }

    void start(BlockKernel kernel) {
      work.set(kernel);
      LockSupport.unpark(thread);
    }

    /** Looks again and again: parts of a kernel end at about the same time. */
    void await() {
      while (work.get() != null) {
        Thread.onSpinWait();
      }
    }

    private void serve() {
      int looks = 0;
      while (!closed) {
        BlockKernel kernel = work.get();
        if (kernel != null) {
          kernel.run(part);
          work.set(null);
          looks = 0;
        } else if (++looks < LOOKS) {
          Thread.onSpinWait();
        } else {
          LockSupport.park(this);
        }
      }
    }

    void close() {
      closed = true;
      LockSupport.unpark(thread);
    }
  }
}
