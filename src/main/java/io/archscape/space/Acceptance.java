package io.archscape.space;

/**
 * What became of the draws so far.
 *
 * @param drawn all
 * @param valid of these, a network of the space
 * @param inBand of these, within the band of cost
 * @param duplicates of these, a network that had been met before
 */
public record Acceptance(long drawn, long valid, long inBand, long duplicates) {
  static final Acceptance NONE = new Acceptance(0, 0, 0, 0);

  /** Distinct networks found. */
  public long distinct() {
    return inBand - duplicates;
  }

  /** Draws in the band over all draws. */
  public double rate() {
    return drawn == 0 ? 0 : (double) inBand / drawn;
  }
}
