package io.archscape.engine.nd4j;

import io.archscape.engine.Kernel;
import io.archscape.engine.Site;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Mean over positions: (N,H,W,C) to (N,1,1,C); its gradient is spread evenly. */
final class GlobalPoolKernel implements Kernel {
  private final Site site;
  private final INDArray share;
  private final Optional<BoundOp> spread;

  GlobalPoolKernel(Site site) {
    this.site = site;
    share = site.output().array().ulike();
    spread =
        site.outputGradient().isEmpty()
            ? Optional.empty()
            : site.gradientIn()
                .map(dx -> new BoundOp("add", List.of(dx.array(), share), List.of(dx.array())));
  }

  @Override
  public void forward() {
    site.output().array().assign(site.input().array().mean(true, 1, 2));
  }

  @Override
  public void backward() {
    site.gradientIn()
        .ifPresent(
            dx -> {
              double positions = (double) dx.shape()[1] * dx.shape()[2];
              share.assign(site.gradientOut().array()).divi(positions);
              dx.array().assign(0f);
              spread.orElseThrow().run();
            });
  }
}
