package io.archscape.engine;

import io.archscape.graph.Shape;

/**
 * Makes the kernels of one program. Only kernels look into a program's arrays, but for its input
 * and its output, which are (N,H,W,C): between them a set may lay out activations as it likes.
 */
public interface Kernels extends AutoCloseable {

  /** How many floats of memory an activation of one image takes. */
  default long floats(Shape shape) {
    return shape.size();
  }

  /** The kernel that does {@code site}'s operation. */
  Kernel kernel(KernelSite site);

  /** A kernel whose forward adds {@code from} to {@code into}, gradients of one shape. */
  Kernel accumulate(Buffer from, Buffer into);

  /** Called before kernels run, by the thread that runs them, until {@link #await()}. */
  default void begin() {}

  /** Lets all work end that is done outside the calling thread. */
  default void await() {}

  /** Frees what the kernels share; they are closed before. */
  @Override
  default void close() {}
}
