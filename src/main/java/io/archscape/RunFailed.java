package io.archscape;

/**
 * What was asked for rightly and failed, through no fault of the input; what is finished is kept.
 * The command line prints its one line and ends with exit code 1.
 */
public final class RunFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RunFailed(String message) {
    super(message);
  }

  public RunFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
