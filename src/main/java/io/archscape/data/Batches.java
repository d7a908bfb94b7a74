package io.archscape.data;

import static io.archscape.Require.require;

import java.util.Objects;
import java.util.SplittableRandom;

/**
 * One pass over images in batches. Batch {@code k} is a function of the arguments alone, so batches
 * may be made in any order, ahead, or again after a restart.
 */
public final class Batches {
  /** The stream of a batch's mixing, apart from that of its augmentation. */
  private static final int MIXING = 1;

  private final Images images;
  private final int batch;
  private final int count;
  private final Augment augment;
  private final Mix mix;
  private final long seed;
  private final float[] table;
  private final byte[] meanColour;

  private Batches(
      Images images,
      Normalisation normalisation,
      int batch,
      int count,
      Augment augment,
      Mix mix,
      long seed) {
    require(batch >= 1, "batch must be at least 1, got batch=%d", batch);
    require(
        normalisation.channels() == images.channels(),
        "normalisation must have %d channels, got %d",
        images.channels(),
        normalisation.channels());
    augment.requireFits(images.height(), images.width(), images.channels());
    this.images = images;
    this.batch = batch;
    this.count = count;
    this.augment = augment;
    this.mix = mix;
    this.seed = seed;
    this.table = normalisation.table();
    this.meanColour = normalisation.meanColour();
  }

  /** Every image once, in order and unchanged; the last batch may be smaller. */
  public static Batches inOrder(Images images, Normalisation normalisation, int batch) {
    int count = (int) (((long) images.count() + batch - 1) / Math.max(batch, 1));
    return new Batches(images, normalisation, batch, count, Augment.NONE, Mix.NONE, 0);
  }

  /** As the other, without mixing. */
  public static Batches shuffled(
      Images images,
      Normalisation normalisation,
      int batch,
      Augment augment,
      long seed,
      int epoch) {
    return shuffled(images, normalisation, batch, augment, Mix.NONE, seed, epoch);
  }

  /**
   * Full batches in an order drawn from seed and epoch, each image augmented, then those of a batch
   * mixed; the images left over at the end are dropped.
   */
  public static Batches shuffled(
      Images images,
      Normalisation normalisation,
      int batch,
      Augment augment,
      Mix mix,
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
        images.subset(order),
        normalisation,
        batch,
        images.count() / batch,
        augment,
        mix,
        epochSeed);
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

  /** Makes batch {@code k}. */
  void fill(int k, BatchFeed.Batch into) {
    Objects.checkIndex(k, count);
    int from = k * batch;
    int n = Math.min(batch, images.count() - from);
    into.holds(n, 1);
    int[] labels = into.labels();
    SplittableRandom random = new SplittableRandom(Seeds.mix(seed, k));
    Augmenter augmenter = new Augmenter(augment, images, table, meanColour, random);
    for (int i = 0; i < n; i++) {
      augmenter.write(from + i, into.values(), i * images.imageSize());
      labels[i] = images.label(from + i);
    }
    System.arraycopy(labels, 0, into.partners(), 0, n);
    if (!mix.isOff()) {
      mix(k, n, into);
    }
  }

  private void mix(int k, int n, BatchFeed.Batch batch) {
    Mixing mixing =
        Mixing.draw(
            mix,
            n,
            images.height(),
            images.width(),
            new SplittableRandom(Seeds.mix(seed, k, MIXING)));
    mixing.apply(batch.values(), images.imageSize());
    for (int i = 0; i < n; i++) {
      batch.partners()[i] = batch.labels()[mixing.partner(i)];
    }
    batch.holds(n, mixing.share());
  }
}
