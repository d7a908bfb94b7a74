package io.archscape.train;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How often a schedule moves. */
public enum Per {
  /** With every step. */
  @JsonProperty("step")
  STEP {
    @Override
    long done(Moment at) {
      return at.step();
    }

    @Override
    long all(Moment at) {
      return at.steps();
    }
  },
  /** As pycls: what it is at the beginning of an epoch holds until its end. */
  @JsonProperty("epoch")
  EPOCH {
    @Override
    long done(Moment at) {
      return at.epoch();
    }

    @Override
    long all(Moment at) {
      return at.epochs();
    }
  };

  /** Steps or epochs before this moment. */
  abstract long done(Moment at);

  /** Steps or epochs of the training. */
  abstract long all(Moment at);
}
