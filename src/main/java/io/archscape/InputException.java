package io.archscape;

/**
 * Bad input from the user: one line that says what must hold, what was got and where. The command
 * line prints it as it is and ends with exit code 2.
 */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InputException(String message) {
    super(message);
  }

  public InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
