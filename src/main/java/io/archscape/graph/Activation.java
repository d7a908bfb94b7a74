package io.archscape.graph;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Element-wise functions. */
public enum Activation {
  /** max(0, x). */
  @JsonProperty("relu")
  RELU,
  /** 1 / (1 + exp(-x)). */
  @JsonProperty("sigmoid")
  SIGMOID,
  /** x / (1 + exp(-x)); pycls' "silu", elsewhere swish. */
  @JsonProperty("silu")
  SILU
}
