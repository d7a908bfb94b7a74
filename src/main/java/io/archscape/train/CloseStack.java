package io.archscape.train;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was opened, to be closed in the opposite order, also when the next could not be. */
final class CloseStack implements AutoCloseable {
  private final Deque<AutoCloseable> all = new ArrayDeque<>();

  <T extends AutoCloseable> T add(T one) {
    all.push(one);
    return one;
  }

  @Override
  public void close() {
    while (!all.isEmpty()) {
      try {
        all.pop().close();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException("native memory must close", e);
      }
    }
  }
}
