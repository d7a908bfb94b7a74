package io.archscape.engine.x86;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.archscape.engine.onednn.OneDnnKernels;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Output and both gradients against the definition, in double, on maps of all kinds. */
class BlockConvTest {
  private static final int[][] MAPS = {{1, 1}, {2, 2}, {3, 3}, {4, 4}, {5, 7}, {1, 9}, {3, 29}};

  /** In blocks of 16, which only are chosen where somebody asks for them. */
  private static final int[][] FEW_MAPS = {{2, 2}, {5, 7}};

  @BeforeAll
  static void hasVectors() {
    assumeTrue(lanes().length > 0, "skipped: a processor without AVX2");
  }

  private static int[] lanes() {
    if (OneDnnKernels.obstacle().isPresent() || MachineCode.obstacle().isPresent()) {
      return new int[0];
    }
    return switch (OneDnnKernels.instructions()) {
      case "avx512" -> new int[] {8, 16};
      case "avx2" -> new int[] {8};
      default -> new int[0];
    };
  }

  static List<BlockConv> convolutions() {
    List<BlockConv> all = new ArrayList<>();
    for (int lanes : lanes()) {
      for (int vector : lanes()) {
        if (lanes <= vector) {
          all.addAll(convolutions(lanes, vector));
        }
      }
    }
    return all;
  }

  private static List<BlockConv> convolutions(int lanes, int vector) {
    List<BlockConv> all = new ArrayList<>();
    for (int kernel : new int[] {1, 3}) { // more than stays near: images are taken some at a time
      all.add(new BlockConv(lanes, vector, 2, 40, 24, 1, false, 16, 24, kernel, kernel, 1));
      all.add(new BlockConv(lanes, vector, 2, 24, 24, 24, false, 32, 64, kernel, kernel, 1));
    }
    for (int[] map : lanes == 8 ? MAPS : FEW_MAPS) {
      for (int kernel : new int[] {1, 3, 5}) {
        for (int stride : new int[] {1, 2}) {
          all.addAll(convolutions(lanes, vector, map, kernel, stride));
        }
      }
    }
    return all;
  }

