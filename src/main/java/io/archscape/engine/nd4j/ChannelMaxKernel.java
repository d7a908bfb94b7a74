package io.archscape.engine.nd4j;

import io.archscape.engine.Buffer;
import io.archscape.engine.Kernel;
import io.archscape.engine.KernelSite;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Maximum over channels: (N,H,W,C) to (N,H,W,1). The transposed copy (N,C,1,H*W) is an image whose
 * height is the channels, for maxpool2d; of equal channels the first gets the gradient.
 */
final class ChannelMaxKernel implements Kernel {
  private final Buffer transposed;
  private final INDArray columns;
  private final INDArray x;
  private final BoundOp forward;
  private final Optional<Backward> backward;

  private record Backward(BoundOp op, Buffer transposed, INDArray columns, INDArray dx) {}

  ChannelMaxKernel(KernelSite site) {
    long[] shape = site.input().shape();
    long[] integers = {shape[3], 1, 1, 1, 0, 0, 1, 1, 0, 0, 1};
    transposed = transposed(shape);
    columns = columns(transposed);
    x = positions(site.input());
    forward =
        new BoundOp(
            "maxpool2d", List.of(transposed.array()), List.of(maxima(site.output())), integers);
    backward = site.gradientIn().map(dx -> backward(maxima(site.gradientOut()), dx, integers));
  }

  private Backward backward(INDArray dy, Buffer dx, long[] integers) {
    Buffer target = transposed(dx.shape());
    BoundOp op =
        new BoundOp(
            "maxpool2d_bp", List.of(transposed.array(), dy), List.of(target.array()), integers);
    return new Backward(op, target, columns(target), positions(dx));
  }

  private static Buffer transposed(long[] shape) {
    return Buffer.create(shape[0], shape[3], 1, shape[1] * shape[2]);
  }

  /** (N,C,1,H*W) as a view (N,H*W,C). */
  private static INDArray columns(Buffer transposed) {
    long[] shape = transposed.shape();
    return transposed.array().reshape('c', shape[0], shape[1], shape[3]).permute(0, 2, 1);
  }

  private static INDArray positions(Buffer x) {
    long[] shape = x.shape();
    return x.shaped(shape[0], shape[1] * shape[2], shape[3]).array();
  }

  private static INDArray maxima(Buffer y) {
    long[] shape = y.shape();
    return y.shaped(shape[0], 1, 1, shape[1] * shape[2]).array();
  }

  @Override
  public void forward() {
    columns.assign(x);
    forward.run();
  }

  @Override
  public void backward() {
    backward.ifPresent(
        made -> {
          made.op.run();
          made.dx.assign(made.columns);
        });
  }

  @Override
  public void close() {
    backward.ifPresent(made -> made.transposed.close());
    transposed.close();
  }
}
