package io.archscape.engine.nd4j;

import io.archscape.engine.Kernel;
import io.archscape.engine.Site;
import io.archscape.graph.Op;
import java.util.List;
import java.util.Optional;

/** Maximum of windows: maxpool2d and maxpool2d_bp, (N,H,W,C). */
final class MaxPoolKernel implements Kernel {
  private final BoundOp forward;
  private final Optional<BoundOp> backward;

  MaxPoolKernel(Site site, Op.MaxPool op) {
    long k = op.kernel();
    long s = op.stride();
    long p = (k - 1) / 2;
    long[] integers = {k, k, s, s, p, p, 1, 1, 0, 0, 1};
    forward =
        new BoundOp(
            "maxpool2d", List.of(site.input().array()), List.of(site.output().array()), integers);
    backward =
        site.outputGradient().isEmpty()
            ? Optional.empty()
            : site.gradientIn()
                .map(
                    dx ->
                        new BoundOp(
                            "maxpool2d_bp",
                            List.of(site.input().array(), site.gradientOut().array()),
                            List.of(dx.array()),
                            integers));
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
