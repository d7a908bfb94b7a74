package io.archscape.engine.nd4j;

import io.archscape.engine.Buffer;
import io.archscape.engine.Kernel;
import io.archscape.engine.KernelSite;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** y = x*s(x); dx = dy*(s + x*s'). */
final class GatedKernel implements Kernel {
  private final KernelSite site;
  private final Buffer gates;
  private final Runnable gate;
  private final Optional<Runnable> slope;

  GatedKernel(KernelSite site, Gate function) {
    this.site = site;
    gates = Buffer.create(site.input().shape());
    INDArray x = site.input().array();
    gate = function.value(x, gates.array());
    slope = site.gradientIn().map(dx -> function.slope(x, gates.array(), dx.array()));
  }

  @Override
  public void forward() {
    gate.run();
    site.input().array().mul(gates.array(), site.output().array());
  }

  @Override
  public void backward() {
    slope.ifPresent(Runnable::run);
    site.gradientIn()
        .ifPresent(
            dx ->
                dx.array()
                    .muli(site.input().array())
                    .addi(gates.array())
                    .muli(site.gradientOut().array()));
  }

  @Override
  public void close() {
    gates.close();
  }
}
