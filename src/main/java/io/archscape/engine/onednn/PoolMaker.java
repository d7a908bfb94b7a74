package io.archscape.engine.onednn;

import io.archscape.engine.Kernel;
import io.archscape.engine.Site;
import io.archscape.engine.onednn.Pooling.Window;
import io.archscape.graph.Op;
import java.util.List;
import org.bytedeco.dnnl.memory;

/** Pools over positions: maximum of windows; mean, maximum or sum of all. */
final class PoolMaker {
  private final OneDnnKernels set;
  private final Natives natives;
  private final Site site;
  private final memory.desc x;
  private final memory.desc y;

  PoolMaker(OneDnnKernels set, Site site) {
    this.set = set;
    this.site = site;
    natives = set.natives();
    x = Layouts.activation(natives, site.input());
    y = Layouts.activation(natives, site.output());
  }

  Kernel windows(Op.MaxPool op) {
    Window window = Window.square(op.kernel(), op.stride());
    return kernel(Pooling.max(set, natives, site.mode(), window, x, y));
  }

  Kernel global(Op.GlobalPool op) {
    long[] shape = site.input().shape();
    Window all = Window.whole(shape[1], shape[2]);
    return switch (op.statistic()) {
      case MEAN -> kernel(Pooling.mean(set, natives, site.mode(), all, x, y));
      case MAX -> kernel(Pooling.max(set, natives, site.mode(), all, x, y));
      case SUM -> sum(Sums.ofPositions(set, natives, site.input()));
    };
  }

  private Kernel kernel(Pooling pooling) {
    return new CallKernel(
        natives,
        List.of(pooling.forward(natives.over(site.input(), x), natives.over(site.output(), y))),
        site
            .gradientIn()
            .map(dx -> pooling.backward(natives.over(site.gradientOut(), y), natives.over(dx, x)))
            .stream()
            .toList());
  }

  private Kernel sum(Sums sums) {
    return new CallKernel(
        natives,
        List.of(sums.sum(site.input(), site.output())),
        site.gradientIn().map(dx -> sums.spread(site.gradientOut(), dx)).stream().toList());
  }
}
