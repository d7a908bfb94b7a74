package io.archscape.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Each operation against the obvious one, on parts in the middle of larger buffers. */
class VectorsTest {
  private static final int LENGTH = 37;
  private static final Offset<Float> CLOSE = Offset.offset(1e-6f);

  private final Buffer flat = Buffer.create(200);
  private final Buffer x = flat.part(48, LENGTH);
  private final Buffer y = flat.part(112, LENGTH);

  VectorsTest() {
    SplittableRandom random = new SplittableRandom(1);
    float[] noise = new float[200];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) random.nextDouble(0.1, 2);
    }
    flat.write(noise);
  }

  private interface Element {
    float of(float x, float y);
  }

  /** Runs, and holds y, or else x, against what it was; everything else must be as before. */
  private void gives(Runnable work, Element ofX, Element ofY) {
    float[] before = flat.toArray();
    work.run();
    float[] after = flat.toArray();
    for (int i = 0; i < before.length; i++) {
      float expected = before[i];
      if (i >= 48 && i < 48 + LENGTH) {
        expected = ofX.of(before[i], before[i + 64]);
      } else if (i >= 112 && i < 112 + LENGTH) {
        expected = ofY.of(before[i - 64], before[i]);
      }
      assertThat(after[i]).as("element %d", i).isCloseTo(expected, CLOSE);
    }
  }

  @Test
  void partsAreScaledAddedAndCopied() {
    gives(() -> Vectors.scale(x, -0.5), (a, b) -> -0.5f * a, (a, b) -> b);
    gives(() -> Vectors.add(y, 0.25, x), (a, b) -> a, (a, b) -> b + 0.25f * a);
    gives(() -> Vectors.copy(x, y), (a, b) -> a, (a, b) -> a);
  }

  @Test
  void boundOperationsRunMoreThanOnce() {
    Runnable shift = Vectors.shift(x, 0.5);
    Runnable square = Vectors.square(x, y);
    Runnable root = Vectors.root(x, y);
    Runnable quotient = Vectors.quotient(x, y, y);
    for (int i = 0; i < 2; i++) {
      gives(shift, (a, b) -> a + 0.5f, (a, b) -> b);
      gives(square, (a, b) -> a, (a, b) -> a * a);
      gives(root, (a, b) -> a, (a, b) -> (float) Math.sqrt(a));
      gives(quotient, (a, b) -> a, (a, b) -> a / b);
    }
  }

  @Test
  void normIsThatOfDoubles() {
    try (Buffer large = Buffer.create(1_000_003)) {
      SplittableRandom random = new SplittableRandom(2);
      float[] noise = new float[1_000_003];
      double squares = 0;
      for (int i = 0; i < noise.length; i++) {
        noise[i] = (float) random.nextDouble(-1, 1);
        squares += (double) noise[i] * noise[i];
      }
      large.write(noise);
      double norm = Vectors.norm(large);
      assertThat(norm / Math.sqrt(squares)).isCloseTo(1, Offset.offset(1e-5));
      assertThat(Vectors.norm(large)).isEqualTo(norm);
    }
    assertThat(Vectors.norm(Buffer.create(5))).isZero();
  }
}
