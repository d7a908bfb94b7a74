package io.archscape.worker;

/** Ends a training that the experiment's rule prunes. */
final class HopelessTrial extends RuntimeException {
  private static final long serialVersionUID = 1L;

  HopelessTrial(String reason) {
    super(reason);
  }
}
