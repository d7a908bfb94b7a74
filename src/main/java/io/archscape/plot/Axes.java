package io.archscape.plot;

/**
 * What axes say, when they are logarithmic, and how many bands fit between them: the same in
 * pictures and on a page.
 */
public final class Axes {
  public static final String ERROR = "error (%)";
  public static final String PROBABILITY = "cumulative probability";
  public static final String BLOCK = "block";
  public static final String EPOCH = "epoch";
  public static final String DRAWS = "models drawn";
  public static final String BEST_ERROR = "expected error of the best (%)";
  public static final String WIDTH = "width of a block";

  /** Of the greatest to the least value, both positive: three octaves. */
  public static final double LOGARITHMIC_FROM = 8;

  /** Bands of more spaces cover each other and the curves. */
  public static final int MOST_BANDS = 6;

  private Axes() {}
}
