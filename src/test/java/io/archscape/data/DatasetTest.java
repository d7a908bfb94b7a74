package io.archscape.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.InputException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatasetTest {
  private static final int COUNT = 200;

  /** Image i is the one pixel i. */
  private static Dataset pixels() {
    byte[] pixels = new byte[COUNT];
    for (int i = 0; i < COUNT; i++) {
      pixels[i] = (byte) i;
    }
    Images train = Images.of(1, 1, 1, List.of("a"), pixels, new byte[COUNT]);
    return Dataset.of(
        "pixels", train, train.range(0, 1), new Normalisation(List.of(0.0), List.of(1.0)));
  }

  private static List<Integer> ids(Images images) {
    return IntStream.range(0, images.count()).map(i -> images.pixel(i, 0, 0, 0)).boxed().toList();
  }

  @Test
  void trainingAndValidationAreDisjointAndAsManyAsAskedFor() {
    Split split = pixels().split(150, 50, 7);
    Set<Integer> all = new HashSet<>(ids(split.train()));
    all.addAll(ids(split.validation()));
    assertThat(split.train().count()).isEqualTo(150);
    assertThat(split.validation().count()).isEqualTo(50);
    assertThat(all).hasSize(COUNT);
  }

  @Test
  void sameSeedSameSplitAnotherSeedAnother() {
    assertThat(ids(pixels().split(100, 50, 7).train()))
        .isEqualTo(ids(pixels().split(100, 50, 7).train()))
        .isNotEqualTo(ids(pixels().split(100, 50, 8).train()));
  }

  @Test
  void moreTrainingImagesKeepTheValidationImagesAndTheFirstOnes() {
    Split small = pixels().split(60, 50, 7);
    Split large = pixels().split(150, 50, 7);
    assertThat(ids(small.validation())).isEqualTo(ids(large.validation()));
    assertThat(ids(small.train())).isEqualTo(ids(large.train()).subList(0, 60));
  }

  @Test
  void tooManyAskedSaysHowManyThereAre() {
    assertThatThrownBy(() -> pixels().split(190, 20, 7))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "train + validation must be at most the 200 training images of pixels,"
                + " got 190 + 20 = 210");
  }

  @Test
  void packingASplitKeepsItsImages() {
    Split split = pixels().split(60, 50, 7);
    assertThat(ids(split.packed().train())).isEqualTo(ids(split.train()));
    assertThat(ids(split.packed().validation())).isEqualTo(ids(split.validation()));
  }
}
