package io.archscape.graph;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Element-wise functions. */
public enum Activation {
  /** max(0, x). */
  RELU,
  /** min(6, max(0, x)) (MobileNet, arXiv:1704.04861). */
  RELU6,
  /** 1 / (1 + exp(-x)). */
  SIGMOID,
  /** min(1, max(0, x/6 + 1/2)) (MobileNetV3, arXiv:1905.02244). */
  HARD_SIGMOID,
  /** x / (1 + exp(-x)); pycls' "silu", elsewhere swish. */
  SILU,
  /** x * min(1, max(0, x/6 + 1/2)) (MobileNetV3, arXiv:1905.02244). */
  HARD_SWISH,
  /** x * (1 + erf(x/sqrt(2))) / 2, without approximation (arXiv:1606.08415). */
  GELU,
  /** x * tanh(log(1 + exp(x))) (arXiv:1908.08681). */
  MISH;

  /** As files have it: {@code hard-swish}. */
  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether of 0 it is 0. */
  public boolean keepsZero() {
    return switch (this) {
      case RELU, RELU6, SILU, HARD_SWISH, GELU, MISH -> true;
      case SIGMOID, HARD_SIGMOID -> false;
    };
  }
}
