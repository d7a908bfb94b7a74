package io.archscape.engine.onednn;

import io.archscape.engine.Buffer;
import io.archscape.engine.Kernel;
import io.archscape.engine.Kernel.Direction;
import io.archscape.engine.KernelSite;
import io.archscape.engine.Role;
import io.archscape.engine.x86.BlockConv;
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
      weights = copy(calls, own(site.param(Role.WEIGHT)), rows(zeros(rows() * paddedOut())));
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
    memory to = whole ? own(gradient) : natives.scratch(flat(rows() * paddedOut()));
    calls.add(
        set.call(
                natives,
                conv.backwardWeights(
                    set.code(),
                    set.crew().size(),
                    site.input().address(),
                    to.get_data_handle().address(),
                    dy.address()))
            .as(Direction.BACKWARD_WEIGHTS));
    if (!whole) {
      calls.add(
          PrimitiveCall.reorder(natives, rows(to), own(gradient)).as(Direction.BACKWARD_WEIGHTS));
    }
  }

  private void addBackwardData(Buffer dy, Buffer dx, List<Call> calls) {
    long weights = site.param(Role.WEIGHT).address();
    long padded = padded(conv.in());
    if (groupIn() > 1 || groupOut() > 1 || padded > conv.in()) {
      long size = taps() * groupOut() * padded;
      memory to = padded > conv.in() ? zeros(size) : natives.scratch(flat(size));
      List<Call> before = new ArrayList<>();
      weights =
          copy(
              before,
              natives.over(site.param(Role.WEIGHT), exchange(groupIn() * width(), 1, width())),
              natives.again(to, exchange(groupOut() * padded, padded, 1)));
      before.forEach(call -> calls.add(call.as(Direction.BACKWARD_DATA)));
    }
    calls.add(
        set.call(
                natives,
                conv.backwardData(
                    set.code(), set.crew().size(), dy.address(), weights, dx.address()))
            .as(Direction.BACKWARD_DATA));
  }

  /** Taps, channels out and in of a group, groups, at these distances. */
  private memory.desc exchange(long tap, long out, long in) {
    boolean own = out == 1;
    long[] sizes = {taps(), groupOut(), groupIn(), conv.groups()};
    return natives.strided(sizes, new long[] {tap, out, in, own ? groupOut() : groupIn()});
  }

  private long copy(List<Call> calls, memory from, memory to) {
    calls.add(PrimitiveCall.reorder(natives, from, to));
    return to.get_data_handle().address();
  }

  /** Rows of weights as they are. */
  private memory own(Buffer weights) {
    return natives.over(
        weights, natives.strided(new long[] {rows(), width()}, new long[] {width(), 1}));
  }

  /** The same rows in whole blocks. */
  private memory rows(memory padded) {
    long[] strides = {paddedOut(), 1};
    return natives.again(padded, natives.strided(new long[] {rows(), width()}, strides));
  }

  private memory zeros(long floats) {
    return natives.constant(flat(floats), 0f);
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
