package io.archscape.engine.nd4j;

import io.archscape.engine.Buffer;
import io.archscape.engine.Kernel;
import io.archscape.engine.KernelSite;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * y = min(top, max(0, slope*x + offset)); dx = slope*dy where y lies between the bounds, else 0.
 */
final class ClipKernel implements Kernel {
  private final KernelSite site;
  private final double slope;
  private final double offset;
  private final double top;

  ClipKernel(KernelSite site, double slope, double offset, double top) {
    this.site = site;
    this.slope = slope;
    this.offset = offset;
    this.top = top;
  }

  @Override
  public void forward() {
    INDArray y = site.output().array();
    site.input().array().mul(slope, y);
    y.addi(offset);
    clip(y, top);
  }

  /** y = min(top, max(0, y)). */
  static void clip(INDArray y, double top) {
    Transforms.max(y, 0, false);
    Transforms.min(y, top, false);
  }

  @Override
  public void backward() {
    site.gradientIn().ifPresent(this::backwardTo);
  }

  private void backwardTo(Buffer dx) {
    try (INDArray inside = inside(site.output().array(), top)) {
      site.gradientOut().array().mul(inside.muli(slope), dx.array());
    }
  }

  /** 1 where 0 < y < top, else 0. */
  static INDArray inside(INDArray y, double top) {
    INDArray above = Transforms.step(y, true);
    try (INDArray below = y.rsub(top)) {
      Transforms.step(below, false);
      return above.muli(below);
    }
  }
}
