package io.archscape.engine.nd4j;

import io.archscape.engine.Buffer;
import io.archscape.engine.Kernel;
import io.archscape.engine.KernelSite;
import io.archscape.engine.Role;
import io.archscape.graph.Op;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Convolution of one group: conv2d and conv2d_bp, (N,H,W,C) and weights (kh,kw,C,width). */
final class ConvKernel implements Kernel {
  private final Optional<INDArray> bias;
  private final Optional<INDArray> biasGradient;
  private final INDArray output;
  private final Optional<INDArray> outputGradient;
  private final BoundOp forward;
  private final Optional<BoundOp> backward;
  private final Optional<Buffer> unwanted;
  private final boolean relu;

  ConvKernel(KernelSite site, Op.Conv op) {
    this(site, op, site.param(Role.WEIGHT).array(), weightGradient(site));
  }

  /** On weights other than the site's own. */
  ConvKernel(KernelSite site, Op.Conv op, INDArray weight, Optional<INDArray> weightGradient) {
    long[] integers = integers(weight.shape(), op.stride());
    INDArray x = site.input().array();
    output = MatrixView.of(site.output());
    relu = site.relu();
    bias = Optional.ofNullable(site.params().get(Role.BIAS)).map(Buffer::array);
    biasGradient = Optional.ofNullable(site.gradients().get(Role.BIAS)).map(Buffer::array);
    outputGradient = site.outputGradient().map(MatrixView::of);
    forward = new BoundOp("conv2d", List.of(x, weight), List.of(site.output().array()), integers);
    boolean trains = site.outputGradient().isPresent();
    // conv2d_bp always makes the gradient of the images too
    unwanted =
        trains && site.gradientIn().isEmpty()
            ? Optional.of(Buffer.create(site.input().shape()))
            : Optional.empty();
    backward =
        weightGradient.map(
            gradient ->
                new BoundOp(
                    "conv2d_bp",
                    List.of(x, weight, site.gradientOut().array()),
                    List.of(site.gradientIn().or(() -> unwanted).orElseThrow().array(), gradient),
                    integers));
  }

  private static Optional<INDArray> weightGradient(KernelSite site) {
    return site.outputGradient().map(gradient -> site.gradient(Role.WEIGHT).array());
  }

  /** Kernel, stride, padding, dilation, explicit padding, NHWC, weights (kh,kw,C,width). */
  private static long[] integers(long[] weight, long s) {
    long h = weight[0];
    long w = weight[1];
    return new long[] {h, w, s, s, (h - 1) / 2, (w - 1) / 2, 1, 1, 0, 1, 0};
  }

  @Override
  public void forward() {
    forward.run();
    bias.ifPresent(output::addiRowVector);
    if (relu) {
      Transforms.relu(output, false);
    }
  }

  @Override
  public void backward() {
    backward.orElseThrow().run();
    biasGradient.ifPresent(
        gradient -> gradient.assign(outputGradient.orElseThrow().sum(0).reshape(gradient.shape())));
  }

  @Override
  public void close() {
    unwanted.ifPresent(Buffer::close);
  }
}
