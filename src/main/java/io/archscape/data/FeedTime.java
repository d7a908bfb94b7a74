package io.archscape.data;

/**
 * What making batches cost.
 *
 * @param waited seconds in which the caller had to wait for a batch
 * @param busy seconds that making the batches took, beside the caller's work
 */
public record FeedTime(double waited, double busy) {
  /** Of no batch at all. */
  public static final FeedTime NONE = new FeedTime(0, 0);

  /** Of two passes together. */
  public FeedTime plus(FeedTime other) {
    return new FeedTime(waited + other.waited, busy + other.busy);
  }
}
