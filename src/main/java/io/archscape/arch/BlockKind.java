package io.archscape.arch;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The kinds of blocks, each with the parameters that tell its blocks apart: what a space repeats.
 * Names are those of pycls where it has the block. A block whose parameters are given as numbers
 * takes them in the order of {@link #parameters}.
 */
public enum BlockKind {
  /** 3x3, 3x3; no residual. */
  @JsonProperty("vanilla_block")
  VANILLA("vanilla_block", "plain blocks") {
    @Override
    public boolean isResidual() {
      return false;
    }

    @Override
    public Block block(double[] values, Attention attention) {
      return new Block.Vanilla();
    }
  },
  /** x + (3x3, 3x3). */
  @JsonProperty("res_basic_block")
  BASIC("res_basic_block", "basic residual blocks") {
    @Override
    public Block block(double[] values, Attention attention) {
      return new Block.Basic(attention);
    }
  },
  /** The X block. */
  @JsonProperty("res_bottleneck_block")
  BOTTLENECK(
      "res_bottleneck_block",
      "bottlenecks",
      BlockParameter.MULTIPLIER,
      BlockParameter.GROUP_WIDTH) {
    @Override
    public Block block(double[] values, Attention attention) {
      return new Block.Bottleneck(values[0], (int) values[1], attention);
    }

    @Override
    public Optional<Fitted> fit(int width, double[] values, Attention attention) {
      return adjusted(width, values, g -> new Block.Bottleneck(values[0], g, attention));
    }
  },
  /** RegNetZ's block: nothing follows the sum. */
  @JsonProperty("res_bottleneck_linear_block")
  LINEAR(
      "res_bottleneck_linear_block",
      "linear bottlenecks",
      BlockParameter.MULTIPLIER,
      BlockParameter.GROUP_WIDTH) {
    @Override
    public Block block(double[] values, Attention attention) {
      return new Block.LinearBottleneck(values[0], (int) values[1], attention);
    }

    @Override
    public Optional<Fitted> fit(int width, double[] values, Attention attention) {
      return adjusted(width, values, g -> new Block.LinearBottleneck(values[0], g, attention));
    }
  },
  /** EfficientNet's block. */
  @JsonProperty("mbconv")
  MBCONV("mbconv", "inverted residual blocks", BlockParameter.EXPANSION, BlockParameter.KERNEL) {
    @Override
    public Block block(double[] values, Attention attention) {
      return new Block.MbConv(values[0], (int) values[1], attention);
    }
  };

  private final String key;
  private final String title;

  @SuppressWarnings("ImmutableEnumChecker") // of records, made by List.of
  private final List<BlockParameter> parameters;

  BlockKind(String key, String title, BlockParameter... parameters) {
    this.key = key;
    this.title = title;
    this.parameters = List.of(parameters);
  }

  /** A width that a block can have, and that block. */
  public record Fitted(int width, Block block) {}

  /** The name in YAML. */
  public String key() {
    return key;
  }

  /** What the field calls several of them: {@code linear bottlenecks}. */
  public String title() {
    return title;
  }

  /** What tells its blocks apart, in the order in which a space draws it. */
  public List<BlockParameter> parameters() {
    return parameters;
  }

  /**
   * Whether its branch is added to what enters: only then it takes attention or a partial stage.
   */
  public boolean isResidual() {
    return true;
  }

  /**
   * The block of these numbers.
   *
   * @param values of the {@link #parameters}, in their order
   * @param attention left out where the block has no place for one
   * @throws IllegalArgumentException naming the number that cannot be
   */
  public abstract Block block(double[] values, Attention attention);

  /**
   * The width next to the one asked for that such a block can have, with the block as adjusted to
   * it; empty if they cannot be made to fit.
   */
  public Optional<Fitted> fit(int width, double[] values, Attention attention) {
    return Optional.of(new Fitted(width, block(values, attention)));
  }

  /** By the rule of pycls for a multiplier and a group width, {@code values} in this order. */
  private static Optional<Fitted> adjusted(int width, double[] values, IntFunction<Block> block) {
    return Compatibility.fit(width, values[0], (int) values[1])
        .map(fit -> new Fitted(fit.width(), block.apply(fit.groupWidth())));
  }

  @Override
  public String toString() {
    return key;
  }
}
