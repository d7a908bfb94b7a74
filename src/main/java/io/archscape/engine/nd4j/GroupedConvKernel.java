package io.archscape.engine.nd4j;

import io.archscape.engine.Buffer;
import io.archscape.engine.Kernel;
import io.archscape.engine.KernelSite;
import io.archscape.engine.Role;
import io.archscape.graph.Op;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.same.Sum;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Grouped convolution, which ND4J lacks, as a plain one with block-diagonal weights:
 * (k,k,C/G,width) repeated G times along its inputs and masked to (k,k,C,width); the gradient is
 * masked and summed over the repetitions. That is G times the arithmetic in one call instead of G
 * calls on copies of slices.
 */
final class GroupedConvKernel implements Kernel {
  private final Buffer dense;
  private final Buffer denseGradient;
  private final Buffer mask;
  private final ConvKernel conv;
  private final BoundOp repeat;
  private final Optional<INDArray> gradient;
  private final INDArray byGroup;

  GroupedConvKernel(KernelSite site, Op.Conv op) {
    Buffer weight = site.param(Role.WEIGHT);
    long k = op.kernel();
    long in = weight.shape()[2];
    long[] shape = {k, k, in * op.groups(), op.width()};
    dense = Buffer.create(shape);
    denseGradient = Buffer.create(shape);
    mask = mask(shape, in, op.width() / op.groups());
    repeat =
        new BoundOp("tile", List.of(weight.array()), List.of(dense.array()), 1, 1, op.groups(), 1);
    gradient =
        site.outputGradient()
            .map(g -> site.gradient(Role.WEIGHT).array().reshape('c', k * k, in, op.width()));
    byGroup = denseGradient.array().reshape('c', k * k, op.groups(), in, op.width());
    conv = new ConvKernel(site, op, dense.array(), gradient.map(g -> denseGradient.array()));
  }

  private static Buffer mask(long[] shape, long in, int out) {
    Buffer mask = Buffer.create(shape);
    float[] ones = new float[Math.toIntExact(mask.length())];
    for (int i = 0; i < ones.length; i++) {
      long output = i % shape[3];
      long input = i / shape[3] % shape[2];
      ones[i] = input / in == output / out ? 1f : 0f;
    }
    mask.write(ones);
    return mask;
  }

  @Override
  public void forward() {
    repeat.run();
    dense.array().muli(mask.array());
    conv.forward();
  }

  @Override
  public void backward() {
    conv.backward();
    denseGradient.array().muli(mask.array());
    Nd4j.getExecutioner().exec(new Sum(byGroup, gradient.orElseThrow(), false, 1));
  }

  @Override
  public void close() {
    conv.close();
    dense.close();
    denseGradient.close();
    mask.close();
  }
}
