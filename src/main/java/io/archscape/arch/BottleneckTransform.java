package io.archscape.arch;

import io.archscape.Require;
import io.archscape.arch.Layers.Names;
import io.archscape.graph.Op;
import io.archscape.graph.Tensor;
import java.util.Optional;

/**
 * The branch of a bottleneck: 1x1, grouped 3x3 with the stride, channel shuffle, attention, 1x1
 * with norm alone.
 */
record BottleneckTransform(
    double multiplier, int groupWidth, boolean shuffle, Attention attention) {
  private static final Names A = Names.of("f.a");
  private static final Names B = Names.of("f.b");
  private static final Names C = Names.of("f.c");

  static void requireSound(double multiplier, int groupWidth) {
    Require.require(
        multiplier > 0 && multiplier <= 64,
        "bottleneck multiplier must lie in (0,64], got multiplier=%s",
        multiplier);
    Require.require(
        groupWidth >= 1, "group width must be at least 1, got groupWidth=%d", groupWidth);
  }

  /**
   * Appends the branch.
   *
   * @param shortcut whether x is added to it
   */
  Tensor lower(Layers layers, Tensor x, int width, int stride, boolean shortcut) {
    int inner = innerWidth(width);
    int groups = inner / groupWidth;
    Op.Conv grouped = new Op.Conv(inner, 3, stride, groups, false);
    Tensor y = layers.convNormAct(A, new Op.Conv(inner, 1, 1), x);
    y = layers.convNormAct(B, grouped, y);
    if (shuffle && groups > 1 && groupWidth > 1) {
      y = layers.add("f.shuffle", new Op.ChannelShuffle(groups), y);
    }
    y = attention.lower(layers, y, x.shape().channels());
    return layers.lastConvNorm(C, new Op.Conv(width, 1, 1), y, shortcut);
  }

  /** The numbers of the kinds that have a bottleneck. */
  double[] values() {
    return new double[] {multiplier, groupWidth};
  }

  /** See {@link Block#nearestWidth}: whole groups. */
  Optional<Integer> nearestWidth(int width) {
    return Compatibility.wholeGroups(width, multiplier, groupWidth);
  }

  int innerWidth(int width) {
    return (int) Math.rint(width * multiplier);
  }

  void requireWidth(int width) {
    int inner = innerWidth(width);
    Require.require(
        inner >= 1 && inner % groupWidth == 0,
        "width times bottleneck multiplier must be divisible by the group width,"
            + " got width=%d multiplier=%s groupWidth=%d",
        width,
        multiplier,
        groupWidth);
  }
}
