package io.archscape.data;

/**
 * What development may see of a data set: images to train on and held-out images to compare models
 * by. The test images are not here: {@link Dataset#test()}.
 */
public record Split(Images train, Images validation, Normalisation normalisation) {
  /** The same images in arrays of their own, so that the rest of the data set can be collected. */
  public Split packed() {
    return new Split(train.packed(), validation.packed(), normalisation);
  }
}
