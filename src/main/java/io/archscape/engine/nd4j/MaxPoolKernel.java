package io.archscape.engine.nd4j;

import io.archscape.engine.Kernel;
import io.archscape.engine.KernelSite;
import io.archscape.graph.Op;
import java.util.List;
import java.util.Optional;

/**
 * Maximum of windows: maxpool2d and maxpool2d_bp, (N,H,W,C). Of equal elements the first, row by
 * row, gets the gradient.
 */
final class MaxPoolKernel implements Kernel {
  private final BoundOp forward;
  private final Optional<BoundOp> backward;

  private MaxPoolKernel(KernelSite site, long... integers) {
    forward =
        new BoundOp(
            "maxpool2d", List.of(site.input().array()), List.of(site.output().array()), integers);
    backward =
        site.gradientIn()
            .map(
                dx ->
                    new BoundOp(
                        "maxpool2d_bp",
                        List.of(site.input().array(), site.gradientOut().array()),
                        List.of(dx.array()),
                        integers));
  }

  static MaxPoolKernel windows(KernelSite site, Op.MaxPool op) {
    long k = op.kernel();
    long s = op.stride();
    long p = (k - 1) / 2;
    return new MaxPoolKernel(site, k, k, s, s, p, p, 1, 1, 0, 0, 1);
  }

  /** One window of all positions: (N,H,W,C) to (N,1,1,C). */
  static MaxPoolKernel plane(KernelSite site) {
    long h = site.input().shape()[1];
    long w = site.input().shape()[2];
    return new MaxPoolKernel(site, h, w, 1, 1, 0, 0, 1, 1, 0, 0, 1);
  }

  @Override
  public void forward() {
    forward.run();
  }

  @Override
  public void backward() {
    backward.ifPresent(BoundOp::run);
  }
}
