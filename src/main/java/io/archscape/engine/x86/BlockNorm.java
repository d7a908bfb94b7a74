package io.archscape.engine.x86;

import io.archscape.engine.x86.BlockKernel.Argument;
import java.util.ArrayList;
import java.util.List;

/**
 * Kernels of batch norm in training, with its ReLU. Activations are (N,C/lanes,H,W,lanes); what
 * channels have one number of fills whole blocks. Arrays are given by their addresses.
 *
 * @param lanes channels of a block: 8 or 16
 * @param vector floats of a vector: 8 with AVX2 and FMA, 16 with AVX-512 F; at least {@code lanes}
 * @param blocks of channels
 * @param positions of an image
 */
public record BlockNorm(
    int lanes, int vector, int images, int blocks, int positions, boolean relu) {
  /** Whether distances fit into 32 bits. */
  public boolean able() {
    return (long) images * image() <= Integer.MAX_VALUE;
  }

  private long image() {
    return blocks * plane();
  }

  private long plane() {
    return (long) positions * lanes * Float.BYTES;
  }

  /** What the kernels are given as numbers: three floats. */
  public float[] numbers(double epsilon) {
    return new float[] {(float) epsilon, (float) (1.0 / ((double) images * positions)), 1};
  }

  /** What a channel has one number of: gamma, beta, mean, variance, and {@link #numbers}. */
  public record Channels(long gamma, long beta, long mean, long variance, long numbers) {
    private List<Argument> arguments(long vector) {
      return List.of(
          new Argument(gamma, vector),
          new Argument(beta, vector),
          new Argument(mean, vector),
          new Argument(variance, vector),
          new Argument(numbers, 0));
    }
  }

  /** What the code depends on. */
  private record Coded(BlockNorm norm, boolean backward) {}

  /** The output, mean and variance. */
  public BlockKernel forward(CodeLibrary library, int parts, long x, long y, Channels channels) {
    MachineCode code = library.code(new Coded(this, false), () -> NormForwardCode.of(shape()));
    return BlockKernel.of(code, blocks, parts, arguments(x, y, channels, List.of()));
  }

  /**
   * The gradients by input, gamma and beta.
   *
   * @param dx may be dy
   */
  public BlockKernel backward(
      CodeLibrary library,
      int parts,
      long x,
      long dy,
      long dx,
      Channels channels,
      long byGamma,
      long byBeta) {
    MachineCode code = library.code(new Coded(this, true), () -> NormBackwardCode.of(shape()));
    List<Argument> gradients =
        List.of(
            new Argument(dy, plane()),
            new Argument(byGamma, channels()),
            new Argument(byBeta, channels()));
    return BlockKernel.of(code, blocks, parts, arguments(x, dx, channels, gradients));
  }

  private List<Argument> arguments(
      long from, long to, Channels channels, List<Argument> gradients) {
    List<Argument> all = new ArrayList<>();
    all.add(new Argument(from, plane()));
    all.add(new Argument(to, plane()));
    all.addAll(channels.arguments(channels()));
    all.addAll(gradients);
    return all;
  }

  private long channels() {
    return (long) lanes * Float.BYTES;
  }

  private NormShape shape() {
    return new NormShape(lanes, vector, images, positions, Math.toIntExact(image()), relu);
  }
}
