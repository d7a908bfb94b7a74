package io.archscape.engine;

/** What a parameter is to its operation. */
public enum Role {
  /**
   * Of a convolution (k,k,C/groups,width), a channel convolution (k) or a linear layer (C,width).
   */
  WEIGHT,
  /** One a channel. */
  BIAS,
  /** The scale of batch norm, one a channel. */
  GAMMA,
  /** The shift of batch norm, one a channel. */
  BETA
}
