package io.archscape.engine.nd4j;

import io.archscape.engine.Buffer;
import io.archscape.engine.Kernel;
import io.archscape.engine.Site;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** y = x*gate, gate (N,1,1,C); dx = dy*gate, dgate = sum over positions of dy*x. */
final class ScaleKernel implements Kernel {
  private final Site site;
  private final BoundOp forward;
  private final Optional<BoundOp> backwardToInput;
  private final Optional<Buffer> product;

  ScaleKernel(Site site) {
    this.site = site;
    forward = multiply(site.input().array(), gate(site), site.output().array());
    backwardToInput =
        site.outputGradient()
            .flatMap(
                dy -> site.gradientIn().map(dx -> multiply(dy.array(), gate(site), dx.array())));
    product = site.outputGradient().map(dy -> Buffer.create(dy.shape()));
  }

  private static INDArray gate(Site site) {
    return site.inputs().get(1).array();
  }

  private static BoundOp multiply(INDArray x, INDArray gate, INDArray y) {
    return new BoundOp("multiply", List.of(x, gate), List.of(y));
  }

  @Override
  public void forward() {
    forward.run();
  }

  @Override
  public void backward() {
    site.inputGradients().get(1).ifPresent(this::backwardToGate);
    backwardToInput.ifPresent(BoundOp::run);
  }

  private void backwardToGate(Buffer dgate) {
    INDArray terms = product.orElseThrow().array();
    site.gradientOut().array().mul(site.input().array(), terms);
    dgate.array().assign(terms.sum(true, 1, 2));
  }

  @Override
  public void close() {
    product.ifPresent(Buffer::close);
  }
}
