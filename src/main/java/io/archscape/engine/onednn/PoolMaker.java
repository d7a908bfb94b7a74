package io.archscape.engine.onednn;

import io.archscape.engine.Buffer;
import io.archscape.engine.Kernel;
import io.archscape.engine.KernelSite;
import io.archscape.engine.onednn.Pooling.Window;
import io.archscape.engine.x86.BlockGates;
import io.archscape.graph.Op;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;

/** Pools over positions: maximum of windows; mean, maximum or sum of all. */
final class PoolMaker {
  private final Compilation set;
  private final Natives natives;
  private final KernelSite site;
  private final memory.desc x;
  private final memory.desc y;

  PoolMaker(Compilation set, KernelSite site) {
    this.set = set;
    this.site = site;
    natives = set.natives();
    x = set.layout().of(natives, site.input());
    // one pixel of blocks is in blocks too
    y =
        set.layout().blocks(site.input())
            ? set.layout().blocked(natives, site.output())
            : Layout.plain(natives, site.output());
  }

  Kernel windows(Op.MaxPool op) {
    Window window = Window.square(op.kernel(), op.stride());
    return kernel(Pooling.max(natives, site.mode(), window, x, y));
  }

  Kernel global(Op.GlobalPool op) {
    long[] shape = site.input().shape();
    Window all = Window.whole(shape[1], shape[2]);
    return switch (op.statistic()) {
      case MEAN ->
          set.gates(site.input())
              .map(this::mean)
              .orElseGet(() -> kernel(Pooling.mean(natives, site.mode(), all, x, y)));
      case MAX -> kernel(Pooling.max(natives, site.mode(), all, x, y));
      case SUM -> sum(Sums.ofPositions(natives, site.input()));
    };
  }

  /** By code of this project's own. */
  private Kernel mean(BlockGates gates) {
    int parts = set.crew().size();
    Call forward =
        set.call(
            natives,
            gates.mean(set.code(), parts, site.input().address(), site.output().address()));
    List<Call> backward =
        site
            .gradientIn()
            .<Call>map(
                dx ->
                    set.call(
                        natives,
                        gates.meanBackward(
                            set.code(), parts, site.gradientOut().address(), dx.address())))
            .stream()
            .toList();
    return new CallKernel(natives, List.of(forward), backward);
  }

  private Kernel kernel(Pooling pooling) {
    List<PrimitiveCall> forward = new ArrayList<>();
    List<PrimitiveCall> after = new ArrayList<>();
    List<PrimitiveCall> backward = new ArrayList<>();
    memory to = Layout.fromWanted(natives, after, own(site.output()), y);
    forward.add(pooling.forward(natives.over(site.input(), x), to));
    forward.addAll(after);
    site.gradientIn()
        .ifPresent(
            dx -> {
              memory dy = Layout.toWanted(natives, backward, own(site.gradientOut()), y);
              backward.add(pooling.backward(dy, natives.over(dx, x)));
            });
    return new CallKernel(natives, forward, backward);
  }

  private memory own(Buffer buffer) {
    return natives.over(buffer, set.layout().of(natives, buffer));
  }

  private Kernel sum(Sums sums) {
    return new CallKernel(
        natives,
        List.of(sums.sum(site.input(), site.output())),
        site.gradientIn().map(dx -> sums.spread(site.gradientOut(), dx)).stream().toList());
  }
}
