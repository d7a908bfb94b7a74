package io.archscape.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class SyntheticTest {
  private static final int[] SIZES = {16, 32, 64};

  @Test
  void sameSeedGivesTheSameBytesOnEveryPlatform() {
    // made by this program, OpenJDK 17.0.15, x86-64; changes with the constants of Synthetic
    assertThat(Synthetic.train(200, 32, 1).checksum())
        .isEqualTo("4fe4cdb428006052e789f371c0fc20dd7466bb61888eeb1b4c9788735ad878f0");
    assertThat(Synthetic.train(200, 32, 1).checksum())
        .isNotEqualTo(Synthetic.train(200, 32, 2).checksum());
  }

  @Test
  void anImageDoesNotDependOnHowManyAreDrawn() {
    Images many = Synthetic.train(300, 16, 4);
    assertThat(many.range(0, 70).checksum()).isEqualTo(Synthetic.train(70, 16, 4).checksum());
  }

  @Test
  void theNumberOfThreadsDoesNotMatter() throws Exception {
    ForkJoinPool one = new ForkJoinPool(1);
    ForkJoinPool four = new ForkJoinPool(4);
    try {
      assertThat(one.submit(() -> Synthetic.train(300, 16, 4).checksum()).get())
          .isEqualTo(four.submit(() -> Synthetic.train(300, 16, 4).checksum()).get());
    } finally {
      one.shutdown();
      four.shutdown();
    }
  }

  @Test
  void noTestImageIsATrainingImage() {
    Images train = Synthetic.train(500, 16, 1);
    Images test = Synthetic.test(500, 16, 1);
    for (int i = 0; i < 500; i++) {
      assertThat(train.range(i, i + 1).checksum()).isNotEqualTo(test.range(i, i + 1).checksum());
    }
  }

  @Test
  void classesAreBalancedAtEverySize() {
    for (int size : SIZES) {
      Images images = Synthetic.train(100, size, 1);
      int[] count = new int[10];
      for (int i = 0; i < images.count(); i++) {
        count[images.label(i)]++;
      }
      assertThat(count).hasSize(images.classes().size()).containsOnly(10);
      assertThat(images.width()).isEqualTo(size);
    }
  }

  @Test
  void classesAreNamedByWhatTheyShow() {
    assertThat(Synthetic.CLASSES)
        .containsExactly(
            "disc",
            "ring",
            "square",
            "triangle",
            "cross",
            "star",
            "stripes",
            "checker",
            "dots",
            "zigzag");
  }

  /** Softmax regression on the pixels: what colour and position alone give away. */
  @Test
  void aLinearModelIsWrongMostOfTheTime() {
    Images train = Synthetic.train(4000, 16, 1);
    Images test = Synthetic.test(1000, 16, 1);
    double error = new LinearModel(train, 10).error(test);
    assertThat(error)
        .as(() -> String.format(Locale.ROOT, "error of a linear model: %.3f", error))
        .isGreaterThan(0.6);
  }

  /** The model above does learn where the mean colour tells the class. */
  @Test
  void aLinearModelIsRightWhereColourTellsTheClass() {
    Images shapes = Synthetic.train(1000, 16, 1);
    byte[] pixels = new byte[1000 * shapes.imageSize()];
    byte[] labels = new byte[1000];
    for (int i = 0; i < 1000; i++) {
      labels[i] = (byte) (shapes.label(i) % 2);
      shapes.copy(i, pixels, i * shapes.imageSize());
      for (int p = i * shapes.imageSize(); p < (i + 1) * shapes.imageSize(); p++) {
        pixels[p] = (byte) (Byte.toUnsignedInt(pixels[p]) / 3 + 120 * labels[i]);
      }
    }
    Images tinted = Images.of(16, 16, 3, List.of("dark", "bright"), pixels, labels);
    double error = new LinearModel(tinted.range(0, 800), 3).error(tinted.range(800, 1000));
    assertThat(error).isLessThan(0.1);
  }

  @Test
  void theNearestClassMeanIsWrongMostOfTheTime() {
    Images train = Synthetic.train(2000, 32, 1);
    Images test = Synthetic.test(500, 32, 1);
    double[][] means = new double[10][train.imageSize() + 1];
    for (int i = 0; i < train.count(); i++) {
      double[] x = LinearModel.values(train, i);
      for (int p = 0; p < x.length; p++) {
        means[train.label(i)][p] += x[p] / (train.count() / 10);
      }
    }
    int wrong = 0;
    for (int i = 0; i < test.count(); i++) {
      wrong += nearest(means, LinearModel.values(test, i)) == test.label(i) ? 0 : 1;
    }
    assertThat(wrong / 500.0).isGreaterThan(0.6);
  }

  private static int nearest(double[][] means, double[] x) {
    int best = 0;
    double least = Double.MAX_VALUE;
    for (int k = 0; k < means.length; k++) {
      double distance = 0;
      for (int p = 0; p < x.length; p++) {
        distance += (x[p] - means[k][p]) * (x[p] - means[k][p]);
      }
      if (distance < least) {
        least = distance;
        best = k;
      }
    }
    return best;
  }

  @Test
  void saysWhatMustHold() {
    assertThatThrownBy(() -> Synthetic.train(1, 8, 1))
        .hasMessage("size of shapes must be 16 to 64, got size=8");
    assertThatThrownBy(() -> Synthetic.train(0, 32, 1))
        .hasMessageStartingWith("count of shapes must be 1 to ");
  }
}
