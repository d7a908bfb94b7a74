package io.archscape.arch;

import static io.archscape.Require.require;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.archscape.graph.Op;
import io.archscape.graph.Sink;
import io.archscape.graph.Tensor;

/** What a stage repeats. Names and rules are those of pycls (pycls/models/anynet.py). */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Block.Vanilla.class, name = "vanilla_block"),
  @JsonSubTypes.Type(value = Block.Basic.class, name = "res_basic_block"),
  @JsonSubTypes.Type(value = Block.Bottleneck.class, name = "res_bottleneck_block")
})
public sealed interface Block {

  /** Appends one block of {@code width} channels out, moved by {@code stride}. */
  Tensor lower(Sink sink, Tensor x, int width, int stride);

  /** Whether the block can have this width; throws {@link IllegalArgumentException} if not. */
  default void requireWidth(int width) {}

  /** 3x3 with the stride, 3x3; no residual. */
  record Vanilla() implements Block {
    @Override
    public Tensor lower(Sink sink, Tensor x, int width, int stride) {
      Tensor y = Layers.convNormRelu(sink, "a", new Op.Conv(width, 3, stride), x);
      return Layers.convNormRelu(sink, "b", new Op.Conv(width, 3, 1), y);
    }
  }

  /** x + (3x3 with the stride, 3x3). */
  record Basic() implements Block {
    @Override
    public Tensor lower(Sink sink, Tensor x, int width, int stride) {
      Tensor y = Layers.convNormRelu(sink, "f.a", new Op.Conv(width, 3, stride), x);
      y = Layers.convNorm(sink, "f.b", new Op.Conv(width, 3, 1), y);
      return Layers.residual(sink, x, y, stride);
    }
  }

  /**
   * The X block: x + (1x1, grouped 3x3 with the stride, attention, 1x1).
   *
   * @param multiplier inner width over outer width; the paper's bottleneck ratio is its inverse
   * @param groupWidth channels of a group of the 3x3 convolution
   */
  record Bottleneck(double multiplier, int groupWidth, Attention attention) implements Block {
    public Bottleneck {
      require(
          multiplier > 0 && multiplier <= 64,
          "bottleneck multiplier must lie in (0,64], got multiplier=%s",
          multiplier);
      require(groupWidth >= 1, "group width must be at least 1, got groupWidth=%d", groupWidth);
    }

    @Override
    public Tensor lower(Sink sink, Tensor x, int width, int stride) {
      int inner = innerWidth(width);
      Op.Conv grouped = new Op.Conv(inner, 3, stride, inner / groupWidth, false);
      Tensor y = Layers.convNormRelu(sink, "f.a", new Op.Conv(inner, 1, 1), x);
      y = Layers.convNormRelu(sink, "f.b", grouped, y);
      y = attention.lower(sink, y, x.shape().channels());
      y = Layers.convNorm(sink, "f.c", new Op.Conv(width, 1, 1), y);
      return Layers.residual(sink, x, y, stride);
    }

    /** rint(width * multiplier): the channels of the 3x3 convolution. */
    public int innerWidth(int width) {
      return (int) Math.rint(width * multiplier);
    }

    @Override
    public void requireWidth(int width) {
      int inner = innerWidth(width);
      require(
          inner >= 1 && inner % groupWidth == 0,
          "width times bottleneck multiplier must be divisible by the group width,"
              + " got width=%d multiplier=%s groupWidth=%d",
          width,
          multiplier,
          groupWidth);
    }
  }
}
