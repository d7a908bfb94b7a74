package io.archscape.engine.nd4j;

import io.archscape.engine.Kernel;
import io.archscape.engine.KernelSite;
import java.util.List;

/** max(0, x). */
final class ReluKernel implements Kernel {
  private final KernelSite site;
  private final BoundOp forward;

  ReluKernel(KernelSite site) {
    this.site = site;
    forward =
        new BoundOp("relu", List.of(site.input().array()), List.of(site.output().array()))
            .withReals(0.0);
  }

  @Override
  public void forward() {
    forward.run();
  }

  @Override
  public void backward() {
    site.gradientIn().ifPresent(dx -> Masks.relu(site, dx));
  }
}
