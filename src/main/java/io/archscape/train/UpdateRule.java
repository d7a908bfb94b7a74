package io.archscape.train;

import io.archscape.engine.Buffer;
import java.util.Map;

/** How parameters move by their gradients, in a few passes over flat memory. */
interface UpdateRule extends AutoCloseable {

  /**
   * Moves them; gradients are used up.
   *
   * @param step from 1
   */
  void step(double lr, long step);

  /** What a step leaves to the next one. */
  Map<String, Buffer> state();

  @Override
  default void close() {
    state().values().forEach(Buffer::close);
  }
}
