package io.archscape.engine.onednn;

import io.archscape.engine.Kernel;
import io.archscape.engine.KernelSite;
import io.archscape.graph.Activation;
import java.util.List;

/** An activation that is a step of its own. */
final class ActivateMaker {
  private final Compilation set;
  private final KernelSite site;
  private final Activation function;

  ActivateMaker(Compilation set, KernelSite site, Activation function) {
    this.set = set;
    this.site = site;
    this.function = function;
  }

  Kernel make() {
    Natives natives = set.natives();
    Eltwise eltwise = new Eltwise(set, natives, site, function);
    List<PrimitiveCall> backward =
        site.outputGradient().isEmpty()
            ? List.of()
            : site.gradientIn().map(dx -> List.of(eltwise.backward(dx))).orElse(List.of());
    return new CallKernel(natives, List.of(eltwise.forward()), backward);
  }
}
