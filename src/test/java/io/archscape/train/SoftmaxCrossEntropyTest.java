package io.archscape.train;

import static org.assertj.core.api.Assertions.assertThat;

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
    new SoftmaxCrossEntropy(CLASSES, SMOOTHING).countWithGradient(logits, labels, gradient);
    for (int i = 0; i < logits.length; i++) {
      float[] up = logits.clone();
      float[] down = logits.clone();
      up[i] += 1e-2f;
      down[i] -= 1e-2f;
      double numeric = (slow(up, labels) - slow(down, labels)) / ((double) up[i] - down[i]);
      assertThat((double) gradient[i]).isCloseTo(numeric, Offset.offset(1e-4));
    }
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
