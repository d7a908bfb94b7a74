package io.archscape;

/** A value that cannot be: says what must hold and what was got. */
public final class RequirementException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public RequirementException(String message) {
    super(message);
  }
}
