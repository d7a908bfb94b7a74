package io.archscape.engine.nd4j;

import io.archscape.engine.Buffer;
import io.archscape.engine.Kernel;
import io.archscape.engine.KernelSite;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** y = x*s with s = 1/(1+exp(-x)); dx = dy*s*(1 + x*(1-s)). */
final class SiluKernel implements Kernel {
  private final KernelSite site;
  private final Buffer gate;
  private final BoundOp sigmoid;

  SiluKernel(KernelSite site) {
    this.site = site;
    gate = Buffer.create(site.input().shape());
    sigmoid = new BoundOp("sigmoid", List.of(site.input().array()), List.of(gate.array()));
  }

  @Override
  public void forward() {
    sigmoid.run();
    site.input().array().mul(gate.array(), site.output().array());
  }

  @Override
  public void backward() {
    site.gradientIn().ifPresent(this::backwardTo);
  }

  private void backwardTo(Buffer target) {
    INDArray s = gate.array();
    INDArray dx = s.rsub(1.0, target.array());
    dx.muli(site.input().array()).addi(1.0).muli(s).muli(site.gradientOut().array());
  }

  @Override
  public void close() {
    gate.close();
  }
}
