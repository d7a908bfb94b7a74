package io.archscape.train;

/** A training whose loss is no longer a number: a result like any other, and reported as such. */
public final class Diverged extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Diverged(String message) {
    super(message);
  }
}
