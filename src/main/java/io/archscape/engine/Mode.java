package io.archscape.engine;

/** What a program is for. */
public enum Mode {
  /** Forward and backward; batch norm by the batch. */
  TRAIN,
  /** Forward only; batch norm by its running averages. */
  EVALUATE
}
