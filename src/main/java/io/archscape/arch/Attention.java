package io.archscape.arch;

import static io.archscape.Require.require;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.archscape.graph.Activation;
import io.archscape.graph.Op;
import io.archscape.graph.Sink;
import io.archscape.graph.Tensor;

/** A component of a block that weighs its channels. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Attention.None.class, name = "none"),
  @JsonSubTypes.Type(value = Attention.SqueezeExcite.class, name = "se")
})
public sealed interface Attention {

  /**
   * Appends the attention to {@code x}.
   *
   * @param blockWidth the channels that enter the block
   */
  Tensor lower(Sink sink, Tensor x, int blockWidth);

  /** No attention. */
  record None() implements Attention {
    @Override
    public Tensor lower(Sink sink, Tensor x, int blockWidth) {
      return x;
    }
  }

  /**
   * Squeeze-and-excitation (arXiv:1709.01507) as in RegNetY: global pool, 1x1 to rint(ratio times
   * the block's input width), ReLU, 1x1 back, sigmoid, scale. Both convolutions have a bias.
   */
  record SqueezeExcite(double ratio) implements Attention {
    public SqueezeExcite {
      require(ratio > 0 && ratio <= 1, "se ratio must lie in (0,1], got ratio=%s", ratio);
    }

    @Override
    public Tensor lower(Sink sink, Tensor x, int blockWidth) {
      int squeezed = (int) Math.rint(blockWidth * ratio);
      require(
          squeezed >= 1,
          "se width must be at least 1, got rint(%d*%s)=%d",
          blockWidth,
          ratio,
          squeezed);
      Tensor y = sink.add("f.se.avg", new Op.GlobalPool(), x);
      y = sink.add("f.se.f_ex.0", new Op.Conv(squeezed, 1, 1, 1, true), y);
      y = Layers.relu(sink, "f.se.f_ex.1", y);
      y = sink.add("f.se.f_ex.2", new Op.Conv(x.shape().channels(), 1, 1, 1, true), y);
      y = sink.add("f.se.f_ex.3", new Op.Activate(Activation.SIGMOID), y);
      return sink.add("f.se.scale", new Op.Scale(), x, y);
    }
  }
}
