package io.archscape.engine.nd4j;

import io.archscape.engine.Kernel;
import io.archscape.engine.KernelSite;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.same.Sum;
import org.nd4j.linalg.factory.Nd4j;

/** Sum or mean over positions or channels; every element that was added gets the same gradient. */
final class SumKernel implements Kernel {
  private final double factor;
  private final INDArray y;
  private final Sum sum;
  private final Optional<Spread> spread;

  /** dx = dy * factor, along what was summed. */
  private record Spread(INDArray dy, INDArray share, INDArray dx, BoundOp op) {
    static Spread of(INDArray dy, INDArray dx) {
      INDArray share = dy.ulike();
      return new Spread(dy, share, dx, new BoundOp("add", List.of(dx, share), List.of(dx)));
    }

    void run(double factor) {
      share.assign(dy).muli(factor);
      dx.assign(0f);
      op.run();
    }
  }

  private SumKernel(KernelSite site, double factor, int... dimensions) {
    this.factor = factor;
    y = site.output().array();
    sum = new Sum(site.input().array(), y, true, dimensions);
    spread = site.gradientIn().map(dx -> Spread.of(site.gradientOut().array(), dx.array()));
  }

  static SumKernel globalSum(KernelSite site) {
    return new SumKernel(site, 1, 1, 2);
  }

  static SumKernel globalMean(KernelSite site) {
    long[] x = site.input().shape();
    return new SumKernel(site, 1.0 / (x[1] * x[2]), 1, 2);
  }

  static SumKernel channelSum(KernelSite site) {
    return new SumKernel(site, 1, 3);
  }

  static SumKernel channelMean(KernelSite site) {
    return new SumKernel(site, 1.0 / site.input().shape()[3], 3);
  }

  @Override
  public void forward() {
    Nd4j.getExecutioner().exec(sum);
    y.muli(factor);
  }

  @Override
  public void backward() {
    spread.ifPresent(gradient -> gradient.run(factor));
  }
}
