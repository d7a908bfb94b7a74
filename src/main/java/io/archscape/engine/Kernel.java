package io.archscape.engine;

import java.util.List;

/** One step of a program on fixed arrays. */
public interface Kernel extends AutoCloseable {

  /** What a part of a kernel computes. */
  enum Direction {
    FORWARD,
    /** All gradients at once. */
    BACKWARD,
    /** The gradient of the input. */
    BACKWARD_DATA,
    /** The gradients of the parameters. */
    BACKWARD_WEIGHTS;

    /** As a table has it. */
    public String label() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
  }

  /**
   * What is timed by itself.
   *
   * @param implementation the code that runs
   * @param copies whether it only moves numbers to where another part wants them
   */
  record Part(Direction direction, String implementation, boolean copies, Runnable work) {}

  /** Computes the output from the inputs. */
  void forward();

  /**
   * Computes the gradients of inputs and parameters from the gradient of the output and from what
   * {@link #forward()} left behind. Gradients are overwritten, never added to.
   */
  void backward();

  /** All that the two do, in order, forward first. */
  default List<Part> parts() {
    return List.of(
        new Part(Direction.FORWARD, "nd4j", false, this::forward),
        new Part(Direction.BACKWARD, "nd4j", false, this::backward));
  }

  /** Frees what is native. */
  @Override
  default void close() {}
}
