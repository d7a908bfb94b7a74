package io.archscape.graph;

import java.util.function.UnaryOperator;

/**
 * Takes a network operation by operation, in order. A block is written once, against this; what
 * becomes of it (a {@link Graph}, a {@link Cost}) is the sink's affair.
 */
public interface OpSink {

  /** Adds an operation under a name that is unique in its scope, and answers its result. */
  Tensor add(String name, Op op, Tensor... inputs);

  /** Opens a scope {@code kind + index}; names inside it are prefixed, as in {@code s1.b2.f.a}. */
  void enter(String kind, int index);

  /** Closes the innermost scope. */
  void leave();

  /**
   * Adds the same part {@code times} over, each time to the result of the last, in scopes {@code
   * kind + first} onwards. The part must keep the shape, so a sink may look at it once.
   */
  default Tensor repeat(String kind, int first, int times, Tensor x, UnaryOperator<Tensor> part) {
    Tensor y = x;
    for (int i = first; i < first + times; i++) {
      enter(kind, i);
      y = part.apply(y);
      leave();
    }
    return y;
  }
}
