package io.archscape.engine.nd4j;

import io.archscape.engine.Buffer;
import io.archscape.engine.Kernel;
import io.archscape.engine.KernelSite;
import org.nd4j.linalg.api.ndarray.INDArray;

/** y = x*s(x); dx = dy*(s + x*s'). */
final class GatedKernel implements Kernel {
  private final KernelSite site;
  private final Buffer gates;
  private final Buffer slopes;
  private final Runnable gate;
  private final Runnable slope;

  GatedKernel(KernelSite site, Gate function) {
    this.site = site;
    gates = Buffer.create(site.input().shape());
    slopes = Buffer.create(site.input().shape());
    INDArray x = site.input().array();
    gate = function.value(x, gates.array());
    slope = function.slope(x, gates.array(), slopes.array());
  }

  @Override
  public void forward() {
    gate.run();
    site.input().array().mul(gates.array(), site.output().array());
  }

  @Override
  public void backward() {
    site.gradientIn().ifPresent(this::backwardTo);
  }

  private void backwardTo(Buffer dx) {
    slope.run();
    INDArray derivative = slopes.array();
    derivative.muli(site.input().array()).addi(gates.array());
    site.gradientOut().array().mul(derivative, dx.array());
  }

  @Override
  public void close() {
    gates.close();
    slopes.close();
  }
}
