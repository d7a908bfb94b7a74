package io.archscape.engine.x86;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.archscape.engine.onednn.OneDnnKernels;
import java.util.Random;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.Test;

/** Statistics that are hard for sums of squares; the rest is in the contract of all kernels. */
class BlockNormTest {
  private static final int LANES = 8;

  /** Of numbers around 1000 with deviation 1, a sum of squares in float keeps no digit of it. */
  @Test
  void aLargeMeanCostsNoDigitsOfTheVariance() {
    assumeTrue(
        OneDnnKernels.obstacle().isEmpty()
            && MachineCode.obstacle().isEmpty()
            && OneDnnKernels.instructions().startsWith("avx"),
        "skipped: no AVX2 here");
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
