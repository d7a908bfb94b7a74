package io.archscape.arch;

import io.archscape.graph.Activation;
import io.archscape.graph.Op;
import io.archscape.graph.Sink;
import io.archscape.graph.Tensor;

/**
 * The turns of phrase that stem, blocks, attention and head share.
 *
 * @param sink takes the operations
 * @param function what follows a norm
 */
record Layers(Sink sink, Activation function) {

  /** The names of a convolution and of what follows it, made once: {@code a, a_bn, a_af}. */
  record Names(String conv, String norm, String activation) {
    static Names of(String conv) {
      return new Names(conv, conv + "_bn", conv + "_af");
    }
  }

  private static final Names PROJECTION = Names.of("proj");

  Tensor add(String name, Op op, Tensor... inputs) {
    return sink.add(name, op, inputs);
  }

  /** Convolution without bias, then batch norm. */
  Tensor convNorm(Names names, Op.Conv conv, Tensor x) {
    return sink.add(names.norm, new Op.BatchNorm(), sink.add(names.conv, conv, x));
  }

  /** Convolution without bias, batch norm, activation. */
  Tensor convNormAct(Names names, Op.Conv conv, Tensor x) {
    return activate(names.activation, convNorm(names, conv, x));
  }

  Tensor activate(String name, Tensor x) {
    return sink.add(name, new Op.Activate(function), x);
  }

  Tensor sigmoid(String name, Tensor x) {
    return sink.add(name, new Op.Activate(Activation.SIGMOID), x);
  }

  /**
   * x + f(x), then the activation; x goes through a 1x1 convolution with the block's stride where
   * its width or size differs.
   */
  Tensor residual(Tensor x, Tensor branch, int stride) {
    int width = branch.shape().channels();
    boolean fits = stride == 1 && x.shape().channels() == width;
    Tensor skip = fits ? x : convNorm(PROJECTION, new Op.Conv(width, 1, stride), x);
    return activate("af", sink.add("add", new Op.Add(), skip, branch));
  }

  /** x + f(x) where both have one width and size, else f(x); nothing follows. */
  Tensor linearResidual(Tensor x, Tensor branch, int stride) {
    boolean fits = stride == 1 && x.shape().equals(branch.shape());
    return fits ? sink.add("add", new Op.Add(), x, branch) : branch;
  }
}
