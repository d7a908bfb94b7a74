package io.archscape.predict;

import java.util.Locale;

/** Ways of predicting. */
public enum Kind {
  /** Bagged regression trees, a third of the features at each split; spread over the trees. */
  FOREST("random forest"),
  /** Gradient-boosted shallow trees, several such on resampled models; spread over these. */
  BOOSTED("gradient-boosted trees"),
  /**
   * Ridge regression on standardised features; its spread is that of the residuals of the models it
   * was trained on, the same for each prediction.
   */
  LINEAR("linear");

  private final String title;

  Kind(String title) {
    this.title = title;
  }

  /** The word in options and files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The word for readers. */
  public String title() {
    return title;
  }
}
