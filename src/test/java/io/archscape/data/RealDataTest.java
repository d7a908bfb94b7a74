package io.archscape.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads the real files where {@code ARCHSCAPE_TEST_DATA} names their folder. */
class RealDataTest {
  private static final String FOLDER = System.getenv().getOrDefault("ARCHSCAPE_TEST_DATA", "");

  @BeforeEach
  void needsTheFiles() {
    assumeTrue(
        !FOLDER.isEmpty(),
        "skipped: set ARCHSCAPE_TEST_DATA to a folder with cifar-10-batches-bin/ and mnist/");
  }

  private static Dataset open(String name) {
    return Datasets.open(DataSpec.of(name, 100, 100, 1), DataFolders.only(Path.of(FOLDER)));
  }

  private static long count(Images images, int label) {
    return IntStream.range(0, images.count()).filter(i -> images.label(i) == label).count();
  }

  @Test
  void cifarHasTheNormalisationThatIsStated() {
    Dataset cifar = open("cifar10");
    assertThat(cifar.train().count()).isEqualTo(50_000);
    assertThat(cifar.test().count()).isEqualTo(10_000);
    Normalisation measured = Normalisation.of(cifar.train());
    for (int c = 0; c < 3; c++) {
      // the stated std of pycls is of the whole set too; half a unit is for files of JPEG origin
      assertThat(measured.mean().get(c)).isCloseTo(cifar.normalisation().mean().get(c), within(.5));
      assertThat(measured.std().get(c)).isCloseTo(cifar.normalisation().std().get(c), within(.5));
    }
    for (int label = 0; label < 10; label++) {
      assertThat(count(cifar.train(), label)).isEqualTo(5_000);
      assertThat(count(cifar.test(), label)).isEqualTo(1_000);
    }
  }

  @Test
  void mnistHasItsKnownMeanAndDeviation() {
    Dataset mnist = open("mnist");
    assertThat(mnist.train().count()).isEqualTo(60_000);
    assertThat(mnist.test().count()).isEqualTo(10_000);
    // 0.1307 and 0.3081 of 255: the numbers of PyTorch's MNIST example
    assertThat(mnist.normalisation().mean().get(0)).isCloseTo(0.1307 * 255, within(0.02));
    assertThat(mnist.normalisation().std().get(0)).isCloseTo(0.3081 * 255, within(0.02));
    // 5923 zeros and 6742 ones: LeCun's training set
    assertThat(count(mnist.train(), 0)).isEqualTo(5923);
    assertThat(count(mnist.train(), 1)).isEqualTo(6742);
  }
}
