package io.archscape.train;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How often a schedule moves. */
public enum StepUnit {
  /** With every step. */
  @JsonProperty("step")
  STEP {
    @Override
    long done(StepPosition at) {
      return at.step();
    }

    @Override
    long all(StepPosition at) {
      return at.steps();
    }
  },
  /** As pycls: what it is at the beginning of an epoch holds until its end. */
  @JsonProperty("epoch")
  EPOCH {
    @Override
    long done(StepPosition at) {
      return at.epoch();
    }

    @Override
    long all(StepPosition at) {
      return at.epochs();
    }
  };

  /** Steps or epochs before this moment. */
  abstract long done(StepPosition at);

  /** Steps or epochs of the training. */
  abstract long all(StepPosition at);
}
