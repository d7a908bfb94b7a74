package io.archscape.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.archscape.data.Mixing.Patch;
import io.archscape.data.Mixing.Sum;
import io.archscape.document.Documents;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MixTest {
  private static final Normalisation NORMALISATION =
      new Normalisation(List.of(100.0, 50.0), List.of(20.0, 10.0));

  private static Images images(int count) {
    byte[] pixels = new byte[count * 5 * 4 * 2];
    new SplittableRandom(1).nextBytes(pixels);
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) i;
    }
    List<String> classes = IntStream.range(0, count).mapToObj(i -> "class " + i).toList();
    return Images.of(5, 4, 2, classes, pixels, labels);
  }

  private static BatchFeed.Batch batch(Images images, int size, Mix mix, long seed) {
    BatchFeed.Batch batch = new BatchFeed.Batch(size, images.imageSize());
    Batches.shuffled(images, NORMALISATION, size, new Augment(true, 1), mix, seed, 2)
        .fill(0, batch);
    return batch;
  }

  @Test
  void mixupIsTheWeightedSum() {
    float[] values = {10, 20};
    new Sum(0.25).mix(values, 1, new float[] {0, 0, 100}, 2, 1);
    assertThat(values).containsExactly(10, 80);
  }

  @Test
  void aPatchIsWhatLiesInsideOfABoxOfItsArea() {
    // side 8 * sqrt(1 - 0.75) = 4
    Patch inside = Patch.around(4, 3, 0.75, 8, 8);
    assertThat(inside.box()).isEqualTo(new Box(2, 1, 4, 4));
    assertThat(inside.share()).isEqualTo(0.75);
    Patch corner = Patch.around(0, 7, 0.75, 8, 8);
    assertThat(corner.box()).isEqualTo(new Box(0, 5, 2, 3));
    assertThat(corner.share()).isEqualTo(1 - 6 / 64.0);
    assertThat(Patch.around(3, 3, 1, 8, 8).share()).isEqualTo(1);
    assertThat(Patch.around(4, 4, 0, 8, 8).share()).isEqualTo(0);
  }

  @Test
  void aPatchTakesTheSamePlaceOfTheOther() {
    float[] values = new float[12];
    float[] other = new float[12];
    for (int i = 0; i < 12; i++) {
      other[i] = i + 1;
    }
    new Patch(new Box(1, 0, 1, 2), 2, 3).mix(values, 0, other, 0, 12);
    assertThat(values).containsExactly(0, 0, 0, 0, 0, 0, 7, 8, 9, 10, 0, 0);
  }

  /** The slow twin: each value of a mixed batch from the batch that is not mixed. */
  @Property(tries = 200)
  void aBatchIsMixedFromImagesAugmentedAsWithoutMixing(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int size, @ForAll boolean whole) {
    Images images = images(10);
    Mix mix = whole ? new Mix(0.5, 0) : new Mix(0, 0.5);
    BatchFeed.Batch plain = batch(images, size, Mix.NONE, seed);
    BatchFeed.Batch mixed = batch(images, size, mix, seed);
    assertThat(mixed.labels()).isEqualTo(plain.labels());
    assertThat(mixed.partners()).containsExactlyInAnyOrder(plain.labels());
    double taken = 0;
    for (int i = 0; i < size; i++) {
      int partner = indexOf(mixed.partners()[i], plain.labels());
      for (int p = 0; p < images.imageSize(); p++) {
        float own = plain.values()[i * images.imageSize() + p];
        float other = plain.values()[partner * images.imageSize() + p];
        float value = mixed.values()[i * images.imageSize() + p];
        if (whole) {
          assertThat(value)
              .isEqualTo((float) mixed.share() * own + (float) (1 - mixed.share()) * other);
        } else {
          assertThat(value).isIn(own, other);
          taken += value != own ? 1 : 0;
        }
      }
    }
    // some values are equal in both images
    assertThat(taken / (size * images.imageSize())).isLessThanOrEqualTo(1 - mixed.share() + 1e-9);
  }

  private static int indexOf(int label, int[] labels) {
    int i = 0;
    while (labels[i] != label) {
      i++;
    }
    return i;
  }

  @Test
  void whereItIsOffEachImageIsItsOwnPartner() {
    BatchFeed.Batch batch = batch(images(10), 6, Mix.NONE, 1);
    assertThat(batch.partners()).isEqualTo(batch.labels());
    assertThat(batch.share()).isEqualTo(1);
  }

  @Test
  void whereBothAreOnEachComesInHalfOfTheBatches() {
    int sums = 0;
    for (int k = 0; k < 1000; k++) {
      Mixing mixing = Mixing.draw(new Mix(0.2, 1), 4, 8, 8, new SplittableRandom(k));
      sums += mixing.blend() instanceof Sum ? 1 : 0;
    }
    assertThat(sums).isBetween(430, 570); // standard deviation 15.8
  }

  @Test
  void aBatchThatIsUsedAgainForgetsThatItWasMixed() {
    Images images = images(10);
    BatchFeed.Batch batch = batch(images, 6, new Mix(1, 0), 1);
    Batches.inOrder(images, NORMALISATION, 6).fill(1, batch);
    assertThat(batch.count()).isEqualTo(4);
    assertThat(batch.share()).isEqualTo(1);
    assertThat(Arrays.copyOf(batch.partners(), 4)).containsExactly(6, 7, 8, 9);
  }

  @Test
  void betaHasTheMomentsAndQuantilesOfItsDefinition() {
    for (double a : new double[] {0.1, 0.2, 0.5, 1, 3}) {
      Draws draws = new Draws(7);
      double[] shares = new double[20_000];
      Arrays.setAll(shares, i -> draws.beta(a));
      assertThat(Arrays.stream(shares).boxed()).allMatch(share -> share >= 0 && share <= 1);
      double mean = Arrays.stream(shares).average().orElseThrow();
      double variance = Arrays.stream(shares).map(s -> (s - 0.5) * (s - 0.5)).sum() / shares.length;
      double expected = 1 / (4 * (2 * a + 1));
      assertThat(mean).isCloseTo(0.5, within(4 * Math.sqrt(expected / shares.length)));
      assertThat(variance).isCloseTo(expected, within(0.03 * expected));
    }
    assertDistribution(1, share -> share);
    assertDistribution(0.5, share -> 2 / Math.PI * Math.asin(Math.sqrt(share)));
    assertDistribution(2, share -> share * share * (3 - 2 * share));
  }

  /** Kolmogorov and Smirnov: the largest distance of 20,000 draws stays below 1.63 / sqrt(n). */
  private static void assertDistribution(double a, DoubleUnaryOperator cumulative) {
    Draws draws = new Draws(3);
    double[] shares = new double[20_000];
    Arrays.setAll(shares, i -> draws.beta(a));
    Arrays.sort(shares);
    double distance = 0;
    for (int i = 0; i < shares.length; i++) {
      double at = cumulative.applyAsDouble(shares[i]);
      distance = Math.max(distance, Math.abs(at - (i + 0.5) / shares.length));
    }
    assertThat(distance).isLessThan(1.63 / Math.sqrt(shares.length));
  }

  @Test
  void aTinyAlphaGivesNearlyAlwaysOneOfTheTwo() {
    Draws draws = new Draws(1);
    for (int i = 0; i < 1000; i++) {
      double share = draws.beta(1e-6);
      assertThat(Math.min(share, 1 - share)).isLessThan(1e-3);
    }
  }

  @Test
  void drawsAreTheSameOnEveryPlatform() {
    // made by this program, OpenJDK 17.0.15, x86-64; StrictMath alone is used
    Draws draws = new Draws(1);
    assertThat(new double[] {draws.beta(0.5), draws.beta(0.2), draws.normal()})
        .containsExactly(0.7306306487937059, 0.8388464003115503, -0.8429985677594016);
  }

  @Test
  void isReadAndWrittenLikeOtherRecords() {
    Documents documents = new Documents();
    assertThat(documents.readYaml("r", "{mixup: 0.5}", Mix.class)).isEqualTo(new Mix(0.5, 0));
    assertThat(documents.canonicalJson(new Mix(0, 1))).isEqualTo("{\"cutmix\":1.0}");
    assertThatThrownBy(() -> new Mix(-1, 0))
        .hasMessage("mix mixup must be 0, or finite and at least 1e-3, got mixup=-1.0");
    assertThatThrownBy(() -> new Mix(0, Double.NaN))
        .hasMessage("mix cutmix must be 0, or finite and at least 1e-3, got cutmix=NaN");
  }
}
