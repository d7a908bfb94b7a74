package io.archscape.engine.onednn;

import io.archscape.engine.Buffer;
import io.archscape.engine.Kernel;
import io.archscape.engine.KernelSite;
import io.archscape.engine.onednn.Pooling.Window;
import io.archscape.graph.Op;
import java.util.List;
import org.bytedeco.dnnl.memory;

/**
 * Pools over channels: (N,H,W,C) to (N,H,W,1). For the maximum the transposed copy (N,C,1,H*W) is
 * an image whose height is the channels; oneDNN's own maximum by reduction has no backward.
 */
final class ChannelPoolMaker {
  private final Natives natives;
  private final KernelSite site;
  private final long images;
  private final long positions;
  private final long channels;

  ChannelPoolMaker(Compilation set, KernelSite site) {
    this.site = site;
    natives = set.natives();
    long[] shape = site.input().shape();
    images = shape[0];
    positions = shape[1] * shape[2];
    channels = shape[3];
  }

  Kernel make(Op.ChannelPool op) {
    return switch (op.statistic()) {
      case MEAN -> sum(1f / channels);
      case SUM -> sum(1f);
      case MAX -> max();
    };
  }

  private Kernel sum(float factor) {
    Sums sums = Sums.ofRows(natives, site.input(), images * positions, factor);
    return new CallKernel(
        natives,
        List.of(sums.sum(site.input(), site.output())),
        site.gradientIn().map(dx -> sums.spread(site.gradientOut(), dx)).stream().toList());
  }

  private Kernel max() {
    memory.desc standing = image(channels);
    memory.desc top = image(1);
    Pooling pooling = Pooling.max(natives, site.mode(), Window.whole(channels, 1), standing, top);
    memory copy = natives.scratch(standing); // backward no longer needs what it held
    return new CallKernel(
        natives,
        List.of(
            PrimitiveCall.reorder(natives, lying(site.input()), turned(copy)),
            pooling.forward(copy, natives.over(site.output(), top))),
        site.gradientIn()
            .map(
                dx ->
                    List.of(
                        pooling.backward(natives.over(site.gradientOut(), top), copy),
                        PrimitiveCall.reorder(natives, turned(copy), lying(dx))))
            .orElse(List.of()));
  }

  private memory.desc image(long height) {
    return natives.describe(memory.format_tag.nhwc, images, positions, height, 1);
  }

  private memory lying(Buffer buffer) {
    return natives.over(
        buffer, natives.describe(memory.format_tag.abc, images, positions, channels));
  }

  private memory turned(memory copy) {
    memory.desc description = natives.describe(memory.format_tag.acb, images, positions, channels);
    return natives.again(copy, description);
  }
}
