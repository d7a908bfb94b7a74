package io.archscape.engine.onednn;

import io.archscape.engine.Buffer;
import io.archscape.engine.KernelSite;
import io.archscape.engine.Role;
import io.archscape.graph.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The weights of a convolution as a primitive wants them: the parameters (kh,kw,C/groups,width)
 * copied to another order, or first put together to fewer, wider groups, as blocks along the
 * diagonal of zeros. That is more arithmetic, in code that is many times faster; gradients beside
 * the diagonal are dropped.
 */
final class Weights {
  /** Group width of what is put together: the vector of AVX2, half that of AVX-512. */
  static final long MERGED = 8;

  private final Natives natives;
  private final long[] sizes;
  private final memory values;
  private final Optional<memory> gradients;
  private final List<PrimitiveCall> put = new ArrayList<>();
  private final List<PrimitiveCall> taken = new ArrayList<>();

  private Weights(Natives natives, long[] sizes, memory values, Optional<memory> gradients) {
    this.natives = natives;
    this.sizes = sizes;
    this.values = values;
    this.gradients = gradients;
  }

  /** The parameters themselves. */
  static Weights own(Natives natives, KernelSite site, Op.Conv op) {
    Buffer parameters = site.param(Role.WEIGHT);
    long[] shape = parameters.shape();
    long g = op.groups();
    long[] sizes =
        g == 1
            ? new long[] {op.width(), shape[2], shape[0], shape[1]}
            : new long[] {g, op.width() / g, shape[2], shape[0], shape[1]};
    memory.desc plain =
        natives.describe(g == 1 ? memory.format_tag.hwio : memory.format_tag.hwigo, sizes);
    return new Weights(
        natives,
        sizes,
        natives.over(parameters, plain),
        gradient(site).map(gradient -> natives.over(gradient, plain)));
  }

  /** Groups put together, where they are narrow and as many go in as come out. */
  static Optional<Weights> merged(Natives natives, KernelSite site, Op.Conv op) {
    Buffer parameters = site.param(Role.WEIGHT);
    long[] shape = parameters.shape();
    long groupWidth = shape[2];
    boolean able =
        op.groups() > 1
            && groupWidth > 1
            && groupWidth < MERGED
            && MERGED % groupWidth == 0
            && groupWidth * op.groups() == op.width()
            && (!op.bias() || op.width() % MERGED == 0);
    if (!able) {
      return Optional.empty();
    }
    long wide = (op.width() + MERGED - 1) / MERGED;
    long[] sizes = {wide, MERGED, MERGED, shape[0], shape[1]};
    memory.desc together = natives.describe(memory.format_tag.goihw, sizes);
    memory values = natives.constant(together, 0f);
    Optional<memory> gradients = gradient(site).map(gradient -> natives.scratch(together));
    Weights merged = new Weights(natives, sizes, values, gradients);
    for (Diagonal each :
        diagonal(natives, new Kernel(shape[0], shape[1], groupWidth, op.width()))) {
      merged.put.add(PrimitiveCall.reorder(natives, each.own(parameters), each.together(values)));
      gradients.ifPresent(
          all ->
              merged.taken.add(
                  PrimitiveCall.reorder(
                      natives, each.together(all), each.own(site.gradient(Role.WEIGHT)))));
    }
    return Optional.of(merged);
  }

  /** Where gradients go, in training. */
  private static Optional<Buffer> gradient(KernelSite site) {
    return site.outputGradient().map(dy -> site.gradient(Role.WEIGHT));
  }

  /** The groups that are the first, the second, ... of those put together. */
  private static List<Diagonal> diagonal(Natives natives, Kernel of) {
    List<Diagonal> all = new ArrayList<>();
    for (long from = 0; from < MERGED && from < of.width; from += of.groupWidth) {
      long whole = of.width / MERGED;
      if (whole > 0) {
        all.add(new Diagonal(natives, of, 0, from, whole));
      }
      if (whole * MERGED + from < of.width) {
        all.add(new Diagonal(natives, of, whole, from, 1));
      }
    }
    return all;
  }

  /** Sizes of the parameters: (h,w,groupWidth,width). */
  private record Kernel(long h, long w, long groupWidth, long width) {}

  /**
   * Weights of some groups, among the parameters and where they are put together.
   *
   * @param first of the groups that are put together to
   * @param from the channel in it at which these groups begin
   * @param count of the groups that are put together to
   */
  private record Diagonal(Natives natives, Kernel of, long first, long from, long count) {
    memory own(Buffer parameters) {
      long apart = count == 1 ? of.groupWidth : MERGED; // oneDNN checks what it never uses
      long column = of.groupWidth * of.width;
      long[] strides = {apart, 1, of.width, of.w * column, column};
      return natives.from(parameters.pointer(), first * MERGED + from, described(strides));
    }

    memory together(memory all) {
      long kernel = of.h * of.w;
      long group = MERGED * MERGED * kernel;
      long[] strides = {group, MERGED * kernel, kernel, of.w, 1};
      long at = first * group + from * (MERGED + 1) * kernel;
      return natives.from(new FloatPointer(all.get_data_handle()), at, described(strides));
    }

    private memory.desc described(long[] strides) {
      long[] sizes = {count, of.groupWidth, of.groupWidth, of.h, of.w};
      return natives.strided(sizes, strides);
    }
  }

  /** Sizes as oneDNN has them, in an order that it may choose. */
  memory.desc free() {
    return natives.describe(memory.format_tag.any, sizes);
  }

  /** The weights as wanted; what must be copied first is added to {@code before}. */
  memory values(List<PrimitiveCall> before, memory.desc wanted) {
    before.addAll(put); // once a step: the first that asks runs first
    put.clear();
    return Layout.toWanted(natives, before, values, wanted);
  }

  /** Where gradients go; what must be copied then is added to {@code after}. */
  memory gradients(List<PrimitiveCall> after, memory.desc wanted) {
    memory to = Layout.fromWanted(natives, after, gradients.orElseThrow(), wanted);
    after.addAll(taken);
    return to;
  }
}
