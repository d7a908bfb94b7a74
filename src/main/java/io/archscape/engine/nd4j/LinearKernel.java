package io.archscape.engine.nd4j;

import io.archscape.engine.Kernel;
import io.archscape.engine.KernelSite;
import io.archscape.engine.Role;
import org.nd4j.linalg.api.ndarray.INDArray;

/** y = x*W + b on rows; dW = x'*dy, db = sum of dy, dx = dy*W'. */
final class LinearKernel implements Kernel {
  private final KernelSite site;
  private final INDArray x;
  private final INDArray y;
  private final INDArray weight;

  LinearKernel(KernelSite site) {
    this.site = site;
    x = MatrixView.of(site.input());
    y = MatrixView.of(site.output());
    weight = site.param(Role.WEIGHT).array();
  }

  @Override
  public void forward() {
    y.assign(x.mmul(weight)).addiRowVector(site.param(Role.BIAS).array());
  }

  @Override
  public void backward() {
    INDArray dy = MatrixView.of(site.gradientOut());
    site.gradient(Role.WEIGHT).array().assign(x.transpose().mmul(dy));
    site.gradient(Role.BIAS).array().assign(dy.sum(0));
    site.gradientIn().ifPresent(dx -> MatrixView.of(dx).assign(dy.mmul(weight.transpose())));
  }
}
