package io.archscape.arch;

import static io.archscape.Require.require;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.archscape.arch.Layers.Names;
import io.archscape.graph.ConcatAxis;
import io.archscape.graph.Op;
import io.archscape.graph.Tensor;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** What of a stage's channels its blocks see. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface CrossStage {

  /** Appends the blocks after the first one to what the first one put out. */
  Tensor lower(Layers layers, Tensor x, UnaryOperator<Tensor> blocks);

  /** The width of those blocks in a stage of this one; throws if the stage cannot have them. */
  int blockWidth(int depth, int width);

  /** What the field calls it, as {@code cross-stage partial}; empty for none. */
  String title();

  /** Its settings in a drawing: {@code 24 through, fusion last}; empty for none. */
  String label();

  /** Whether some channels go past the blocks: of all only {@link None} sends none. */
  default boolean exists() {
    return true;
  }

  /** All channels. */
  @JsonTypeName("none")
  record None() implements CrossStage {
    @Override
    public boolean exists() {
      return false;
    }

    @Override
    public String title() {
      return "";
    }

    @Override
    public String label() {
      return "";
    }

    @Override
    public Tensor lower(Layers layers, Tensor x, UnaryOperator<Tensor> blocks) {
      return blocks.apply(x);
    }

    @Override
    public int blockWidth(int depth, int width) {
      return width;
    }
  }

  /**
   * A cross-stage partial stage (CSPNet, arXiv:1911.11929). The stage's first block brings stride
   * and width, as in any stage. What it puts out is split: the last {@code through} channels go
   * through the other blocks, the rest goes past them; both are laid side by side again. A
   * transition is a 1x1 convolution that keeps the width, norm and activation.
   *
   * @param through the channels that go through the blocks
   * @param fusion where transitions stand
   */
  @JsonTypeName("csp")
  record Partial(int through, Fusion fusion) implements CrossStage {
    private static final Names INNER = Names.of("csp.transition_b");
    private static final Names OUTER = Names.of("csp.transition");

    /** Where transitions stand. */
    public enum Fusion {
      /** One after both parts are side by side: "fusion first". */
      @JsonProperty("first")
      FIRST,
      /** One after the blocks, and one after both parts are side by side. */
      @JsonProperty("last")
      LAST
    }

    public Partial {
      require(through >= 1, "csp must send at least 1 channel through, got through=%d", through);
    }

    @Override
    public String title() {
      return "cross-stage partial";
    }

    @Override
    public String label() {
      return "%d through, fusion %s".formatted(through, fusion.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public Tensor lower(Layers layers, Tensor x, UnaryOperator<Tensor> blocks) {
      int width = x.shape().channels();
      Tensor past = layers.add("csp.past", new Op.Slice(0, width - through), x);
      Tensor y = layers.add("csp.through", new Op.Slice(width - through, width), x);
      y = blocks.apply(y);
      if (fusion == Fusion.LAST) {
        y = layers.convNormAct(INNER, new Op.Conv(through, 1, 1), y);
      }
      y = layers.add("csp.concat", new Op.Concat(ConcatAxis.CHANNELS), past, y);
      return layers.convNormAct(OUTER, new Op.Conv(width, 1, 1), y);
    }

    @Override
    public int blockWidth(int depth, int width) {
      require(
          depth >= 2,
          "csp needs a block after the stage's first, got depth=%d of width=%d",
          depth,
          width);
      require(
          through < width,
          "csp must leave at least 1 channel past the blocks, got through=%d of width=%d",
          through,
          width);
      return through;
    }
  }
}