  private static List<BlockConv> convolutions(
      int lanes, int vector, int[] map, int kernel, int stride) {
    int half = 3 * lanes / 2;
    int[][] channels = {
      {half, half, half}, // in, out, groups
      {half, half, half / 2},
      {half, half, half / 4},
      {2 * lanes, 2 * lanes, 2},
      {3 * lanes, 3 * lanes, 3},
      {2 * lanes, 4 * lanes, 2},
      {lanes + 3, 2 * lanes, 1},
      {lanes, 7 * lanes, 1},
      {2 * lanes + 1, half, 1}
    };
    List<BlockConv> all = new ArrayList<>();
    for (int[] each : channels) {
      all.add(
          new BlockConv(
              lanes, vector, 3, each[0], each[1], each[2], false, map[0], map[1], kernel, kernel,
              stride));
    }
    all.add(
        new BlockConv(lanes, vector, 2, 3, lanes, 1, true, map[0], map[1], kernel, kernel, stride));
    return all;
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void isWhatTheDefinitionSays(BlockConv conv) {
    assertThat(conv.able()).isTrue();
    Arrays of = new Arrays(conv);
    for (int parts = 1; parts <= 3; parts++) { // by any number of threads
      assertNear(of.y, of.forward(parts));
      assertNear(of.dw, of.backwardWeights(parts));
      if (!conv.plain()) {
        assertNear(of.dx, of.backwardData(parts));
      }
    }
  }

  private static void assertNear(double[] expected, float[] actual) {
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i])
          .as("number %d", i)
          .isCloseTo(expected[i], within(1e-4 * Math.max(1, Math.abs(expected[i]))));
    }
  }

  /** Random arrays of one convolution, and what follows from them. */
  private static final class Arrays {
    private final BlockConv conv;
    private final Random random = new Random(1);
    private final int outHeight;
    private final int outWidth;
    private final int rowOut;
    private final int rowIn;
    private final float[] x;
    private final float[] w;
    private final float[] exchanged;
    private final float[] bias;
    private final float[] gradient;
    private final double[] y;
    private final double[] dx;
    private final double[] dw;

    Arrays(BlockConv conv) {
      this.conv = conv;
      outHeight = (conv.height() - 1) / conv.stride() + 1;
      outWidth = (conv.width() - 1) / conv.stride() + 1;
      rowOut = padded(conv.out());
      rowIn = padded(conv.in());
      int map = conv.height() * conv.width();
      x = new float[conv.images() * map * (conv.plain() ? conv.in() : rowIn)];
      w = new float[taps() * groupIn() * rowOut];
      exchanged = new float[taps() * groupOut() * rowIn];
      bias = new float[rowOut];
      gradient = new float[conv.images() * outHeight * outWidth * rowOut];
      y = new double[gradient.length];
      dx = new double[x.length];
      dw = new double[w.length];
      fill();
      define();
    }

    private int padded(int channels) {
      return (channels + conv.lanes() - 1) / conv.lanes() * conv.lanes();
    }

    private int taps() {
      return conv.kernelHeight() * conv.kernelWidth();
    }

    private int groupIn() {
      return conv.in() / conv.groups();
    }

    private int groupOut() {
      return conv.out() / conv.groups();
    }

    private int at(int n, int c, int h, int width, int height, int row, int channels) {
      int blocks = padded(channels) / conv.lanes();
      int block = n * blocks + c / conv.lanes();
      return ((block * height + h) * width + row) * conv.lanes() + c % conv.lanes();
    }

    private int input(int n, int c, int h, int w) {
      return conv.plain()
          ? ((n * conv.height() + h) * conv.width() + w) * conv.in() + c
          : at(n, c, h, conv.width(), conv.height(), w, conv.in());
    }

    private int output(int n, int c, int h, int w) {
      return at(n, c, h, outWidth, outHeight, w, conv.out());
    }

    private float next() {
      return random.nextFloat() - 0.5f;
    }

    private void fill() {
      for (int n = 0; n < conv.images(); n++) {
        for (int c = 0; c < conv.in(); c++) {
          for (int i = 0; i < conv.height() * conv.width(); i++) {
            x[input(n, c, i / conv.width(), i % conv.width())] = next();
          }
        }
        for (int c = 0; c < conv.out(); c++) {
          for (int i = 0; i < outHeight * outWidth; i++) {
            gradient[output(n, c, i / outWidth, i % outWidth)] = next();
          }
        }
      }
      for (int tap = 0; tap < taps(); tap++) {
        for (int i = 0; i < groupIn(); i++) {
          for (int c = 0; c < conv.out(); c++) {
            float weight = next();
            w[(tap * groupIn() + i) * rowOut + c] = weight;
            int in = c / groupOut() * groupIn() + i;
            exchanged[(tap * groupOut() + c % groupOut()) * rowIn + in] = weight;
          }
        }
      }
      for (int c = 0; c < conv.out(); c++) {
        bias[c] = next();
      }
    }

    private void define() {
      for (int n = 0; n < conv.images(); n++) {
        for (int c = 0; c < conv.out(); c++) {
          for (int i = 0; i < outHeight * outWidth; i++) {
            define(n, c, i / outWidth, i % outWidth);
          }
        }
      }
    }

    private void define(int n, int c, int h, int width) {
      int out = output(n, c, h, width);
      double sum = bias[c];
      for (int tap = 0; tap < taps(); tap++) {
        int row = h * conv.stride() + tap / conv.kernelWidth() - (conv.kernelHeight() - 1) / 2;
        int column =
            width * conv.stride() + tap % conv.kernelWidth() - (conv.kernelWidth() - 1) / 2;
        if (row < 0 || column < 0 || row >= conv.height() || column >= conv.width()) {
          continue;
        }
        for (int i = 0; i < groupIn(); i++) {
          int in = input(n, c / groupOut() * groupIn() + i, row, column);
          int weight = (tap * groupIn() + i) * rowOut + c;
          sum += x[in] * (double) w[weight];
          dx[in] += gradient[out] * (double) w[weight];
          dw[weight] += gradient[out] * (double) x[in];
        }
      }
      y[out] = Math.max(0, sum);
    }

    float[] forward(int parts) {
      try (CodeLibrary library = new CodeLibrary();
          FloatPointer from = new FloatPointer(x);
          FloatPointer weights = new FloatPointer(w);
          FloatPointer biases = new FloatPointer(bias);
          FloatPointer to = new FloatPointer(new float[y.length])) {
        return run(
            conv.forward(
                library,
                parts,
                from.address(),
                weights.address(),
                to.address(),
                OptionalLong.of(biases.address()),
                true),
            to);
      }
    }

    float[] backwardData(int parts) {
      try (CodeLibrary library = new CodeLibrary();
          FloatPointer from = new FloatPointer(gradient);
          FloatPointer weights = new FloatPointer(exchanged);
          FloatPointer to = new FloatPointer(new float[dx.length])) {
        return run(
            conv.backwardData(library, parts, from.address(), weights.address(), to.address()), to);
      }
    }

    float[] backwardWeights(int parts) {
      try (CodeLibrary library = new CodeLibrary();
          FloatPointer from = new FloatPointer(x);
          FloatPointer by = new FloatPointer(gradient);
          FloatPointer to = new FloatPointer(new float[dw.length])) {
        return run(
            conv.backwardWeights(library, parts, from.address(), to.address(), by.address()), to);
      }
    }

    /** Parts in the other order, which must not matter. */
    private static float[] run(BlockKernel kernel, FloatPointer result) {
      try (kernel) {
        for (int part = kernel.parts() - 1; part >= 0; part--) {
          kernel.run(part);
        }
        float[] values = new float[(int) result.limit()];
        result.get(values);
        return values;
      }
    }
  }
}
