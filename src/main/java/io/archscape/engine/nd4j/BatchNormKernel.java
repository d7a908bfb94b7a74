package io.archscape.engine.nd4j;

import io.archscape.engine.Buffer;
import io.archscape.engine.Kernel;
import io.archscape.engine.KernelSite;
import io.archscape.engine.Mode;
import io.archscape.engine.Role;
import io.archscape.graph.Op;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Batch norm over rows, with ReLU if asked: xhat = (x-mean)/sqrt(var+eps), y = gamma*xhat + beta;
 * backward dx = gamma/sqrt(var+eps) * (g - mean(g) - xhat*mean(g*xhat)).
 */
final class BatchNormKernel implements Kernel {
  private final KernelSite site;
  private final INDArray x;
  private final INDArray y;
  private final INDArray gamma;
  private final INDArray beta;
  private final Buffer normalised;
  private final INDArray xhat;
  private INDArray inverseDeviation;

  BatchNormKernel(KernelSite site) {
    this.site = site;
    x = MatrixView.of(site.input());
    y = MatrixView.of(site.output());
    gamma = site.param(Role.GAMMA).array();
    beta = site.param(Role.BETA).array();
    normalised = Buffer.create(site.input().shape());
    xhat = MatrixView.of(normalised);
    inverseDeviation = gamma.ulike();
  }

  @Override
  public void forward() {
    INDArray mean = site.norm().mean().array();
    INDArray variance = site.norm().variance().array();
    if (site.mode() == Mode.TRAIN) {
      mean.assign(x.mean(0));
      xhat.assign(x).subiRowVector(mean);
      variance.assign(xhat.mul(xhat).mean(0));
    } else {
      xhat.assign(x).subiRowVector(mean);
    }
    inverseDeviation = Transforms.sqrt(variance.add(Op.BatchNorm.EPS), false).rdivi(1.0);
    xhat.muliRowVector(inverseDeviation);
    y.assign(xhat).muliRowVector(gamma).addiRowVector(beta);
    if (site.relu()) {
      Transforms.relu(y, false);
    }
  }

  @Override
  public void backward() {
    INDArray g = MatrixView.of(site.gradientOut());
    if (site.relu()) {
      g = g.mul(Transforms.step(y, true));
    }
    INDArray gx = g.mul(xhat);
    INDArray sum = g.sum(0);
    INDArray dot = gx.sum(0);
    site.gradient(Role.BETA).array().assign(sum);
    site.gradient(Role.GAMMA).array().assign(dot);
    Optional<Buffer> target = site.gradientIn();
    if (target.isPresent()) {
      double rows = x.rows();
      INDArray dx = MatrixView.of(target.get());
      dx.assign(xhat).muliRowVector(dot.div(-rows)).addi(g).subiRowVector(sum.div(rows));
      dx.muliRowVector(gamma.mul(inverseDeviation));
    }
  }

  @Override
  public void close() {
    normalised.close();
  }
}
