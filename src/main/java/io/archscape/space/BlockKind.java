package io.archscape.space;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.archscape.arch.Attention;
import io.archscape.arch.Block;

/** Which block a space repeats. Named as in pycls. */
public enum BlockKind {
  /** 3x3, 3x3; no residual, no bottleneck, no groups. */
  @JsonProperty("vanilla_block")
  VANILLA("vanilla_block") {
    @Override
    Block block(double multiplier, int groupWidth, Attention attention) {
      return new Block.Vanilla();
    }
  },
  /** x + (3x3, 3x3). */
  @JsonProperty("res_basic_block")
  BASIC("res_basic_block") {
    @Override
    Block block(double multiplier, int groupWidth, Attention attention) {
      return new Block.Basic(attention);
    }
  },
  /** The X block. */
  @JsonProperty("res_bottleneck_block")
  BOTTLENECK("res_bottleneck_block") {
    @Override
    Block block(double multiplier, int groupWidth, Attention attention) {
      return new Block.Bottleneck(multiplier, groupWidth, attention);
    }
  },
  /** RegNetZ's block: nothing follows the sum. */
  @JsonProperty("res_bottleneck_linear_block")
  LINEAR("res_bottleneck_linear_block") {
    @Override
    Block block(double multiplier, int groupWidth, Attention attention) {
      return new Block.LinearBottleneck(multiplier, groupWidth, attention);
    }
  };

  private final String text;

  BlockKind(String text) {
    this.text = text;
  }

  /** What a stage repeats, as the text of a kind. */
  static Object of(Block block) {
    if (block instanceof Block.Vanilla) {
      return VANILLA;
    }
    if (block instanceof Block.Basic) {
      return BASIC;
    }
    if (block instanceof Block.Bottleneck) {
      return BOTTLENECK;
    }
    return block instanceof Block.LinearBottleneck ? LINEAR : "mbconv";
  }

  boolean hasBottleneck() {
    return this == BOTTLENECK || this == LINEAR;
  }

  abstract Block block(double multiplier, int groupWidth, Attention attention);

  @Override
  public String toString() {
    return text;
  }
}
