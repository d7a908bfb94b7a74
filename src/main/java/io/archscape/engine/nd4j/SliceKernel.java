package io.archscape.engine.nd4j;

import io.archscape.engine.Kernel;
import io.archscape.engine.KernelSite;
import io.archscape.graph.Op;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** y = the channels from a to b of x; the others' gradient is 0. */
final class SliceKernel implements Kernel {
  private final KernelSite site;
  private final INDArray x;
  private final Optional<INDArray> dx;

  SliceKernel(KernelSite site, Op.Slice op) {
    this.site = site;
    x = Parts.of(site.input(), 3, op.from(), op.to());
    dx = site.gradientIn().map(whole -> Parts.of(whole, 3, op.from(), op.to()));
  }

  @Override
  public void forward() {
    site.output().array().assign(x);
  }

  @Override
  public void backward() {
    site.gradientIn().ifPresent(whole -> whole.array().assign(0f));
    dx.ifPresent(part -> part.assign(site.gradientOut().array()));
  }
}
