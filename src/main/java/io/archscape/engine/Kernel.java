package io.archscape.engine;

/** One step of a program on fixed arrays. */
public interface Kernel extends AutoCloseable {

  /** Computes the output from the inputs. */
  void forward();

  /**
   * Computes the gradients of inputs and parameters from the gradient of the output and from what
   * {@link #forward()} left behind. Gradients are overwritten, never added to.
   */
  void backward();

  /** Frees what is native. */
  @Override
  default void close() {}
}
