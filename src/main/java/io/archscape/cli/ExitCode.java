package io.archscape.cli;

/** Exit codes of the program other than 0. */
final class ExitCode {
  static final int FAILED = 1;
  static final int BAD_INPUT = 2;

  private ExitCode() {}
}
