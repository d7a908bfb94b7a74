package io.archscape.engine.x86;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.archscape.engine.onednn.OneDnnKernels;
import java.util.Random;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By the definition, and on statistics that are hard for sums of squares. */
class BlockNormTest {
  private static final int LANES = 8;

  /** Output and gradients by the definition, in double. */
  @ParameterizedTest
  @CsvSource({"3,1", "5,2", "1,6", "7,9", "3,63", "3,64", "2,100", "5,131"})
  void isWhatTheDefinitionSays(int images, int positions) {
    assumeTrue(ableHere(), "skipped: no AVX2 here");
    check(new BlockNorm(LANES, LANES, images, 2, positions, true));
    if (OneDnnKernels.instructions().equals("avx512")) {
      check(new BlockNorm(LANES, 2 * LANES, images, 2, positions, true));
    }
  }

  private static boolean ableHere() {
    return OneDnnKernels.obstacle().isEmpty()
        && MachineCode.obstacle().isEmpty()
        && OneDnnKernels.instructions().startsWith("avx");
  }

  private static void check(BlockNorm norm) {
    int channels = norm.blocks() * LANES;
    int map = norm.positions() * LANES;
    int count = norm.images() * norm.positions();
    Random random = new Random(4);
    float[] x = new float[norm.images() * norm.blocks() * map];
    float[] dy = new float[x.length];
    float[] of = new float[6 * channels]; // gamma, beta, mean, variance and two gradients
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.nextGaussian();
      dy[i] = (float) random.nextGaussian();
    }
    for (int c = 0; c < channels; c++) {
      of[c] = 1 + random.nextFloat();
      of[channels + c] = random.nextFloat() - 0.5f;
    }
    float[] y = new float[x.length];
    float[] dx = new float[x.length];
    float[] given = of.clone();
    run(norm, x, dy, y, dx, of);
    for (int c = 0; c < channels; c++) {
      double mean = 0;
      double squares = 0;
      for (int i = 0; i < count; i++) {
        mean += x[at(norm, c, i)] / (double) count;
      }
      for (int i = 0; i < count; i++) {
        squares += Math.pow(x[at(norm, c, i)] - mean, 2) / count;
      }
      double deviation = Math.sqrt(squares + 1e-5);
      double byBeta = 0;
      double byGamma = 0;
      for (int i = 0; i < count; i++) {
        double normal = (x[at(norm, c, i)] - mean) / deviation;
        double out = normal * given[c] + given[channels + c];
        assertThat((double) y[at(norm, c, i)]).isCloseTo(Math.max(0, out), within(1e-4));
        byBeta += out > 0 ? dy[at(norm, c, i)] : 0;
        byGamma += out > 0 ? dy[at(norm, c, i)] * normal : 0;
      }
      assertThat((double) of[4 * channels + c]).isCloseTo(byGamma, within(1e-3));
      assertThat((double) of[5 * channels + c]).isCloseTo(byBeta, within(1e-3));
      for (int i = 0; i < count; i++) {
        double normal = (x[at(norm, c, i)] - mean) / deviation;
        boolean passed = normal * given[c] + given[channels + c] > 0;
        double masked = passed ? dy[at(norm, c, i)] : 0;
        double wanted = given[c] / deviation * (masked - byBeta / count - normal * byGamma / count);
        assertThat((double) dx[at(norm, c, i)]).isCloseTo(wanted, within(2e-3));
      }
    }
  }

  private static int at(BlockNorm norm, int channel, int position) {
    int image = position / norm.positions();
    int block = image * norm.blocks() + channel / LANES;
    return (block * norm.positions() + position % norm.positions()) * LANES + channel % LANES;
  }

  private static void run(
      BlockNorm norm, float[] x, float[] dy, float[] y, float[] dx, float[] of) {
    long vector = (long) norm.blocks() * LANES * Float.BYTES;
    try (CodeLibrary library = new CodeLibrary();
        FloatPointer xs = new FloatPointer(x);
        FloatPointer dys = new FloatPointer(dy);
        FloatPointer ys = new FloatPointer(y);
        FloatPointer dxs = new FloatPointer(dx);
        FloatPointer all = new FloatPointer(of);
        FloatPointer numbers = new FloatPointer(norm.numbers(1e-5))) {
      long at = all.address();
      BlockNorm.Channels channels =
          new BlockNorm.Channels(
              at, at + vector, at + 2 * vector, at + 3 * vector, numbers.address());
      try (BlockKernel forward = norm.forward(library, 2, xs.address(), ys.address(), channels);
          BlockKernel backward =
              norm.backward(
                  library,
                  2,
                  xs.address(),
                  dys.address(),
                  dxs.address(),
                  channels,
                  at + 4 * vector,
                  at + 5 * vector)) {
        for (int part = 0; part < forward.parts(); part++) {
          forward.run(part);
        }
        for (int part = 0; part < backward.parts(); part++) {
          backward.run(part);
        }
      }
      ys.get(y);
      dxs.get(dx);
      all.get(of);
    }
  }

  /** Of numbers around 1000 with deviation 1, a sum of squares in float keeps no digit of it. */
  @Test
  void aLargeMeanCostsNoDigitsOfTheVariance() {
    assumeTrue(ableHere(), "skipped: no AVX2 here");
    int images = 16;
    int positions = 100;
    Random random = new Random(3);
    float[] x = new float[images * positions * LANES];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (1000 + random.nextGaussian());
    }
    float[] channels = new float[4 * LANES]; // gamma, beta, mean, variance
    java.util.Arrays.fill(channels, 0, LANES, 1);
    BlockNorm norm = new BlockNorm(LANES, LANES, images, 1, positions, false);
    try (CodeLibrary library = new CodeLibrary();
        FloatPointer from = new FloatPointer(x);
        FloatPointer to = new FloatPointer(new float[x.length]);
        FloatPointer of = new FloatPointer(channels);
        FloatPointer numbers = new FloatPointer(norm.numbers(1e-5))) {
      long at = of.address();
      long vector = (long) LANES * Float.BYTES;
      BlockNorm.Channels all =
          new BlockNorm.Channels(
              at, at + vector, at + 2 * vector, at + 3 * vector, numbers.address());
      try (BlockKernel kernel = norm.forward(library, 1, from.address(), to.address(), all)) {
        kernel.run(0);
      }
      of.get(channels);
    }
    for (int lane = 0; lane < LANES; lane++) {
      double sum = 0;
      double squares = 0;
      for (int i = lane; i < x.length; i += LANES) {
        sum += x[i] - 1000.0;
        squares += (x[i] - 1000.0) * (x[i] - 1000.0);
      }
      double n = images * positions;
      double variance = squares / n - sum / n * (sum / n);
      assertThat((double) channels[2 * LANES + lane]).isCloseTo(1000 + sum / n, within(1e-4));
      assertThat((double) channels[3 * LANES + lane]).isCloseTo(variance, within(1e-4 * variance));
    }
  }
}
