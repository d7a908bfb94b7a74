package io.archscape.engine.x86;

import io.archscape.engine.x86.BlockKernel.Argument;
import java.util.List;

/**
 * Kernels of what has one number for each channel of an image. Activations are (N,C/8,H,W,8), the
 * last block filled with zeros; the numbers are (N,C). Arrays are given by their addresses.
 *
 * @param vector floats of a vector: 8 with AVX2 and FMA, 16 with AVX-512 F
 * @param positions of an image
 */
public record BlockGates(int vector, int images, int channels, int positions) {
  /** Channels of a block. */
  public static final int LANES = 8;

  /** What the code depends on. */
  private record Coded(GateCode.Work work, int vector, int channels, int positions) {}

  /** y = x * gate. */
  public BlockKernel scale(CodeLibrary library, int parts, long x, long gate, long y) {
    return kernel(GateCode.Work.SCALE, library, parts, new long[] {x, 0, gate, 0, y});
  }

  /** dx = dy * gate; dgate = the sums of dy * x. */
  public BlockKernel scaleBackward(
      CodeLibrary library, int parts, long x, long gate, long dy, long dx, long dgate) {
    return kernel(
        GateCode.Work.SCALE_BACKWARD, library, parts, new long[] {dy, x, gate, dgate, dx});
  }

  /** The means of all positions. */
  public BlockKernel mean(CodeLibrary library, int parts, long x, long mean) {
    return kernel(GateCode.Work.MEAN, library, parts, new long[] {x, 0, 0, mean, 0});
  }

  /** dx = the gradients of the means, shared out. */
  public BlockKernel meanBackward(CodeLibrary library, int parts, long dmean, long dx) {
    return kernel(GateCode.Work.MEAN_BACKWARD, library, parts, new long[] {0, 0, dmean, 0, dx});
  }

  /**
   * @param arrays two activations, two arrays of numbers, an activation; 0 for what is not used
   */
  private BlockKernel kernel(GateCode.Work work, CodeLibrary library, int parts, long[] arrays) {
    MachineCode code =
        library.code(
            new Coded(work, vector, channels, positions),
            () -> GateCode.of(work, vector, channels, positions));
    long image = (long) (channels + LANES - 1) / LANES * LANES * positions * Float.BYTES;
    long numbers = (long) channels * Float.BYTES;
    return BlockKernel.of(
        code,
        images,
        parts,
        List.of(
            new Argument(arrays[0], image),
            new Argument(arrays[1], image),
            new Argument(arrays[2], numbers),
            new Argument(arrays[3], numbers),
            new Argument(arrays[4], image)));
  }
}
