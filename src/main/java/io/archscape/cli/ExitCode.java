package io.archscape.cli;

/** What the program ends with where it is not 0. */
final class ExitCode {
  static final int FAILED = 1;
  static final int BAD_INPUT = 2;

  private ExitCode() {}
}
