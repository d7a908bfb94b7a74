package io.archscape.space;

import static io.archscape.Require.require;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.archscape.arch.CrossStage;
import java.util.Optional;

/** What share of every stage's channels goes through its blocks. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Split.None.class, name = "none"),
  @JsonSubTypes.Type(value = Split.Partial.class, name = "csp")
})
public sealed interface Split {

  /**
   * The split of a stage of this depth and (adjusted) width.
   *
   * @param multiplier of the bottleneck
   * @param groupWidth of the stage, adjusted
   */
  CrossStage of(int depth, int width, double multiplier, int groupWidth);

  /** All channels. */
  record None() implements Split {
    @Override
    public CrossStage of(int depth, int width, double multiplier, int groupWidth) {
      return new CrossStage.None();
    }

    @Override
    public String toString() {
      return "none";
    }
  }

  /**
   * A cross-stage partial stage: {@code split} of the channels go through the blocks after the
   * first, rounded to whole groups of the 3x3 convolution as {@link Compatibility} does. A stage of
   * one block, or one so narrow that no channel would be left to go past, stays whole.
   */
  record Partial(double split, CrossStage.Partial.Fusion fusion) implements Split {
    public Partial {
      require(split > 0 && split < 1, "csp split must lie in (0,1), got split=%s", split);
    }

    @Override
    public CrossStage of(int depth, int width, double multiplier, int groupWidth) {
      int wanted = Math.max(1, (int) Math.rint(split * width));
      Optional<Integer> through = Compatibility.wholeGroups(wanted, multiplier, groupWidth);
      return depth < 2 || through.isEmpty() || through.get() >= width
          ? new CrossStage.None()
          : new CrossStage.Partial(through.get(), fusion);
    }

    @Override
    public String toString() {
      return split + " " + fusion.name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
