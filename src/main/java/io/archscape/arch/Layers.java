package io.archscape.arch;

import io.archscape.graph.Activation;
import io.archscape.graph.Op;
import io.archscape.graph.Sink;
import io.archscape.graph.Tensor;

/** The turns of phrase that blocks share. */
final class Layers {
  private Layers() {}

  /** Convolution without bias, then batch norm. */
  static Tensor convNorm(Sink sink, String name, Op.Conv conv, Tensor x) {
    Tensor y = sink.add(name, conv, x);
    return sink.add(name + "_bn", new Op.BatchNorm(), y);
  }

  /** Convolution without bias, batch norm, ReLU. */
  static Tensor convNormRelu(Sink sink, String name, Op.Conv conv, Tensor x) {
    return relu(sink, name + "_af", convNorm(sink, name, conv, x));
  }

  static Tensor relu(Sink sink, String name, Tensor x) {
    return sink.add(name, new Op.Activate(Activation.RELU), x);
  }

  /**
   * x + f(x), then ReLU; x goes through a 1x1 convolution with the block's stride where its width
   * or size differs.
   */
  static Tensor residual(Sink sink, Tensor x, Tensor branch, int stride) {
    int width = branch.shape().channels();
    boolean fits = stride == 1 && x.shape().channels() == width;
    Tensor skip = fits ? x : convNorm(sink, "proj", new Op.Conv(width, 1, stride), x);
    return relu(sink, "af", sink.add("add", new Op.Add(), skip, branch));
  }
}
