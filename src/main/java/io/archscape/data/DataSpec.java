package io.archscape.data;

import static io.archscape.Require.require;

/**
 * The data of an experiment, by name and number: part of a trial's identity.
 *
 * @param name {@code cifar10}, {@code mnist} or {@code shapes}, the built-in set
 * @param train number of training images
 * @param validation number of held-out images, none of them a training image
 * @param image height and width in pixels: 32 for cifar10, 28 for mnist, 16 to 64 for shapes
 * @param seed of the draw of both; for shapes also of the images themselves
 */
public record DataSpec(String name, int train, int validation, int image, long seed) {
  public DataSpec {
    DataSource source = DataSource.named(name);
    require(train >= 1, "data train must be at least 1, got train=%d", train);
    require(validation >= 1, "data validation must be at least 1, got validation=%d", validation);
    require(
        source.smallest() <= image && image <= source.largest(),
        "data image of %s must be %s, got image=%d",
        name,
        source.sizes(),
        image);
    require(
        (long) train + validation <= source.available(image),
        "data train + validation of %s must be at most %d, got %d + %d",
        name,
        source.available(image),
        train,
        validation);
  }

  /** With images of the set's own size. */
  public static DataSpec of(String name, int train, int validation, long seed) {
    return new DataSpec(name, train, validation, DataSource.named(name).image(), seed);
  }
}
