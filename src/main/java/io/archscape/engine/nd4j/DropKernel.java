package io.archscape.engine.nd4j;

import io.archscape.engine.Buffer;
import io.archscape.engine.Kernel;
import io.archscape.engine.KernelSite;
import java.util.List;
import java.util.Optional;

/** y = x*mask, dx = dy*mask; y = x when evaluating. */
final class DropKernel implements Kernel {
  private final KernelSite site;
  private final Optional<BoundOp> forward;
  private final Optional<BoundOp> backward;

  DropKernel(KernelSite site) {
    this.site = site;
    forward = site.mask().map(mask -> multiply(site.input(), mask, site.output()));
    backward =
        site.gradientIn()
            .flatMap(dx -> site.mask().map(mask -> multiply(site.gradientOut(), mask, dx)));
  }

  private static BoundOp multiply(Buffer x, Buffer mask, Buffer y) {
    return new BoundOp("multiply", List.of(x.array(), mask.array()), List.of(y.array()));
  }

  @Override
  public void forward() {
    forward.ifPresentOrElse(BoundOp::run, () -> site.output().array().assign(site.input().array()));
  }

  @Override
  public void backward() {
    backward.ifPresent(BoundOp::run);
  }
}
