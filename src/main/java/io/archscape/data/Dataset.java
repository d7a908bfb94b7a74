package io.archscape.data;

import static io.archscape.Require.require;

import io.archscape.InputException;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * A data set as it is published: training images, test images, and how its values are normalised.
 * Development sees a {@link Split} of the training images; the test images are asked for once, at
 * the end, by {@link #test()}.
 */
public final class Dataset {
  private final String name;
  private final Images train;
  private final Supplier<Images> test;
  private final Normalisation normalisation;

  /**
   * @param test called at each {@link #test()}: a set that can fail to load is loaded beforehand
   */
  Dataset(String name, Images train, Supplier<Images> test, Normalisation normalisation) {
    require(
        normalisation.channels() == train.channels(),
        "normalisation of %s must have %d channels, got %d",
        name,
        train.channels(),
        normalisation.channels());
    this.name = name;
    this.train = train;
    this.test = test;
    this.normalisation = normalisation;
  }

  public static Dataset of(String name, Images train, Images test, Normalisation normalisation) {
    return new Dataset(name, train, () -> test, normalisation);
  }

  public String name() {
    return name;
  }

  public Images train() {
    return train;
  }

  /** The test images, to be touched once, at the end. */
  public Images test() {
    return test.get();
  }

  public Normalisation normalisation() {
    return normalisation;
  }

  /**
   * Disjoint training and validation images, both drawn from the training images by a shuffle. Of
   * one data set, the validation images depend on {@code validation} and {@code seed} alone, and
   * fewer training images are a prefix of more. (So of a published set, for any {@link DataSpec};
   * the built-in one has as many images as the spec asks for, and another number of training images
   * makes it another data set.)
   *
   * @throws InputException if there are fewer training images than asked for
   */
  public Split split(int trainCount, int validationCount, long seed) {
    require(
        trainCount >= 0 && validationCount >= 0,
        "counts must not be negative, got train=%d validation=%d",
        trainCount,
        validationCount);
    long asked = (long) trainCount + validationCount;
    if (asked > train.count()) {
      throw new InputException(
          "train + validation must be at most the %d training images of %s, got %d + %d = %d"
              .formatted(train.count(), name, trainCount, validationCount, asked));
    }
    Images shuffled =
        train.subset(Permutation.of(train.count(), new SplittableRandom(Seeds.mix(seed))));
    return new Split(
        shuffled.range(validationCount, (int) asked),
        shuffled.range(0, validationCount),
        normalisation);
  }

  public Split split(DataSpec spec) {
    return split(spec.train(), spec.validation(), spec.seed());
  }

  @Override
  public String toString() {
    return "Dataset[" + name + ", train=" + train + "]";
  }
}
