package io.archscape.store;

import static io.archscape.Require.require;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a worker computes with, as far as bits depend on it: another number of threads adds up in
 * another order. One thread, the usual number, goes without saying in a store.
 *
 * @param kernels their name, revision and instructions, as {@code onednn 2 avx512}
 * @param threads of one worker
 */
public record WorkerEngine(String kernels, int threads) {
  private static final Pattern TEXT = Pattern.compile("(.*), ([0-9]{1,9}) threads");

  public WorkerEngine {
    require(threads >= 1, "threads must be at least 1, got threads=%d", threads);
  }

  /** Of {@link #text()}. */
  public static WorkerEngine parse(String text) {
    Matcher several = TEXT.matcher(text);
    return several.matches()
        ? new WorkerEngine(several.group(1), Integer.parseInt(several.group(2)))
        : new WorkerEngine(text, 1);
  }

  /** As stores have it: {@code onednn 2 avx512}, or {@code onednn 2 avx512, 2 threads}. */
  public String text() {
    return threads == 1 ? kernels : kernels + ", " + threads + " threads";
  }
}
