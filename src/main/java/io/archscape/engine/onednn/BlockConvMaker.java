package io.archscape.engine.onednn;

import io.archscape.engine.Buffer;
import io.archscape.engine.Kernel;
import io.archscape.engine.Kernel.Direction;
import io.archscape.engine.KernelSite;
import io.archscape.engine.Role;
import io.archscape.engine.x86.BlockConv;
import io.archscape.engine.x86.StridedCopy;
import io.archscape.engine.x86.StridedCopy.Axis;
import io.archscape.graph.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bytedeco.dnnl.memory;

/**
 * Convolutions by code of this project's own, on activations in blocks: the narrow ones that spaces
 * draw, which oneDNN runs on a part of a vector, in reference code, or by a matrix product for each
 * group and image.
 */
final class BlockConvMaker {
  private final Compilation set;
  private final Natives natives;
  private final KernelSite site;
  private final BlockConv conv;

  private BlockConvMaker(Compilation set, KernelSite site, BlockConv conv) {
    this.set = set;
    this.site = site;
    this.conv = conv;
    natives = set.natives();
  }

  /** The maker, if there is code for this convolution here. */
  static Optional<BlockConvMaker> of(Compilation set, KernelSite site, Op.Conv op) {
    Layout layout = set.layout();
    boolean biasGradient = op.bias() && site.outputGradient().isPresent(); // no code for it
    if (!set.ownCode() || biasGradient || !layout.isInBlocks(site.output())) {
      return Optional.empty();
    }
    boolean plain = !layout.isInBlocks(site.input());
    boolean wantsGradient = site.gradientIn().isPresent();
    int[] x = sizes(site.input());
    if (plain && (wantsGradient || layout.blocks(site.input()) || op.groups() > 1)) {
      return Optional.empty();
    }
    int[] kernel = sizes(site.param(Role.WEIGHT));
    boolean pixels = kernel[0] == 1 && kernel[1] == 1 && op.stride() == 1; // a row of them
    BlockConv conv =
        new BlockConv(
            layout.block(),
            layout.vector(),
            x[0],
            x[3],
            op.width(),
            op.groups(),
            plain,
            pixels ? 1 : x[1],
            pixels ? x[1] * x[2] : x[2],
            kernel[0],
            kernel[1],
            op.stride());
    return Optional.of(conv)
        .filter(BlockConv::able)
        .map(able -> new BlockConvMaker(set, site, able));
  }

  private static int[] sizes(Buffer buffer) {
    long[] shape = buffer.shape();
    int[] sizes = new int[shape.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.toIntExact(shape[i]);
    }
    return sizes;
  }

  Kernel make() {
    List<Call> forward = new ArrayList<>();
    List<Call> backward = new ArrayList<>();
    addForward(forward);
    site.outputGradient()
        .ifPresent(
            dy -> {
              addBackwardWeights(dy, backward);
              site.gradientIn().ifPresent(dx -> addBackwardData(dy, dx, backward));
            });
    return new CallKernel(natives, forward, backward);
  }

  private void addForward(List<Call> calls) {
    long weights = site.param(Role.WEIGHT).address();
    OptionalLong bias = OptionalLong.empty();
    if (site.params().containsKey(Role.BIAS)) {
      bias = OptionalLong.of(site.param(Role.BIAS).address()); // has room for whole blocks
    }
    if (paddedOut() > conv.out()) {
      weights = zeros(rows() * paddedOut());
      long from = site.param(Role.WEIGHT).address();
      calls.add(copy(rowsOf(width(), paddedOut()), from, weights));
    }
    calls.add(
        set.call(
            natives,
            conv.forward(
                set.code(),
                set.crew().size(),
                site.input().address(),
                weights,
                site.output().address(),
                bias,
                site.relu())));
  }

  private void addBackwardWeights(Buffer dy, List<Call> calls) {
    Buffer gradient = site.gradient(Role.WEIGHT);
    boolean whole = paddedOut() == conv.out();
    long to = whole ? gradient.address() : scratch(rows() * paddedOut());
    calls.add(
        set.call(
                natives,
                conv.backwardWeights(
                    set.code(), set.crew().size(), site.input().address(), to, dy.address()))
            .as(Direction.BACKWARD_WEIGHTS));
    if (!whole) {
      calls.add(
          copy(rowsOf(paddedOut(), width()), to, gradient.address())
              .as(Direction.BACKWARD_WEIGHTS));
    }
  }

  private void addBackwardData(Buffer dy, Buffer dx, List<Call> calls) {
    long weights = site.param(Role.WEIGHT).address();
    long padded = padded(conv.in());
    if (groupIn() > 1 || groupOut() > 1 || padded > conv.in()) {
      long size = taps() * groupOut() * padded;
      long exchanged = padded > conv.in() ? zeros(size) : scratch(size);
      calls.add(copy(exchange(padded), weights, exchanged).as(Direction.BACKWARD_DATA));
      weights = exchanged;
    }
    calls.add(
        set.call(
                natives,
                conv.backwardData(
                    set.code(), set.crew().size(), dy.address(), weights, dx.address()))
            .as(Direction.BACKWARD_DATA));
  }

  private Call copy(StridedCopy axes, long from, long to) {
    return set.copy(natives, axes.kernel(set.code(), from, to));
  }

  /** From (kh,kw,in/groups,out) to (kh,kw,out/groups,in), whose rows are padded. */
  private StridedCopy exchange(long padded) {
    int row = (int) padded;
    return new StridedCopy(
        List.of(
            new Axis((int) taps(), (int) (groupIn() * width()), (int) groupOut() * row),
            new Axis((int) groupOut(), 1, row),
            new Axis(conv.groups(), (int) groupOut(), (int) groupIn()),
            new Axis((int) groupIn(), (int) width(), 1)));
  }

  /** Rows of weights, which are so far apart. */
  private StridedCopy rowsOf(long from, long to) {
    return new StridedCopy(
        List.of(new Axis((int) rows(), (int) from, (int) to), new Axis(conv.out(), 1, 1)));
  }

  private long zeros(long floats) {
    return natives.constant(flat(floats), 0f).get_data_handle().address();
  }

  private long scratch(long floats) {
    return natives.scratch(flat(floats)).get_data_handle().address();
  }

  private memory.desc flat(long floats) {
    return natives.describe(memory.format_tag.a, floats);
  }

  private long taps() {
    return (long) conv.kernelHeight() * conv.kernelWidth();
  }

  private long rows() {
    return taps() * groupIn();
  }

  private long width() {
    return conv.out();
  }

  private long groupIn() {
    return conv.in() / conv.groups();
  }

  private long groupOut() {
    return conv.out() / conv.groups();
  }

  private long paddedOut() {
    return padded(conv.out());
  }

  private long padded(long channels) {
    return set.layout().padded(channels);
  }
}
