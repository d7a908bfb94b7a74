package io.archscape.space;

import io.archscape.arch.BlockKind.Fitted;
import io.archscape.arch.BlockParameter;
import io.archscape.space.Membership.StageShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks for settings of a RegNet space that give the stages of a network. */
final class RegNetMembership {
  private static final double SLACK = 1e-6;

  private final RegNetSpace space;
  private final List<StageShape> stages;
  private final int depth;
  private final BlockSpace blocks;

  RegNetMembership(RegNetSpace space, List<StageShape> stages) {
    this.space = space;
    this.stages = stages;
    depth = stages.stream().mapToInt(StageShape::depth).sum();
    blocks = space.blocks();
  }

  /** The first rule that the stages break, in words. */
  Optional<String> broken() {
    if (!space.d().contains(depth)) {
      return Optional.of(
          "d, the sum of the depths, must be one of %s, got %d"
              .formatted(Membership.brief(space.d()), depth));
    }
    return Membership.ofBlocks(blocks, stages).or(this::line);
  }

  private Optional<String> line() {
    boolean widthsFit = false;
    for (double[] ofBlock : blocks.settings(stages.get(0).values(), blocks::isAdjusted)) {
      for (double w0 : space.w0().values()) {
        if (!makes(w0, ofBlock, 0)) {
          continue;
        }
        for (double wm : space.wm().values()) {
          if (widthsFit(w0, wm, ofBlock)) {
            widthsFit = true;
            if (slopeFits((int) w0, wm)) {
              return Optional.empty();
            }
          }
        }
      }
    }
    return Optional.of(
        widthsFit
            ? "depths must follow from some wa in %s and the widths, got %s"
                .formatted(
                    Membership.brief(space.wa()), Membership.numbers(stages, StageShape::depth))
            : "widths must follow from some %s of the space, got widths %s%s"
                .formatted(names(), Membership.numbers(stages, StageShape::width), adjusted()));
  }

  /** {@code w0, wm and g}: what the widths depend on. */
  private String names() {
    List<String> names = new ArrayList<>(List.of("w0", "wm"));
    blocks.kind().parameters().stream()
        .filter(BlockParameter::adjusted)
        .forEach(each -> names.add(each.name()));
    int last = names.size() - 1;
    return String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  /** {@code , group widths [8, 8]}: what the stages have of the parameters that are adjusted. */
  private String adjusted() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < blocks.ranges().size(); i++) {
      if (blocks.isAdjusted(i)) {
        int index = i;
        text.append(", %ss ".formatted(blocks.kind().parameters().get(i).title()))
            .append(Membership.numbers(stages, stage -> (int) stage.values()[index]));
      }
    }
    return text.toString();
  }

  private boolean makes(double width, double[] ofBlock, int stage) {
    Optional<Fitted> fit = blocks.fit((int) width, ofBlock);
    return fit.isPresent() && fit.get().equals(stages.get(stage).made());
  }

  /** Whether the widths of the levels are adjusted to the stages', and no two are merged. */
  private boolean widthsFit(double w0, double wm, double[] ofBlock) {
    int last = 0;
    for (int i = 0; i < stages.size(); i++) {
      int width = RegNet.width((int) w0, wm, i);
      if (width == last || !makes(width, ofBlock, i)) {
        return false;
      }
      last = width;
    }
    return true;
  }

  /**
   * Whether some slope puts every block on its stage's level. A block's level rises with the slope,
   * so the slopes that do are an interval; those of the space in it, or within rounding of it, are
   * tried.
   */
  private boolean slopeFits(int w0, double wm) {
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    int block = 0;
    for (int i = 0; i < stages.size(); i++) {
      low = Math.max(low, RegNetInverse.slope(w0, wm, i, block));
      block += stages.get(i).depth();
      high = Math.min(high, RegNetInverse.slope(w0, wm, i + 1, block - 1));
    }
    for (double wa : space.wa().values()) {
      if (wa >= low - SLACK
          && wa <= high + SLACK
          && RegNet.of(new RegNetParams(depth, w0, wa, wm))
              .depths()
              .equals(Membership.numbers(stages, StageShape::depth))) {
        return true;
      }
    }
    return false;
  }
}
