package io.archscape.engine.x86;

import io.archscape.engine.x86.BlockKernel.Argument;
import java.util.List;
import java.util.OptionalLong;

/**
 * Kernels of a convolution with an odd kernel and half of it as padding. Activations are
 * (N,C/lanes,H,W,lanes), the last block filled with zeros; weights (kh,kw,in/groups,out), each row
 * in whole blocks. Arrays are given by their addresses.
 *
 * @param lanes channels of a block: 8 with AVX2 and FMA, 16 with AVX-512 F
 * @param plain whether the input is (N,H,W,C) instead, which has no gradient then
 * @param height of the input, in positions
 * @param kernelHeight odd
 */
public record BlockConv(
    int lanes,
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

  /** Whether there is code for such groups. */
  public static boolean able(int lanes, int in, int out, int groups) {
    return Planes.able(lanes, in, out, groups);
  }

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
  private record Gathering(BlockConv conv, boolean backwards, boolean bias, boolean relu) {}

  /** What the code of a gradient by weights depends on. */
  private record Weighing(BlockConv conv) {}

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
    MachineCode code =
        library.code(
            new Gathering(this, false, bias.isPresent(), relu),
            () -> GatherCode.of(planes(), bias.isPresent(), relu));
    return gather(planes(), code, parts, List.of(x, weights, y, bias.orElse(0)));
  }

  /**
   * The gradient by the input.
   *
   * @param exchanged weights (kh,kw,out/groups,in), each row in whole blocks
   */
  public BlockKernel backwardData(
      CodeLibrary library, int parts, long dy, long exchanged, long dx) {
    Planes back = planes().backward();
    MachineCode code =
        library.code(
            new Gathering(this, true, false, false), () -> GatherCode.of(back, false, false));
    return gather(back, code, parts, List.of(dy, exchanged, dx, 0L));
  }

  private static BlockKernel gather(
      Planes planes, MachineCode code, int parts, List<Long> addresses) {
    return BlockKernel.of(
        code,
        planes.steps(),
        parts,
        List.of(
            new Argument(addresses.get(0), planes.stepIn()),
            new Argument(addresses.get(1), planes.stepWeights()),
            new Argument(addresses.get(2), planes.stepOut()),
            new Argument(addresses.get(3), planes.stepWeights())));
  }

  /** The gradient by the weights. */
  public BlockKernel backwardWeights(
      CodeLibrary library, int parts, long x, long dweights, long dy) {
    Planes planes = planes();
    MachineCode code = library.code(new Weighing(this), () -> WeightsCode.of(planes));
    return BlockKernel.of(
        code,
        planes.steps(),
        parts,
        List.of(
            new Argument(x, planes.stepIn()),
            new Argument(dweights, planes.stepWeights()),
            new Argument(dy, planes.stepOut())));
  }
}
