package io.archscape.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SplitTest {
  private static final Normalisation ONE = new Normalisation(List.of(1.0), List.of(2.0));

  private static Images images(int height, int... values) {
    byte[] pixels = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      pixels[i] = (byte) values[i];
    }
    byte[] labels = new byte[values.length / height];
    return Images.of(height, 1, 1, List.of("a", "b"), pixels, labels);
  }

  @Test
  void theChecksumIsOfAllThatATrainingSees() {
    Images train = images(2, 1, 2, 3, 4);
    Images validation = images(2, 5, 6);
    byte[] other = {0, 1};
    Images labelled = Images.of(2, 1, 1, List.of("a", "b"), new byte[] {1, 2, 3, 4}, other);
    Set<String> sums = new TreeSet<>();
    for (Split split :
        List.of(
            new Split(train, validation, ONE),
            new Split(images(2, 1, 2, 3, 5), validation, ONE),
            new Split(images(2, 3, 4, 1, 2), validation, ONE),
            new Split(images(1, 1, 2, 3, 4), validation, ONE),
            new Split(train, images(2, 5, 7), ONE),
            new Split(images(2, 1, 2), images(2, 3, 4, 5, 6), ONE),
            new Split(labelled, validation, ONE),
            new Split(validation, train, ONE),
            new Split(train, validation, new Normalisation(List.of(1.0), List.of(3.0))),
            new Split(
                train, validation, new Normalisation(List.of(Math.nextUp(1.0)), List.of(2.0))))) {
      assertThat(split.sha256()).matches("[0-9a-f]{64}");
      sums.add(split.sha256());
    }
    assertThat(sums).hasSize(10);
  }

  @Test
  void theSameImagesInOtherArraysHaveTheSameChecksum() {
    Images all = Synthetic.train(60, 16, 1);
    Split split = Dataset.of("set", all, all, Cifar.NORMALISATION).split(30, 20, 5);
    assertThat(split.packed().sha256()).isEqualTo(split.sha256());
    assertThat(Dataset.of("set", all, all, Cifar.NORMALISATION).split(30, 20, 6).sha256())
        .isNotEqualTo(split.sha256());
  }

  @Test
  void theChecksumCanBeRecomputedElsewhere() {
    // the text that Split describes, by hashlib of Python 3
    assertThat(new Split(images(2, 1, 2, 3, 4), images(2, 5, 6), ONE).sha256())
        .isEqualTo("bc240c1c49b8770e85ffdd70adcfc80080bec1213a6c30012a2afb6d017da3c1");
  }
}
