package io.archscape.engine.x86;

import io.archscape.engine.x86.BlockKernel.Argument;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntFunction;

/**
 * Kernels of a convolution with an odd kernel and half of it as padding. Activations are
 * (N,C/lanes,H,W,lanes), the last block filled with zeros; weights (kh,kw,in/groups,out), each row
 * in whole blocks. Arrays are given by their addresses.
 *
 * @param lanes channels of a block: 8 or 16
 * @param vector floats of a vector: 8 with AVX2 and FMA, 16 with AVX-512 F; at least {@code lanes}
 * @param plain whether the input is (N,H,W,C) instead, which has no gradient then
 * @param height of the input, in positions
 * @param kernelHeight odd
 */
public record BlockConv(
    int lanes,
    int vector,
    int images,
    int in,
    int out,
    int groups,
    boolean plain,
    int height,
    int width,
    int kernelHeight,
    int kernelWidth,
    int stride) {

  /** The largest kernel that code is written for: 5x5. */
  public static final int LARGEST = 5;

  /** Whether there is code for this convolution. */
  public boolean able() {
    boolean kernel =
        kernelHeight % 2 == 1
            && kernelWidth % 2 == 1
            && Math.max(kernelHeight, kernelWidth) <= LARGEST;
    if (!kernel || !Planes.able(lanes, in, out, groups)) {
      return false;
    }
    Planes planes = planes();
    long most = (long) images * Math.max(planes.imageIn(), planes.imageOut());
    return most <= Integer.MAX_VALUE; // distances are of 32 bits
  }

  private Planes planes() {
    return new Planes(
        lanes,
        images,
        in,
        out,
        groups,
        plain,
        Gather.forward(height, kernelHeight, stride),
        Gather.forward(width, kernelWidth, stride));
  }

  /** What the code of a gathering kernel depends on. */
  private record Gathering(
      BlockConv conv, int blocks, boolean backwards, boolean bias, boolean relu) {}

  /** What the code of a gradient by weights depends on. */
  private record Weighing(BlockConv conv, int blocks) {}

  /**
   * The output.
   *
   * @param bias (out), in whole blocks
   */
  public BlockKernel forward(
      CodeLibrary library,
      int parts,
      long x,
      long weights,
      long y,
      OptionalLong bias,
      boolean relu) {
    Planes planes = planes();
    return kernel(
        planes,
        parts,
        blocks ->
            library.code(
                new Gathering(this, blocks, false, bias.isPresent(), relu),
                () -> GatherCode.of(planes, blocks, vector, bias.isPresent(), relu)),
        List.of(x, weights, y, bias.orElse(0)));
  }

  /**
   * The gradient by the input.
   *
   * @param exchanged weights (kh,kw,out/groups,in), each row in whole blocks
   */
  public BlockKernel backwardData(
      CodeLibrary library, int parts, long dy, long exchanged, long dx) {
    Planes back = planes().backward();
    return kernel(
        back,
        parts,
        blocks ->
            library.code(
                new Gathering(this, blocks, true, false, false),
                () -> GatherCode.of(back, blocks, vector, false, false)),
        List.of(dy, exchanged, dx, 0L));
  }

  /** The gradient by the weights. */
  public BlockKernel backwardWeights(
      CodeLibrary library, int parts, long x, long dweights, long dy) {
    Planes planes = planes();
    return kernel(
        planes,
        parts,
        blocks ->
            library.code(new Weighing(this, blocks), () -> WeightsCode.of(planes, blocks, vector)),
        List.of(x, dweights, dy, 0L));
  }

  /**
   * Steps are shared out; if there is one, its blocks of outputs.
   *
   * @param code by the blocks of outputs of a step
   */
  private static BlockKernel kernel(
      Planes planes, int parts, IntFunction<MachineCode> code, List<Long> addresses) {
    int steps = planes.steps();
    boolean one = steps == 1;
    List<Argument> arguments =
        List.of(
            new Argument(addresses.get(0), one ? planes.blockIn() : planes.stepIn()),
            new Argument(addresses.get(1), one ? planes.vector() : planes.stepWeights()),
            new Argument(addresses.get(2), one ? planes.planeOut() : planes.stepOut()),
            new Argument(addresses.get(3), one ? planes.vector() : planes.stepWeights()));
    return one
        ? BlockKernel.ofOneStep(code, planes.blocksOut(), parts, arguments)
        : BlockKernel.of(code.apply(planes.blocksOfStep()), steps, parts, arguments);
  }
}
