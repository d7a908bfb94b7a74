package io.archscape.engine.nd4j;

import io.archscape.engine.Kernel;
import io.archscape.engine.KernelSite;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** y = 1/(1+exp(-x)); dx = dy*y*(1-y). */
final class SigmoidKernel implements Kernel {
  private final KernelSite site;
  private final BoundOp forward;

  SigmoidKernel(KernelSite site) {
    this.site = site;
    forward = new BoundOp("sigmoid", List.of(site.input().array()), List.of(site.output().array()));
  }

  @Override
  public void forward() {
    forward.run();
  }

  @Override
  public void backward() {
    INDArray y = site.output().array();
    site.gradientIn()
        .ifPresent(dx -> site.gradientOut().array().mul(y.rsub(1.0).muli(y), dx.array()));
  }
}
