package io.archscape.sweep;

/** A sweep that cannot go on through no fault of its input; what is finished is kept. One line. */
public final class SweepException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SweepException(String message) {
    super(message);
  }

  public SweepException(String message, Throwable cause) {
    super(message, cause);
  }
}
