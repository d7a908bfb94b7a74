package io.archscape.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BatchesTest {
  private static final Normalisation NORMALISATION =
      new Normalisation(List.of(100.0, 50.0), List.of(20.0, 10.0));

  /** Random pixels; the first value of image i is i and its label i mod 3. */
  private static Images images(int count, int height, int width) {
    byte[] pixels = new byte[count * height * width * 2];
    new SplittableRandom(1).nextBytes(pixels);
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      pixels[i * height * width * 2] = (byte) i;
      labels[i] = (byte) (i % 3);
    }
    return Images.of(height, width, 2, List.of("a", "b", "c"), pixels, labels);
  }

  private static int id(float[] values, int at) {
    return Math.round(values[at] * 20 + 100);
  }

  private static List<Integer> epoch(Images images, long seed, int epoch) {
    Batches batches = Batches.shuffled(images, NORMALISATION, 4, Augment.NONE, seed, epoch);
    BatchFeed.Batch batch = new BatchFeed.Batch(4, images.imageSize());
    List<Integer> ids = new ArrayList<>();
    for (int k = 0; k < batches.count(); k++) {
      batches.fill(k, batch);
      assertThat(batch.count()).isEqualTo(4);
      for (int i = 0; i < 4; i++) {
        int id = id(batch.values(), i * images.imageSize());
        assertThat(batch.labels()[i]).isEqualTo(id % 3);
        ids.add(id);
      }
    }
    return ids;
  }

  @Test
  void anEpochVisitsEachImageAtMostOnceAndDropsTheRest() {
    List<Integer> ids = epoch(images(11, 2, 3), 5, 0);
    assertThat(ids).hasSize(8).doesNotHaveDuplicates().allMatch(id -> id >= 0 && id < 11);
  }

  @Test
  void orderIsThatOfSeedAndEpoch() {
    Images images = images(64, 2, 3);
    assertThat(epoch(images, 5, 0))
        .isEqualTo(epoch(images, 5, 0))
        .isNotEqualTo(epoch(images, 5, 1))
        .isNotEqualTo(epoch(images, 6, 0));
  }

  @Test
  void everyImageComesFirstAboutEquallyOften() {
    Images images = images(4, 2, 3);
    int[] first = new int[4];
    for (int epoch = 0; epoch < 400; epoch++) {
      first[epoch(images, 1, epoch).get(0)]++;
    }
    // 100 expected, standard deviation 8.7
    assertThat(Arrays.stream(first).boxed()).allMatch(n -> n > 60 && n < 140);
  }

  @Test
  void inOrderVisitsAllAndTheLastBatchIsPartial() {
    Images images = images(10, 2, 3);
    Batches batches = Batches.inOrder(images, NORMALISATION, 4);
    BatchFeed.Batch batch = new BatchFeed.Batch(4, 12);
    assertThat(batches.count()).isEqualTo(3);
    batches.fill(2, batch);
    assertThat(batch.count()).isEqualTo(2);
    assertThat(id(batch.values(), 12)).isEqualTo(9);
    assertThat(batch.labels()[1]).isZero();
    for (int p = 0; p < 12; p++) {
      int pixel = images.pixel(8, p / 6, p / 2 % 3, p % 2);
      double expected = p % 2 == 0 ? (pixel - 100.0) / 20 : (pixel - 50.0) / 10;
      assertThat(batch.values()[p]).isEqualTo((float) expected);
    }
  }

  @Test
  void aBatchMadeAloneEqualsTheOneMadeInTurn() {
    Images images = images(32, 5, 4);
    Augment augment = new Augment(true, 2).withCutout(3);
    Mix mix = new Mix(1, 1);
    BatchFeed.Batch inTurn = new BatchFeed.Batch(8, images.imageSize());
    BatchFeed.Batch alone = new BatchFeed.Batch(8, images.imageSize());
    Batches batches = Batches.shuffled(images, NORMALISATION, 8, augment, mix, 3, 2);
    for (int k = 0; k < batches.count(); k++) {
      batches.fill(k, inTurn);
    }
    Batches.shuffled(images, NORMALISATION, 8, augment, mix, 3, 2).fill(3, alone);
    assertThat(alone.values()).isEqualTo(inTurn.values());
    assertThat(alone.partners()).isEqualTo(inTurn.partners());
    assertThat(alone.share()).isEqualTo(inTurn.share());
  }

  /** The slow twin: each output value by its definition. */
  @Property(tries = 200)
  void placesLikeFlipThenPadThenCrop(
      @ForAll boolean mirrored,
      @ForAll @IntRange(min = -7, max = 7) int down,
      @ForAll @IntRange(min = -7, max = 7) int right) {
    Images images = images(2, 5, 4);
    float[] table = NORMALISATION.table();
    float[] out = new float[3 + images.imageSize()];
    Arrays.fill(out, 77);
    Augmenter augmenter =
        new Augmenter(Augment.NONE, images, table, new byte[2], new SplittableRandom(1));
    augmenter.place(images.pixels(), images.offset(1), mirrored, down, right, out, 3);
    assertThat(out).startsWith(77, 77, 77);
    for (int y = 0; y < 5; y++) {
      for (int x = 0; x < 4; x++) {
        int sx = mirrored ? 3 - (x + right) : x + right;
        int sy = y + down;
        boolean inside = sx >= 0 && sx < 4 && sy >= 0 && sy < 5;
        for (int c = 0; c < 2; c++) {
          float expected = inside ? table[c * 256 + images.pixel(1, sy, sx, c)] : 0;
          assertThat(out[3 + (y * 4 + x) * 2 + c]).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void augmentingDrawsEveryShiftAndBothDirections() {
    Images images = Images.of(1, 2, 1, List.of("a"), new byte[] {1, 2}, new byte[] {0});
    float[] table = new Normalisation(List.of(0.0), List.of(1.0)).table();
    Augmenter augmenter =
        new Augmenter(new Augment(true, 1), images, table, new byte[1], new SplittableRandom(1));
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      float[] out = new float[2];
      augmenter.write(0, out, 0);
      seen.add(Arrays.toString(out));
    }
    assertThat(seen)
        .contains(
            "[1.0, 2.0]",
            "[2.0, 1.0]",
            "[0.0, 1.0]",
            "[2.0, 0.0]",
            "[0.0, 2.0]",
            "[1.0, 0.0]",
            "[0.0, 0.0]");
    assertThat(seen.stream().distinct()).hasSize(7);
  }

  @Test
  void refusesWhatDoesNotFit() {
    Images images = images(3, 2, 3);
    assertThatThrownBy(() -> Batches.shuffled(images, NORMALISATION, 4, Augment.NONE, 1, 0))
        .hasMessage("batch must be 1 to the 3 training images, got batch=4");
    assertThatThrownBy(() -> new Augment(true, -1))
        .hasMessage("augment pad must not be negative, got pad=-1");
  }
}
