package io.archscape.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import io.archscape.engine.Buffer;
import io.archscape.engine.Kernel;
import io.archscape.engine.Site;
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
  private final Site site;
  private final long groups;

  ShuffleMaker(Compilation set, Site site, Op.ChannelShuffle op) {
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

  private List<Call> shuffle(Buffer x, long groups, long groupWidth, Buffer y) {
    if (layout.blocks(x)) {
      return List.of(ofBlocks(x, groupWidth, y));
    }
    Swap swap = new Swap(x, groups, groupWidth, y);
    if (isMisfit(groupWidth, groups)) {
      return List.of(
          swap.part(0, groups, 0, groupWidth - SQUARE / 2),
          swap.part(0, groups, groupWidth - SQUARE / 2, groupWidth));
    }
    if (isMisfit(groups, groupWidth)) {
      return List.of(
          swap.part(0, groups - SQUARE / 2, 0, groupWidth),
          swap.part(groups - SQUARE / 2, groups, 0, groupWidth));
    }
    return List.of(swap.part(0, groups, 0, groupWidth));
  }

  /**
   * Whether oneDNN would transpose squares that the other side does not fill, five times as slowly
   * as in two copies of other lengths; see docs/decisions/0011-channel-shuffle.md.
   */
  private static boolean isMisfit(long side, long other) {
    return (side == SQUARE || side == 2 * SQUARE) && other > 1 && other % SQUARE != 0;
  }

  private Call ofBlocks(Buffer x, long groupWidth, Buffer y) {
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
    return Call.of(natives, new shuffle_forward(description))
        .with(DNNL_ARG_SRC, natives.over(x, activation))
        .with(DNNL_ARG_DST, natives.over(y, activation));
  }

  /** From (N*H*W, groups, groupWidth) to (N*H*W, groupWidth, groups). */
  private final class Swap {
    private final Buffer x;
    private final Buffer y;
    private final long groups;
    private final long groupWidth;

    Swap(Buffer x, long groups, long groupWidth, Buffer y) {
      this.x = x;
      this.y = y;
      this.groups = groups;
      this.groupWidth = groupWidth;
    }

    /** Some channels of some groups. */
    Call part(long fromGroup, long toGroup, long fromChannel, long toChannel) {
      long channels = groups * groupWidth;
      long[] sizes = {x.length() / channels, toGroup - fromGroup, toChannel - fromChannel};
      memory.desc inGroups = natives.strided(sizes, new long[] {channels, groupWidth, 1});
      memory.desc swapped = natives.strided(sizes, new long[] {channels, 1, groups});
      return Call.reorder(
          natives,
          natives.from(x.pointer(), fromGroup * groupWidth + fromChannel, inGroups),
          natives.from(y.pointer(), fromChannel * groups + fromGroup, swapped));
    }
  }
}
