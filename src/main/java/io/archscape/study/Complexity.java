package io.archscape.study;

import io.archscape.graph.Cost;
import java.util.Locale;

/** What a model costs, in one of three ways (RegNet, arXiv:2003.13678, section 3.1). */
public enum Complexity {
  /** Multiply-adds of one forward pass on one image. */
  FLOPS("multiply-adds"),
  /** Learned numbers. */
  PARAMS("parameters"),
  /** Elements of the outputs of all convolutions. */
  ACTS("activations");

  private final String title;

  Complexity(String title) {
    this.title = title;
  }

  /** The word in listings and files: {@code flops}, {@code params}, {@code acts}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The word for readers. */
  public String title() {
    return title;
  }

  public double of(Cost cost) {
    return switch (this) {
      case FLOPS -> cost.flops();
      case PARAMS -> cost.params();
      case ACTS -> cost.acts();
    };
  }
}
