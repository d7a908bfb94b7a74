package io.archscape.arch;

import static io.archscape.Require.require;

import io.archscape.graph.Op;
import io.archscape.graph.Tensor;

/** The last layers: an optional 1x1 convolution, global pool, dropout, linear classifier. */
public record Head(int width) {
  private static final Layers.Names CONV = Layers.Names.of("head.conv");

  /** Global pool and linear classifier only. */
  public static final Head PLAIN = new Head(0);

  public Head {
    require(width >= 0, "head width must be 0 (none) or more, got width=%d", width);
  }

  Tensor lower(Layers layers, Tensor x, int classes) {
    Tensor y = x;
    if (width > 0) {
      y = layers.convNormAct(CONV, new Op.Conv(width, 1, 1), y);
    }
    y = layers.add("head.avg", new Op.GlobalPool(), y);
    double rate = layers.regularisation().dropout();
    if (rate > 0) {
      y = layers.add("head.drop", new Op.Drop(rate, Op.Drop.Unit.VALUE), y);
    }
    return layers.add("head.fc", new Op.Linear(classes), y);
  }
}
