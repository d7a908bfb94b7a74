package io.archscape.engine.x86;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.archscape.engine.onednn.OneDnnKernels;
import java.util.Arrays;
import java.util.Random;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * By the definition, with blocks that are filled and that are not, on maps of odd and even sizes.
 */
class BlockGatesTest {
  private static final int IMAGES = 3;
  private static final float UNTOUCHED = 77;

  @ParameterizedTest
  @CsvSource({"8,4", "16,1", "11,9", "21,2", "3,30", "32,64"})
  void isWhatTheDefinitionSays(int channels, int positions) {
    String instructions =
        OneDnnKernels.obstacle().isEmpty() ? OneDnnKernels.instructions() : "none";
    assumeTrue(
        MachineCode.obstacle().isEmpty() && instructions.startsWith("avx"),
        "skipped: no AVX2 here");
    check(new Maps(8, channels, positions));
    if (instructions.equals("avx512")) {
      check(new Maps(16, channels, positions));
    }
  }

  private static void check(Maps maps) {
    for (int parts = 1; parts <= 2; parts++) {
      maps.run(parts);
    }
  }

  /** Activations of some images and what follows from them. */
  private static final class Maps {
    private final BlockGates gates;
    private final int channels;
    private final int positions;
    private final float[] x;
    private final float[] dy;
    private final float[] gate;
    private final double[] y;
    private final double[] dx;
    private final double[] shared;
    private final double[] dgate;
    private final double[] mean;

    Maps(int vector, int channels, int positions) {
      this.channels = channels;
      this.positions = positions;
      gates = new BlockGates(vector, IMAGES, channels, positions);
      int size = IMAGES * ((channels + 7) / 8) * 8 * positions;
      x = new float[size];
      dy = new float[size];
      y = new double[size];
      dx = new double[size];
      shared = new double[size];
      gate = new float[IMAGES * channels];
      dgate = new double[gate.length];
      mean = new double[gate.length];
      Random random = new Random(2);
      for (int i = 0; i < gate.length; i++) {
        gate[i] = random.nextFloat();
        for (int p = 0; p < positions; p++) {
          int at = at(i, p);
          x[at] = random.nextFloat() - 0.5f;
          dy[at] = random.nextFloat() - 0.5f;
          y[at] = (double) x[at] * gate[i];
          dx[at] = (double) dy[at] * gate[i];
          shared[at] = (double) gate[i] / positions;
          dgate[i] += (double) x[at] * dy[at];
          mean[i] += (double) x[at] / positions;
        }
      }
    }

    private int at(int number, int position) {
      int c = number % channels;
      int block = number / channels * ((channels + 7) / 8) + c / 8;
      return (block * positions + position) * 8 + c % 8;
    }

    void run(int parts) {
      try (CodeLibrary library = new CodeLibrary();
          FloatPointer xs = new FloatPointer(x);
          FloatPointer dys = new FloatPointer(dy);
          FloatPointer numbers = new FloatPointer(gate);
          FloatPointer maps = new FloatPointer(new float[x.length]);
          FloatPointer sums = new FloatPointer(new float[gate.length + 8])) {
        run(gates.scale(library, parts, xs.address(), numbers.address(), maps.address()));
        assertNear(maps, y);
        clear(sums);
        run(
            gates.scaleBackward(
                library,
                parts,
                xs.address(),
                numbers.address(),
                dys.address(),
                maps.address(),
                sums.address()));
        assertNear(maps, dx);
        assertSums(sums, dgate);
        clear(sums);
        run(gates.mean(library, parts, xs.address(), sums.address()));
        assertSums(sums, mean);
        run(gates.meanBackward(library, parts, numbers.address(), maps.address()));
        assertNear(maps, shared);
      }
    }

    private static void run(BlockKernel kernel) {
      try (kernel) {
        for (int part = 0; part < kernel.parts(); part++) {
          kernel.run(part);
        }
      }
    }

    private static void clear(FloatPointer numbers) {
      float[] values = new float[(int) numbers.limit()];
      Arrays.fill(values, UNTOUCHED);
      numbers.put(values);
    }

    private static void assertNear(FloatPointer actual, double[] expected) {
      float[] values = new float[expected.length];
      actual.get(values);
      for (int i = 0; i < expected.length; i++) {
        assertThat((double) values[i]).as("number %d", i).isCloseTo(expected[i], within(1e-5));
      }
    }

    /** Nothing is written beyond the last number. */
    private static void assertSums(FloatPointer actual, double[] expected) {
      assertNear(actual, expected);
      for (long i = expected.length; i < actual.limit(); i++) {
        assertThat(actual.get(i)).isEqualTo(UNTOUCHED);
      }
    }
  }
}
