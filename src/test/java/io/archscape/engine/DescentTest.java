package io.archscape.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.archscape.engine.x86.DescentKernel;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Machine code and Java's loop move parameters to the same bits. */
class DescentTest {
  private static final int LENGTH = 48;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void bothRoundAlike(boolean nesterov) {
    assumeTrue(DescentKernel.able(LENGTH), "skipped: no machine code here");
    assertThat(moved(false, nesterov)).isEqualTo(moved(true, nesterov));
  }

  /** Two steps by the definition, in double. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void isWhatTheDefinitionSays(boolean nesterov) {
    double[] numbers = random();
    double mu = 0.9;
    for (int i = 0; i < LENGTH; i++) {
      double w = numbers[i];
      double g = numbers[LENGTH + i];
      double v = 0;
      for (int step = 0; step < 2; step++) {
        double d = g + 0.01 * w;
        v = mu * v + (step == 0 ? 1 : 0.7) * d;
        w -= 0.1 * (nesterov ? d + mu * v : v);
      }
      assertThat((double) moved(true, nesterov)[i])
          .isCloseTo(w, org.assertj.core.api.Assertions.within(1e-5));
    }
  }

  private static double[] random() {
    return new Random(5).doubles(2 * LENGTH, -1, 1).toArray();
  }

  private static float[] moved(boolean inJava, boolean nesterov) {
    double[] numbers = random();
    float[] weights = new float[LENGTH];
    float[] gradients = new float[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      weights[i] = (float) numbers[i];
      gradients[i] = (float) numbers[LENGTH + i];
    }
    try (Buffer w = Buffer.create(LENGTH);
        Buffer g = Buffer.create(LENGTH);
        Buffer v = Buffer.create(LENGTH);
        Vectors.Descent descent =
            inJava
                ? new JavaDescent(w, g, v, 0.01, 0.9, nesterov)
                : Vectors.descent(w, g, v, 0.01, 0.9, nesterov)) {
      w.write(weights);
      for (int step = 0; step < 2; step++) {
        g.write(gradients);
        descent.step(step == 0 ? 1 : 0.7, 0.1);
      }
      return w.toArray();
    }
  }
}
