package io.archscape.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import io.archscape.engine.Buffer;
import io.archscape.engine.Kernel;
import io.archscape.engine.KernelSite;
import io.archscape.graph.Op;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.shuffle_forward;

/**
 * y = x with groups and their channels swapped; dx is dy shuffled with as many groups as a group
 * had channels. Blocks have oneDNN's own shuffle, which is reference code for (N,H,W,C): there it
 * is a copy with the strides of the two swapped.
 */
final class ShuffleMaker {
  private static final int CHANNELS = 1;

  /** Floats of a vector register, in which one of oneDNN's copies transposes. */
  private static final long SQUARE = 8;

  private final Natives natives;
  private final Layout layout;
  private final KernelSite site;
  private final long groups;

  ShuffleMaker(Compilation set, KernelSite site, Op.ChannelShuffle op) {
    this.site = site;
    natives = set.natives();
    layout = set.layout();
    groups = op.groups();
  }

  Kernel make() {
    long groupWidth = site.input().shape()[3] / groups;
    return new CallKernel(
        natives,
        shuffle(site.input(), groups, groupWidth, site.output()),
        site.gradientIn()
            .map(dx -> shuffle(site.gradientOut(), groupWidth, groups, dx))
            .orElse(List.of()));
  }

  private List<PrimitiveCall> shuffle(Buffer x, long groups, long groupWidth, Buffer y) {
    if (layout.blocks(x)) {
      return List.of(ofBlocks(x, groupWidth, y));
    }
    if (!isMisfit(groups, groupWidth)) {
      return List.of(copy(x, groups, groupWidth, 0, groupWidth, y));
    }
    long split = groupWidth - SQUARE / 2;
    return List.of(
        copy(x, groups, groupWidth, 0, split, y),
        copy(x, groups, groupWidth, split, groupWidth, y));
  }

  /**
   * Whether oneDNN would transpose squares that the groups do not fill, more slowly than in two
   * copies of other lengths; see docs/decisions/0011-channel-shuffle.md.
   */
  private static boolean isMisfit(long groups, long groupWidth) {
    boolean square = groupWidth == SQUARE || groupWidth == 2 * SQUARE;
    return square && groups > 1 && groups % SQUARE != 0;
  }

  private PrimitiveCall ofBlocks(Buffer x, long groupWidth, Buffer y) {
    memory.desc activation = layout.of(natives, x);
    var description =
        natives.own(
            new shuffle_forward.primitive_desc(
                natives.engine(),
                dnnl.prop_kind.forward_inference.value,
                activation,
                activation,
                CHANNELS,
                Math.toIntExact(groupWidth)));
    return PrimitiveCall.of(natives, new shuffle_forward(description))
        .with(DNNL_ARG_SRC, natives.over(x, activation))
        .with(DNNL_ARG_DST, natives.over(y, activation));
  }

  /** Some channels of each group: from (N*H*W, groups, groupWidth), the last two swapped. */
  private PrimitiveCall copy(Buffer x, long groups, long groupWidth, long from, long to, Buffer y) {
    long channels = groups * groupWidth;
    long[] sizes = {x.length() / channels, groups, to - from};
    memory.desc inGroups = natives.strided(sizes, new long[] {channels, groupWidth, 1});
    memory.desc swapped = natives.strided(sizes, new long[] {channels, 1, groups});
    return PrimitiveCall.reorder(
        natives,
        natives.from(x.pointer(), from, inGroups),
        natives.from(y.pointer(), from * groups, swapped));
  }
}
