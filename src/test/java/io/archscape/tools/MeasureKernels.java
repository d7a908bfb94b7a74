package io.archscape.tools;

import io.archscape.engine.onednn.OneDnnKernels;
import io.archscape.engine.x86.BlockConv;
import io.archscape.engine.x86.BlockKernel;
import io.archscape.engine.x86.BlockNorm;
import io.archscape.engine.x86.CodeLibrary;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.bytedeco.javacpp.FloatPointer;

/**
 * How fast single kernels in machine code are, one thread, batch 64, as a Markdown table: GFLOP/s
 * forward / by the input / by weights, products at borders not counted; GB/s of batch norm with its
 * ReLU, each array counted once for each time it is read or written. For
 * docs/decisions/0019-machine-code.md: {@code java -cp ... io.archscape.tools.MeasureKernels}.
 */
public final class MeasureKernels {
  private static final int BATCH = 64;
  private static final int ROUNDS = 9;
  private static final long LEAST = 10_000_000; // nanoseconds
  private static final int[][] MAPS = {{16, 64}, {8, 40}, {4, 64}, {2, 96}}; // side, channels

  /** Kinds of convolutions: kernel and group width, 0 for one group. */
  private enum Kind {
    DEPTHWISE("depthwise 3x3", 3, 1),
    EIGHT("3x3, groups of 8", 3, 8),
    DENSE("dense 3x3", 3, 0),
    POINT("1x1", 1, 0);

    private final String label;
    private final int kernel;
    private final int groupWidth;

    Kind(String label, int kernel, int groupWidth) {
      this.label = label;
      this.kernel = kernel;
      this.groupWidth = groupWidth;
    }
  }

  private MeasureKernels() {}

  /** Prints the table for the vectors of this processor. */
  public static void main(String[] arguments) {
    int[] vectors =
        OneDnnKernels.instructions().equals("avx512") ? new int[] {8, 16} : new int[] {8};
    StringBuilder head = new StringBuilder("| |");
    for (int[] map : MAPS) {
      head.append(" %1$dx%1$d, %2$d channels |".formatted(map[0], map[1]));
    }
    System.out.println(head);
    System.out.println("|---".repeat(MAPS.length + 1) + "|");
    for (Kind kind : Kind.values()) {
      for (int vector : vectors) {
        StringBuilder row =
            new StringBuilder("| %s, vectors of %d |".formatted(kind.label, vector));
        for (int[] map : MAPS) {
          row.append(' ').append(conv(kind, vector, map[0], map[1])).append(" |");
        }
        System.out.println(row);
      }
    }
    for (int vector : vectors) {
      StringBuilder row = new StringBuilder("| batch norm, vectors of %d |".formatted(vector));
      for (int[] map : MAPS) {
        row.append(' ').append(norm(vector, map[0], map[1])).append(" |");
      }
      System.out.println(row);
    }
  }

  private static String conv(Kind kind, int vector, int side, int channels) {
    int groups = kind.groupWidth == 0 ? 1 : channels / kind.groupWidth;
    boolean pixels = kind.kernel == 1;
    BlockConv conv =
        new BlockConv(
            8,
            vector,
            BATCH,
            channels,
            channels,
            groups,
            false,
            pixels ? 1 : side,
            pixels ? side * side : side,
            kind.kernel,
            kind.kernel,
            1);
    double taps = 0;
    for (int position = 0; position < side; position++) {
      for (int tap = -(kind.kernel / 2); tap <= kind.kernel / 2; tap++) {
        taps += position + tap >= 0 && position + tap < side ? 1 : 0;
      }
    }
    double flops = 2.0 * BATCH * channels * (channels / groups) * taps * taps;
    long map = (long) BATCH * side * side * channels;
    try (CodeLibrary library = new CodeLibrary();
        FloatPointer x = random(map);
        FloatPointer y = random(map);
        FloatPointer weights = random((long) kind.kernel * kind.kernel * channels * channels)) {
      List<BlockKernel> kernels =
          List.of(
              conv.forward(
                  library,
                  1,
                  x.address(),
                  weights.address(),
                  y.address(),
                  OptionalLong.empty(),
                  false),
              conv.backwardData(library, 1, y.address(), weights.address(), x.address()),
              conv.backwardWeights(library, 1, x.address(), weights.address(), y.address()));
      double[] rates = kernels.stream().mapToDouble(each -> flops / seconds(each) / 1e9).toArray();
      return "%.0f / %.0f / %.0f".formatted(rates[0], rates[1], rates[2]);
    }
  }

  private static String norm(int vector, int side, int channels) {
    BlockNorm norm = new BlockNorm(8, vector, BATCH, channels / 8, side * side, true);
    long map = (long) BATCH * side * side * channels;
    try (CodeLibrary library = new CodeLibrary();
        FloatPointer x = random(map);
        FloatPointer y = random(map);
        FloatPointer z = random(map);
        FloatPointer numbers = new FloatPointer(norm.numbers(1e-5));
        FloatPointer of = random(6L * channels)) {
      long each = (long) channels * Float.BYTES;
      long at = of.address();
      BlockNorm.Channels all =
          new BlockNorm.Channels(at, at + each, at + 2 * each, at + 3 * each, numbers.address());
      double forward = seconds(norm.forward(library, 1, x.address(), y.address(), all));
      double backward =
          seconds(
              norm.backward(
                  library,
                  1,
                  x.address(),
                  y.address(),
                  z.address(),
                  all,
                  at + 4 * each,
                  at + 5 * each));
      double bytes = (double) map * Float.BYTES;
      return "%.0f / %.0f".formatted(3 * bytes / forward / 1e9, 5 * bytes / backward / 1e9);
    }
  }

  private static FloatPointer random(long floats) {
    Random random = new Random(1);
    float[] values = new float[Math.toIntExact(floats)];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return new FloatPointer(values);
  }

  /** The median of some rounds. */
  private static double seconds(BlockKernel kernel) {
    try (kernel) {
      double[] rounds = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        long start = System.nanoTime();
        int runs = 0;
        do {
          kernel.run(0);
          runs++;
        } while (System.nanoTime() - start < LEAST);
        rounds[round] = (System.nanoTime() - start) / 1e9 / runs;
      }
      Arrays.sort(rounds);
      return rounds[ROUNDS / 2];
    }
  }
}
