package io.archscape.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SoftmaxCrossEntropyTest {
  private static final int CLASSES = 4;
  private static final double SMOOTHING = 0.1;
  private final int[] labels = {0, 3, 2};
  private final float[] logits = logits();

  private static float[] logits() {
    Random random = new Random(3);
    float[] logits = new float[3 * CLASSES];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) (4 * random.nextGaussian());
    }
    return logits;
  }

  /** The slow obvious twin: -sum of target times log of softmax. */
  private static double slow(float[] logits, int[] labels) {
    double loss = 0;
    for (int i = 0; i < labels.length; i++) {
      double sum = 0;
      for (int k = 0; k < CLASSES; k++) {
        sum += Math.exp(logits[i * CLASSES + k]);
      }
      for (int k = 0; k < CLASSES; k++) {
        double target = SMOOTHING / CLASSES + (k == labels[i] ? 1 - SMOOTHING : 0);
        loss -= target * Math.log(Math.exp(logits[i * CLASSES + k]) / sum);
      }
    }
    return loss / labels.length;
  }

  @Test
  void lossIsTheMeanOfItsDefinition() {
    SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy(CLASSES, SMOOTHING);
    loss.count(logits, labels, labels.length);
    assertThat(loss.loss()).isCloseTo(slow(logits, labels), Offset.offset(1e-9));
  }

  @Test
  void gradientIsTheCentralDifference() {
    float[] gradient = new float[logits.length];
    new SoftmaxCrossEntropy(CLASSES, SMOOTHING)
        .countWithGradient(logits, labels, labels, 1, gradient);
    for (int i = 0; i < logits.length; i++) {
      float[] up = logits.clone();
      float[] down = logits.clone();
      up[i] += 1e-2f;
      down[i] -= 1e-2f;
      double numeric = (slow(up, labels) - slow(down, labels)) / ((double) up[i] - down[i]);
      assertThat((double) gradient[i]).isCloseTo(numeric, Offset.offset(1e-4));
    }
  }

  /**
   * By hand: probabilities .1 .2 .3 .4, wanted .75 of class 0 and .25 of class 3, smoothed by .1 to
   * .7 .025 .025 .25.
   */
  @Test
  void mixedImagesWantTheMixtureOfTheirSmoothedLabels() {
    float[] logits = {0, (float) Math.log(2), (float) Math.log(3), (float) Math.log(4)};
    float[] gradient = new float[CLASSES];
    SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy(CLASSES, SMOOTHING);
    loss.countWithGradient(logits, new int[] {0}, new int[] {3}, 0.75, gradient);
    assertThat(loss.loss()).isCloseTo(1.911217516, Offset.offset(1e-7));
    assertThat(gradient).containsExactly(new float[] {-.6f, .175f, .275f, .15f}, within(1e-6f));
    assertThat(loss.error()).as("class 3 is found, class 0 wanted").isEqualTo(1);
    loss.reset();
    loss.countWithGradient(logits, new int[] {0}, new int[] {3}, 0.25, gradient);
    assertThat(loss.error()).as("class 3 is wanted most").isZero();
  }

  @Test
  void countsOnlyTheRowsThatAreFilled() {
    SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy(2, 0);
    loss.count(new float[] {1, 0, 1, 0, 1, 0}, new int[] {0, 1, 1}, 2);
    assertThat(loss.error()).isEqualTo(0.5);
    loss.reset();
    loss.count(new float[] {1, 0}, new int[] {0}, 1);
    assertThat(loss.error()).isZero();
  }

  @Test
  void hugeLogitsDoNotOverflow() {
    SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy(2, 0);
    loss.count(new float[] {3e38f, 0}, new int[] {0}, 1);
    assertThat(loss.loss()).isZero();
  }
}
