package io.archscape.data;

import static io.archscape.Require.require;

import java.util.Objects;
import java.util.SplittableRandom;

/**
 * One pass over images in batches. Batch {@code k} is a function of the arguments alone, so batches
 * may be made in any order, ahead, or again after a restart.
 */
public final class Batches {
  private final Images images;
  private final int batch;
  private final int count;
  private final Augment augment;
  private final long seed;
  private final float[] table;

  private Batches(
      Images images,
      Normalisation normalisation,
      int batch,
      int count,
      Augment augment,
      long seed) {
    require(batch >= 1, "batch must be at least 1, got batch=%d", batch);
    require(
        normalisation.channels() == images.channels(),
        "normalisation must have %d channels, got %d",
        images.channels(),
        normalisation.channels());
    this.images = images;
    this.batch = batch;
    this.count = count;
    this.augment = augment;
    this.seed = seed;
    this.table = normalisation.table();
  }

  /** Every image once, in order and unchanged; the last batch may be smaller. */
  public static Batches inOrder(Images images, Normalisation normalisation, int batch) {
    int count = (int) (((long) images.count() + batch - 1) / Math.max(batch, 1));
    return new Batches(images, normalisation, batch, count, Augment.NONE, 0);
  }

  /**
   * Full batches in an order drawn from seed and epoch, each image augmented; the images left over
   * at the end are dropped.
   */
  public static Batches shuffled(
      Images images,
      Normalisation normalisation,
      int batch,
      Augment augment,
      long seed,
      int epoch) {
    require(
        batch >= 1 && batch <= images.count(),
        "batch must be 1 to the %d training images, got batch=%d",
        images.count(),
        batch);
    long epochSeed = Seeds.mix(seed, epoch);
    int[] order = Permutation.of(images.count(), new SplittableRandom(Seeds.mix(epochSeed, -1)));
    return new Batches(
        images.subset(order), normalisation, batch, images.count() / batch, augment, epochSeed);
  }

  /** How many batches there are. */
  public int count() {
    return count;
  }

  /** Images in a full batch. */
  int size() {
    return batch;
  }

  /** Values of one image. */
  int imageSize() {
    return images.imageSize();
  }

  /**
   * Writes batch {@code k}: normalised values (n,H,W,C) and labels (n), each from position 0 on;
   * what lies behind stays as it was.
   *
   * @return n, the images in this batch
   */
  public int fill(int k, float[] values, int[] labels) {
    Objects.checkIndex(k, count);
    int from = k * batch;
    int n = Math.min(batch, images.count() - from);
    require(
        values.length >= n * images.imageSize() && labels.length >= n,
        "arrays must hold %d values and %d labels, got %d and %d",
        n * images.imageSize(),
        n,
        values.length,
        labels.length);
    SplittableRandom random = new SplittableRandom(Seeds.mix(seed, k));
    for (int i = 0; i < n; i++) {
      augment.apply(images, from + i, table, random, values, i * images.imageSize());
      labels[i] = images.label(from + i);
    }
    return n;
  }
}
