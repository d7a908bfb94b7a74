package io.archscape.data;

import static io.archscape.Require.require;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The built-in set: ten classes of shapes and textures with random pose, colour, background,
 * distractors, occlusion and noise. Image {@code i} is a function of seed, size and {@code i}
 * alone: the same bytes for any count, on any number of threads and on any platform.
 */
public final class Synthetic {
  public static final int TEST_COUNT = 5_000;

  // How hard it is; the golden checksum in SyntheticTest changes with it.
  /** Standard deviation of the pixel noise in the noisiest images, in bytes; up is harder. */
  static final double NOISE = 4;

  /** Strongest smooth blotches on background and figure, in bytes; up is harder. */
  static final double BLOTCHES = 10;

  /** Most distractors in an image; up is harder. */
  static final int CLUTTER = 1;

  /** Share of the images in which a bar hides part of the figure; up is harder. */
  static final double OCCLUSION = 0.1;

  /**
   * Least mean difference a channel between two colours that must be distinguished; more is easier.
   */
  static final double CONTRAST = 90;

  /** Brightest ground, in bytes; from {@link #CONTRAST} below 255 on a brighter figure is found. */
  static final double GROUND = 150;

  /** Share of the figures that must be brighter than the ground; up is easier. */
  static final double BRIGHTER = 0.9;

  /** Contrast of the faintest images, 1 for full; up is easier. */
  static final double FAINTEST = 0.9;

  /** Radius of the smallest figures, to the image's side; up is easier. */
  static final double SMALLEST = 0.32;

  static final List<String> CLASSES = SceneClass.names();

  private static final int TRAIN_STREAM = 0;
  private static final int TEST_STREAM = 1;

  private Synthetic() {}

  /** Training images 0 to count-1, (count,size,size,3); the label of image i is i mod 10. */
  public static Images train(int count, int size, long seed) {
    return images(count, size, Seeds.mix(seed, TRAIN_STREAM));
  }

  /** Test images: as {@link #train}, from a stream of their own. */
  public static Images test(int count, int size, long seed) {
    return images(count, size, Seeds.mix(seed, TEST_STREAM));
  }

  /**
   * As many images as the spec trains on and holds out, which are then split by a shuffle of all of
   * them: so the held-out images and the normalisation depend on both numbers. The test images do
   * not, and are drawn when they are asked for.
   */
  static Dataset dataset(DataSpec spec) {
    Images train = train(spec.train() + spec.validation(), spec.image(), spec.seed());
    return new Dataset(
        spec.name(),
        train,
        () -> test(TEST_COUNT, spec.image(), spec.seed()),
        Normalisation.of(train));
  }

  private static Images images(int count, int size, long stream) {
    require(size >= 16 && size <= 64, "size of shapes must be 16 to 64, got size=%d", size);
    require(
        count >= 1 && count <= DataSource.SHAPES.available(size),
        "count of shapes must be 1 to %d, got count=%d",
        DataSource.SHAPES.available(size),
        count);
    SceneClass[] figures = SceneClass.values();
    int imageSize = size * size * 3;
    byte[] pixels = new byte[count * imageSize];
    byte[] labels = new byte[count];
    IntStream.range(0, count)
        .parallel()
        .forEach(
            i -> {
              int label = i % figures.length;
              labels[i] = (byte) label;
              Scene.paint(figures[label], size, Seeds.mix(stream, i), pixels, i * imageSize);
            });
    return Images.owning(size, size, 3, CLASSES, pixels, labels);
  }
}
