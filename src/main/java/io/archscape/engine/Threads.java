package io.archscape.engine;

import static io.archscape.Require.require;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Threads of OpenMP in native code. A number of its own belongs to each Java thread that computes,
 * so it is set on the thread that trains. ND4J and oneDNN share one OpenMP: what ND4J sets holds
 * for both. Without a call it is {@code OMP_NUM_THREADS}, else the cores that the machine has,
 * whatever a container allows.
 */
public final class Threads {
  private Threads() {}

  /** From now on, what the calling thread computes runs on {@code threads} threads. */
  public static void use(int threads) {
    require(threads >= 1, "threads must be at least 1, got threads=%d", threads);
    openMp().setOmpNumThreads(threads);
  }

  /** How many threads what the calling thread computes may run on. */
  public static int used() {
    return openMp().ompGetMaxThreads();
  }

  private static NativeOps openMp() {
    Nd4j.getExecutioner(); // loads ND4J
    return NativeOpsHolder.getInstance().getDeviceNativeOps();
  }
}
