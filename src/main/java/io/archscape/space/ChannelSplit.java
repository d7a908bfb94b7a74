package io.archscape.space;

import static io.archscape.Require.require;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.archscape.arch.Block;
import io.archscape.arch.CrossStage;
import java.util.Locale;
import java.util.Optional;

/** What share of every stage's channels goes through its blocks. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface ChannelSplit {

  /**
   * The split of a stage of this depth and (adjusted) width.
   *
   * @param block of the stage, adjusted
   */
  CrossStage of(int depth, int width, Block block);

  /**
   * The word by which stores, claims and commands know it: {@code 0.5 last}. Different splits have
   * different words.
   */
  String word();

  /** All channels. */
  @JsonTypeName("none")
  record None() implements ChannelSplit {
    @Override
    public CrossStage of(int depth, int width, Block block) {
      return new CrossStage.None();
    }

    @Override
    public String word() {
      return "none";
    }
  }

  /**
   * A cross-stage partial stage: {@code split} of the channels go through the blocks after the
   * first, rounded to {@link Block#nearestWidth}, as to whole groups of the 3x3 convolution. A
   * stage of one block, or one so narrow that no channel would be left to go past, stays whole.
   */
  @JsonTypeName("csp")
  record Partial(double split, CrossStage.Partial.Fusion fusion) implements ChannelSplit {
    public Partial {
      require(split > 0 && split < 1, "csp split must lie in (0,1), got split=%s", split);
    }

    @Override
    public CrossStage of(int depth, int width, Block block) {
      int wanted = Math.max(1, (int) Math.rint(split * width));
      Optional<Integer> through = block.nearestWidth(wanted);
      return depth < 2 || through.isEmpty() || through.get() >= width
          ? new CrossStage.None()
          : new CrossStage.Partial(through.get(), fusion);
    }

    @Override
    public String word() {
      return split + " " + fusion.name().toLowerCase(Locale.ROOT);
    }
  }
}
