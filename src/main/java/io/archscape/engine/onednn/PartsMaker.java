package io.archscape.engine.onednn;

import io.archscape.engine.Buffer;
import io.archscape.engine.Kernel;
import io.archscape.engine.KernelSite;
import io.archscape.graph.ConcatAxis;
import io.archscape.graph.Op;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;

/** Concatenation and slices: copies to and from parts of an array. */
final class PartsMaker {
  /** Where oneDNN has channels and rows among N,C,H,W. */
  private static final int CHANNELS = 1;

  private static final int ROWS = 2;

  private final Compilation set;
  private final Natives natives;
  private final KernelSite site;
  private final List<PrimitiveCall> forward = new ArrayList<>();
  private final List<PrimitiveCall> backward = new ArrayList<>();

  PartsMaker(Compilation set, KernelSite site) {
    this.set = set;
    this.site = site;
    natives = set.natives();
  }

  Kernel concat(Op.Concat op) {
    int axis = op.axis() == ConcatAxis.ROWS ? ROWS : CHANNELS;
    long from = 0;
    for (int i = 0; i < site.inputs().size(); i++) {
      Buffer x = site.inputs().get(i);
      long length = sizes(x)[axis];
      forward.add(
          PrimitiveCall.reorder(natives, whole(x), part(site.output(), axis, from, length)));
      long at = from;
      site.gradientIn(i)
          .ifPresent(
              dx ->
                  backward.add(
                      PrimitiveCall.reorder(
                          natives, part(site.gradientOut(), axis, at, length), whole(dx))));
      from += length;
    }
    return new CallKernel(natives, forward, backward);
  }

  Kernel slice(Op.Slice op) {
    int length = op.to() - op.from();
    forward.add(
        PrimitiveCall.reorder(
            natives, part(site.input(), CHANNELS, op.from(), length), whole(site.output())));
    site.gradientIn()
        .ifPresent(
            dx -> {
              zero(dx, 0, op.from());
              backward.add(
                  PrimitiveCall.reorder(
                      natives, whole(site.gradientOut()), part(dx, CHANNELS, op.from(), length)));
              zero(dx, op.to(), sizes(dx)[CHANNELS]);
            });
    return new CallKernel(natives, forward, backward);
  }

  /** Zeros in the channels from {@code from} up to {@code to}. */
  private void zero(Buffer dx, long from, long to) {
    if (from < to) {
      long[] sizes = sizes(dx);
      sizes[CHANNELS] = to - from;
      backward.add(
          PrimitiveCall.reorder(natives, zeros(sizes), part(dx, CHANNELS, from, to - from)));
    }
  }

  /** One zero in memory that is read again and again: its strides are 0. */
  private memory zeros(long[] sizes) {
    memory zero = natives.constant(natives.describe(memory.format_tag.a, 1), 0f);
    long[] strides = new long[sizes.length];
    return natives.again(zero, natives.strided(sizes, strides));
  }

  private memory whole(Buffer buffer) {
    return natives.over(buffer, set.layout().of(natives, buffer));
  }

  private memory part(Buffer buffer, int axis, long from, long length) {
    long[] sizes = sizes(buffer);
    sizes[axis] = length;
    long[] offsets = new long[sizes.length];
    offsets[axis] = from;
    return natives.part(buffer, set.layout().of(natives, buffer), sizes, offsets);
  }

  private static long[] sizes(Buffer buffer) {
    long[] shape = buffer.shape();
    return new long[] {shape[0], shape[3], shape[1], shape[2]};
  }
}
