package io.archscape.arch;

/** The blocks with a shortcut, in the order in which they are lowered. */
final class Shortcuts {
  private final int all;
  private int seen;

  /**
   * Of a network with this many shortcuts.
   *
   * @param all 0 where they are still to be counted
   */
  Shortcuts(int all) {
    this.all = all;
  }

  /** Another one: l/L for the l-th of L; 0 while they are counted. */
  double next() {
    seen++;
    return all == 0 ? 0 : (double) seen / all;
  }

  int seen() {
    return seen;
  }
}
