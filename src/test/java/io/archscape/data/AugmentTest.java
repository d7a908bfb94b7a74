package io.archscape.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.archscape.InputException;
import io.archscape.Sha256;
import io.archscape.document.Documents;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AugmentTest {
  private static final Documents DOCUMENTS = new Documents();
  private static final Normalisation BYTES =
      new Normalisation(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));

  private static Augment read(String text) {
    return DOCUMENTS.readYaml("recipe.yaml", text, Augment.class);
  }

  private static Augmenter augmenter(Augment augment, Images images, long seed) {
    return new Augmenter(
        augment, images, BYTES.table(), BYTES.meanColour(), new SplittableRandom(seed));
  }

  /** One image in which no value is 0. */
  private static Images bright(int height, int width) {
    byte[] pixels = new byte[height * width * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (1 + i * 37 % 255);
    }
    return Images.of(height, width, 3, List.of("a"), pixels, new byte[1]);
  }

  @Test
  void mirroringAndShiftingAloneGiveTheNumbersOfTheFirstVersion() throws Exception {
    // made by the program before it knew anything else (commit 3726891), OpenJDK 17.0.15
    Batches batches =
        Batches.shuffled(
            Synthetic.train(70, 16, 1), Cifar.NORMALISATION, 16, new Augment(true, 4), 7, 3);
    var digest = Sha256.digest();
    BatchFeed.Batch batch = new BatchFeed.Batch(16, 768);
    ByteBuffer bytes = ByteBuffer.allocate(16 * 768 * 4);
    for (int k = 0; k < batches.count(); k++) {
      batches.fill(k, batch);
      bytes.asFloatBuffer().put(batch.values());
      digest.update(bytes.array());
      Arrays.stream(batch.labels()).forEach(label -> digest.update((byte) label));
    }
    assertThat(HexFormat.of().formatHex(digest.digest()))
        .isEqualTo("70760dd8ff65e4c790b3f24546faefd9b5406a29be529aafc1ee05e026ecc743");
  }

  @Test
  void keysOfTheFirstVersionMeanWhatTheyMeantAndAreWrittenAsTheyWere() {
    assertThat(read("{flip: true, pad: 4}")).isEqualTo(Augment.DEFAULT);
    assertThat(DOCUMENTS.canonicalJson(Augment.DEFAULT)).isEqualTo("{\"flip\":true,\"pad\":4}");
  }

  @Test
  void everyKeyIsReadAndWritten() {
    Augment rand =
        new Augment(
            true,
            0,
            new Crop.Resized(new ValueRange(0.25, 1), new ValueRange(0.75, 4 / 3.0)),
            new Policy.RandAugment(3, 7, 0.5, 0.9),
            8);
    assertThat(
            read(
                """
                flip: true
                pad: 0
                crop: {type: resized, area: {low: 0.25, high: 1}}
                policy: {type: randaugment, ops: 3, magnitude: 7, std: 0.5, probability: 0.9}
                cutout: 8
                """))
        .isEqualTo(rand);
    Augment auto = Augment.DEFAULT.withPolicy(new Policy.AutoAugment()).withCutout(16);
    assertThat(read("{flip: true, pad: 4, policy: {type: autoaugment}, cutout: 16}"))
        .isEqualTo(auto);
    for (Augment augment : List.of(rand, auto, Augment.NONE.withCrop(new Crop.Resized()))) {
      assertThat(read(DOCUMENTS.yaml(augment))).isEqualTo(augment);
    }
  }

  @Test
  void keysThatAreLeftOutHaveTheUsualValues() {
    assertThat(read("{flip: true, pad: 0, crop: {type: resized}}").crop())
        .isEqualTo(new Crop.Resized());
    assertThat(read("{flip: true, pad: 0, policy: {type: randaugment}}").policy())
        .isEqualTo(new Policy.RandAugment(2, 5));
  }

  @Test
  void contradictionsAndWrongNumbersAreRefusedInOneLine() {
    assertRefused(
        "{flip: true, pad: 4, crop: {type: resized}}",
        "augment pad must be 0 where crop resizes, got pad=4");
    assertRefused(
        "{flip: true, pad: 0, cutout: -1}", "augment cutout must not be negative, got cutout=-1");
    assertRefused(
        "{flip: true, pad: 0, policy: {type: randaugment, magnitude: 11}}",
        "randaugment magnitude must lie in [0,10], got magnitude=11.0");
    assertRefused(
        "{flip: true, pad: 0, policy: {type: randaugment, ops: 0}}",
        "randaugment ops must be at least 1, got ops=0");
    assertRefused(
        "{flip: true, pad: 0, policy: {type: randaugment, std: -1}}",
        "randaugment std must be finite and not negative, got std=-1.0");
    assertRefused(
        "{flip: true, pad: 0, policy: {type: randaugment, probability: 0}}",
        "randaugment probability must lie in (0,1], got probability=0.0");
    assertRefused(
        "{flip: true, pad: 0, policy: {type: rand}}",
        "type must be one of autoaugment, none, randaugment, got 'rand'");
    assertRefused(
        "{flip: true, pad: 0, crop: {type: resized, area: {low: 0.5, high: 2}}}",
        "crop area must lie in (0,1], got low=0.5 high=2.0");
    assertRefused(
        "{flip: true, pad: 0, crop: {type: resized, aspect: {low: 2, high: 1}}}",
        "interval must be 0 < low <= high, got low=2.0 high=1.0");
  }

  private static void assertRefused(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("recipe.yaml:1:")
        .hasMessageEndingWith(message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void refusesImagesThatCannotBeChangedSo() {
    Augment auto = Augment.DEFAULT.withPolicy(new Policy.AutoAugment());
    assertThatThrownBy(() -> auto.requireFits(28, 28, 1))
        .hasMessage("augment policy must be none for images of 1 channel, got autoaugment");
    assertThatThrownBy(() -> Augment.NONE.withCutout(17).requireFits(16, 32, 3))
        .hasMessage("augment cutout must be at most the side of images of 16x32, got cutout=17");
    assertThatThrownBy(() -> new Augment(false, 29).requireFits(28, 28, 1))
        .hasMessage("augment pad must be at most the side of images of 28x28, got pad=29");
    auto.withCutout(16).requireFits(16, 16, 3);
    Augment.DEFAULT.withCutout(8).requireFits(28, 28, 1);
    Images grey = Images.of(2, 2, 1, List.of("a"), new byte[8], new byte[2]);
    Normalisation one = new Normalisation(List.of(0.0), List.of(1.0));
    assertThatThrownBy(() -> Batches.shuffled(grey, one, 2, auto.withCutout(0), 1, 0))
        .hasMessageStartingWith("augment pad must be at most the side of images of 2x2");
  }

  @Test
  void aSquareIsCutOutWithItsMiddleAnywhereAndItsRestOutside() {
    Augmenter even = augmenter(Augment.NONE.withCutout(4), bright(8, 6), 1);
    assertThat(even.square(4, 3)).isEqualTo(new Box(2, 1, 4, 4));
    assertThat(even.square(0, 0)).isEqualTo(new Box(0, 0, 2, 2));
    assertThat(even.square(7, 5)).isEqualTo(new Box(5, 3, 3, 3));
    Augmenter odd = augmenter(Augment.NONE.withCutout(3), bright(8, 6), 1);
    assertThat(odd.square(4, 3)).isEqualTo(new Box(3, 2, 3, 3));
    assertThat(odd.square(7, 0)).isEqualTo(new Box(6, 0, 2, 2));
  }

  /** Each of the 48 places of the middle comes, and nothing but the square is touched. */
  @Test
  void cutsExactlyTheSquareOut() {
    Images images = bright(8, 6);
    Augmenter augmenter = augmenter(Augment.NONE.withCutout(4), images, 2);
    float[] plain = new float[images.imageSize()];
    augmenter(Augment.NONE, images, 1).write(0, plain, 0);
    List<float[]> possible = new ArrayList<>();
    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 6; x++) {
        possible.add(without(plain, augmenter.square(y, x), 6));
      }
    }
    int[] seen = new int[possible.size()];
    float[] out = new float[images.imageSize()];
    for (int i = 0; i < 4800; i++) {
      augmenter.write(0, out, 0);
      int which = 0;
      while (!Arrays.equals(possible.get(which), out)) {
        which++;
      }
      seen[which]++;
    }
    // 100 expected each, standard deviation 9.9
    assertThat(Arrays.stream(seen).boxed()).allMatch(n -> n > 55 && n < 150);
  }

  private static float[] without(float[] image, Box box, int width) {
    float[] out = image.clone();
    for (int i = 0; i < out.length; i++) {
      int y = i / 3 / width - box.top();
      int x = i / 3 % width - box.left();
      if (y >= 0 && y < box.height() && x >= 0 && x < box.width()) {
        out[i] = 0;
      }
    }
    return out;
  }

  @Property(tries = 500)
  void aCropLiesInsideAndHasAnAllowedAreaAndAspectToARoundedPixel(
      @ForAll long seed,
      @ForAll @IntRange(min = 8, max = 64) int height,
      @ForAll @IntRange(min = 8, max = 64) int width) {
    Crop.Resized crop = new Crop.Resized(new ValueRange(0.3, 0.6), new ValueRange(0.8, 1.25));
    Box box = crop.draw(height, width, new Draws(seed));
    assertThat(box.top()).isBetween(0, height - box.height());
    assertThat(box.left()).isBetween(0, width - box.width());
    double w = box.width();
    double h = box.height();
    assertThat((w + 0.5) / (h - 0.5)).isGreaterThanOrEqualTo(0.8);
    assertThat((w - 0.5) / (h + 0.5)).isLessThanOrEqualTo(1.25);
    assertThat((w - 0.5) * (h - 0.5)).isLessThanOrEqualTo(0.6 * height * width);
    if (height == width) { // every aspect fits
      assertThat((w + 0.5) * (h + 0.5)).isGreaterThanOrEqualTo(0.3 * height * width);
    }
  }

  @Test
  void areasOfCropsAreUniform() {
    Crop.Resized crop = new Crop.Resized(new ValueRange(0.2, 0.6), new ValueRange(0.75, 4 / 3.0));
    Draws draws = new Draws(1);
    double[] shares = new double[4000];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = crop.draw(64, 64, draws).area() / 4096.0;
    }
    // mean 0.4, standard deviation 0.4 / sqrt(12) = 0.115
    assertThat(Arrays.stream(shares).average().orElseThrow()).isCloseTo(0.4, within(0.008));
    double below = Arrays.stream(shares).filter(share -> share < 0.3).count() / 4000.0;
    assertThat(below).isCloseTo(0.25, within(0.03));
  }

  @Test
  void whereNoCropFitsTheMiddleIsTaken() {
    Crop.Resized wide = new Crop.Resized(new ValueRange(1, 1), new ValueRange(5, 6));
    assertThat(wide.draw(32, 32, new Draws(1))).isEqualTo(new Box(13, 0, 6, 32));
    Crop.Resized high = new Crop.Resized(new ValueRange(1, 1), new ValueRange(0.1, 0.2));
    assertThat(high.draw(32, 32, new Draws(1))).isEqualTo(new Box(0, 13, 32, 6));
  }

  @Test
  void randAugmentGrowsWithTheMagnitude() {
    // pycls/datasets/augment.py, its magnitudes 0, 0.5 and 1, by hand
    double[][] expected = {
      {0, 0, 0},
      {0, 0, 0},
      {0, 0, 0},
      {0, 15, 30},
      {4, 2, 1},
      {256, 128, 0},
      {0, 55, 110},
      {1, 1.45, 1.9},
      {1, 1.45, 1.9},
      {1, 1.45, 1.9},
      {1, 1.45, 1.9},
      {0, 0.15, 0.3},
      {0, 0.15, 0.3},
      {0, 0.225, 0.45},
      {0, 0.225, 0.45},
    };
    PictureOp[] ops = PictureOp.values();
    assertThat(ops).hasSize(expected.length);
    for (int op = 0; op < ops.length; op++) {
      for (int m = 0; m < 3; m++) {
        assertThat(Policy.RandAugment.value(ops[op], m / 2.0, false))
            .as(ops[op] + " at " + m / 2.0)
            .isCloseTo(expected[op][m], within(1e-12));
      }
    }
  }

  @Test
  void randAugmentGoesToBothSides() {
    assertThat(Policy.RandAugment.value(PictureOp.ROTATE, 0.5, true)).isEqualTo(-15);
    assertThat(Policy.RandAugment.value(PictureOp.TRANSLATE_Y, 1, true)).isEqualTo(-0.45);
    assertThat(Policy.RandAugment.value(PictureOp.CONTRAST, 0.5, true))
        .isCloseTo(0.55, within(1e-12));
    assertThat(Policy.RandAugment.value(PictureOp.POSTERIZE, 0.5, true)).isEqualTo(2);
    assertThat(Policy.RandAugment.value(PictureOp.SOLARIZE, 0.5, true)).isEqualTo(128);
  }

  @Test
  void randAugmentDrawsItsOperationsItsSidesAndItsMagnitudes() {
    Images images = bright(20, 20);
    // 15 operations, 9 of them to both sides: 24 pictures
    assertThat(pictures(images, new Policy.RandAugment(1, 6), 1500)).hasSize(24);
    // now and then left out: the image itself too
    assertThat(pictures(images, new Policy.RandAugment(1, 6, 0, 0.5), 1500)).hasSize(25);
    assertThat(pictures(images, new Policy.RandAugment(1, 6, 1, 1), 300)).hasSizeGreaterThan(60);
    assertThat(pictures(images, new Policy.RandAugment(2, 6), 3000)).hasSizeGreaterThan(250);
  }

  private static Set<Integer> pictures(Images images, Policy policy, int count) {
    Augmenter augmenter = augmenter(Augment.NONE.withPolicy(policy), images, 1);
    Set<Integer> seen = new TreeSet<>();
    float[] out = new float[images.imageSize()];
    for (int i = 0; i < count; i++) {
      augmenter.write(0, out, 0);
      seen.add(Arrays.hashCode(out));
    }
    return seen;
  }

  @Test
  void levelsOfAutoAugmentMeanWhatTheyMeanToItsAuthors() {
    // research/autoaugment/augmentation_transforms.py of tensorflow/models, by hand
    assertLevel(PictureOp.ROTATE, 2, 6);
    assertLevel(PictureOp.TRANSLATE_X, 9, 9 / 32.0);
    assertLevel(PictureOp.TRANSLATE_Y, 3, 3 / 32.0);
    assertLevel(PictureOp.SHEAR_Y, 8, 0.24);
    assertLevel(PictureOp.POSTERIZE, 7, 2);
    assertLevel(PictureOp.SOLARIZE, 2, 205);
    assertLevel(PictureOp.SOLARIZE, 3, 180);
    assertLevel(PictureOp.SOLARIZE, 5, 128);
    assertLevel(PictureOp.SOLARIZE, 8, 52);
    assertLevel(PictureOp.COLOUR, 0, 0.1);
    assertLevel(PictureOp.COLOUR, 9, 1.72);
    assertLevel(PictureOp.CONTRAST, 6, 1.18);
    assertLevel(PictureOp.BRIGHTNESS, 7, 1.36);
    assertLevel(PictureOp.SHARPNESS, 5, 1);
    assertThat(new AutoOp(PictureOp.ROTATE, 1, 2).value(true)).isEqualTo(-6);
    assertThat(new AutoOp(PictureOp.SHEAR_Y, 1, 8).value(true)).isCloseTo(-0.24, within(1e-12));
    assertThat(new AutoOp(PictureOp.COLOUR, 1, 9).value(true)).isCloseTo(1.72, within(1e-12));
  }

  private static void assertLevel(PictureOp op, int level, double value) {
    assertThat(new AutoOp(op, 1, level).value(false)).as("%s", op).isCloseTo(value, within(1e-12));
  }

  @Test
  void autoAugmentLeavesAnImageAsOftenAsItsProbabilitiesSay() {
    assertThat(AutoOp.PAIRS).hasSize(25).allMatch(pair -> pair.size() == 2);
    Images images = bright(20, 20);
    Augmenter augmenter = augmenter(Augment.NONE.withPolicy(new Policy.AutoAugment()), images, 1);
    float[] plain = new float[images.imageSize()];
    augmenter(Augment.NONE, images, 1).write(0, plain, 0);
    float[] out = new float[images.imageSize()];
    int same = 0;
    for (int i = 0; i < 10_000; i++) {
      augmenter.write(0, out, 0);
      same += Arrays.equals(plain, out) ? 1 : 0;
    }
    // the mean of (1-p)(1-q) over table 7 of the paper is 5.58 / 25; standard deviation 0.0042
    assertThat(same / 10_000.0).isCloseTo(0.2232, within(0.015));
  }
}
