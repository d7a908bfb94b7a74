package io.archscape.cli;

/** A run that was asked for rightly and failed: exit code 1, one line. */
final class RunFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RunFailed(String message) {
    super(message);
  }
}
