package io.archscape.arch;

import io.archscape.graph.Activation;
import io.archscape.graph.Op;
import io.archscape.graph.OpSink;
import io.archscape.graph.Tensor;

/**
 * The turns of phrase that stem, blocks, attention and head share.
 *
 * @param sink takes the operations
 * @param function what follows a norm
 * @param regularisation what is dropped in training
 * @param shortcuts counts the blocks that have one
 */
record Layers(
    OpSink sink, Activation function, Regularisation regularisation, Shortcuts shortcuts) {

  /** The names of a convolution and of what follows it, made once: {@code a, a_bn, a_af}. */
  record Names(String conv, String norm, String activation) {
    static Names of(String conv) {
      return new Names(conv, conv + "_bn", conv + "_af");
    }
  }

  private static final Names PROJECTION = Names.of("proj");
  private static final Op NORM = new Op.BatchNorm();
  private static final Op LAST_NORM = new Op.BatchNorm(true);

  Tensor add(String name, Op op, Tensor... inputs) {
    return sink.add(name, op, inputs);
  }

  /** Convolution without bias, then batch norm. */
  Tensor convNorm(Names names, Op.Conv conv, Tensor x) {
    return sink.add(names.norm, NORM, sink.add(names.conv, conv, x));
  }

  /** The same as the last of a branch that a shortcut is added to, or not. */
  Tensor lastConvNorm(Names names, Op.Conv conv, Tensor x, boolean shortcut) {
    return sink.add(names.norm, shortcut ? LAST_NORM : NORM, sink.add(names.conv, conv, x));
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
   * its width or size differs. With drop path, images skip f.
   */
  Tensor residual(Tensor x, Tensor branch, int stride) {
    int width = branch.shape().channels();
    Tensor skip =
        keepsShape(x, width, stride) ? x : convNorm(PROJECTION, new Op.Conv(width, 1, stride), x);
    return activate("af", sum(skip, branch));
  }

  /** Whether a block's result has the width and size of what enters it. */
  static boolean keepsShape(Tensor x, int width, int stride) {
    return stride == 1 && x.shape().channels() == width;
  }

  /**
   * x + f(x) where {@link #keepsShape}, else f(x); nothing follows. With drop path, images skip f.
   */
  Tensor linearResidual(Tensor x, Tensor branch, int stride) {
    return keepsShape(x, branch.shape().channels(), stride) ? sum(x, branch) : branch;
  }

  private Tensor sum(Tensor shortcut, Tensor branch) {
    double rate = regularisation.dropPath() * shortcuts.next();
    Tensor kept =
        rate > 0 ? sink.add("drop", new Op.Drop(rate, Op.Drop.Unit.IMAGE), branch) : branch;
    return sink.add("add", new Op.Add(), shortcut, kept);
  }
}
