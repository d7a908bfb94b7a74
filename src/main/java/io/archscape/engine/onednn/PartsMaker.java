package io.archscape.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;

import io.archscape.engine.Buffer;
import io.archscape.engine.Kernel;
import io.archscape.engine.Site;
import io.archscape.graph.Axis;
import io.archscape.graph.Op;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;

/** Concatenation and slices: copies to and from parts of an array. */
final class PartsMaker {
  /** Where oneDNN has channels and rows among N,C,H,W. */
  private static final int CHANNELS = 1;

  private static final int ROWS = 2;

  private final OneDnnKernels set;
  private final Natives natives;
  private final Site site;
  private final List<Call> forward = new ArrayList<>();
  private final List<Call> backward = new ArrayList<>();

  PartsMaker(OneDnnKernels set, Site site) {
    this.set = set;
    this.site = site;
    natives = set.natives();
  }

  Kernel concat(Op.Concat op) {
    int axis = op.axis() == Axis.ROWS ? ROWS : CHANNELS;
    long from = 0;
    for (int i = 0; i < site.inputs().size(); i++) {
      Buffer x = site.inputs().get(i);
      long length = sizes(x)[axis];
      forward.add(copy(whole(x), part(site.output(), axis, from, length)));
      long at = from;
      site.gradientIn(i)
          .ifPresent(
              dx -> backward.add(copy(part(site.gradientOut(), axis, at, length), whole(dx))));
      from += length;
    }
    return new CallKernel(natives, forward, backward);
  }

  Kernel slice(Op.Slice op) {
    int length = op.to() - op.from();
    forward.add(copy(part(site.input(), CHANNELS, op.from(), length), whole(site.output())));
    site.gradientIn()
        .ifPresent(
            dx -> {
              zero(dx, 0, op.from());
              backward.add(copy(whole(site.gradientOut()), part(dx, CHANNELS, op.from(), length)));
              zero(dx, op.to(), sizes(dx)[CHANNELS]);
            });
    return new CallKernel(natives, forward, backward);
  }

  /** Zeros in the channels from {@code from} up to {@code to}. */
  private void zero(Buffer dx, long from, long to) {
    if (from < to) {
      long[] sizes = sizes(dx);
      sizes[CHANNELS] = to - from;
      backward.add(copy(zeros(sizes), part(dx, CHANNELS, from, to - from)));
    }
  }

  /** One zero in memory that is read again and again: its strides are 0. */
  private memory zeros(long[] sizes) {
    memory zero = natives.constant(natives.describe(memory.format_tag.a, 1), 0f);
    long[] strides = new long[sizes.length];
    memory.desc repeated =
        natives.own(new memory.desc(sizes, memory.data_type.f32, strides, false));
    return natives.again(zero, repeated);
  }

  private memory whole(Buffer buffer) {
    return natives.over(buffer, Layouts.activation(natives, buffer));
  }

  private memory part(Buffer buffer, int axis, long from, long length) {
    long[] sizes = sizes(buffer);
    sizes[axis] = length;
    long[] offsets = new long[sizes.length];
    offsets[axis] = from;
    return natives.part(buffer, Layouts.activation(natives, buffer), sizes, offsets);
  }

  private static long[] sizes(Buffer buffer) {
    long[] shape = buffer.shape();
    return new long[] {shape[0], shape[3], shape[1], shape[2]};
  }

  private Call copy(memory from, memory to) {
    var description = natives.own(new reorder.primitive_desc(from, to));
    set.chosen(description.impl_info_str().getString());
    return Call.of(natives, new reorder(description))
        .with(DNNL_ARG_FROM, from)
        .with(DNNL_ARG_TO, to);
  }
}
