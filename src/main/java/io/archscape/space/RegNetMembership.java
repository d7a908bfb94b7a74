package io.archscape.space;

import io.archscape.space.Compatibility.Adjusted;
import io.archscape.space.Membership.StageShape;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Looks for settings of a RegNet space that give the stages of a network. */
final class RegNetMembership {
  private static final double SLACK = 1e-6;

  private final RegNetSpace space;
  private final List<StageShape> stages;
  private final int depth;
  private final double b;

  RegNetMembership(RegNetSpace space, List<StageShape> stages) {
    this.space = space;
    this.stages = stages;
    depth = stages.stream().mapToInt(StageShape::depth).sum();
    b = stages.get(0).adjusted().multiplier();
  }

  /** The first rule that the stages break, in words. */
  Optional<String> broken() {
    if (!space.d().contains(depth)) {
      return Optional.of(
          "d, the sum of the depths, must be one of %s, got %d"
              .formatted(Membership.brief(space.d()), depth));
    }
    return Membership.outside("b", space.b(), stages, stage -> stage.adjusted().multiplier())
        .or(this::sharedMultiplier)
        .or(this::line);
  }

  private Optional<String> sharedMultiplier() {
    List<Double> all = stages.stream().map(stage -> stage.adjusted().multiplier()).toList();
    return new HashSet<>(all).size() > 1
        ? Optional.of("b must be the same in all stages, got " + all)
        : Optional.empty();
  }

  private Optional<String> line() {
    boolean widthsFit = false;
    for (double g : space.g().values()) {
      for (double w0 : space.w0().values()) {
        if (!makes(w0, g, 0)) {
          continue;
        }
        for (double wm : space.wm().values()) {
          if (widthsFit(w0, wm, g)) {
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
            : "widths must follow from some w0, wm and g of the space, got widths %s, group widths %s"
                .formatted(
                    Membership.numbers(stages, stage -> stage.adjusted().width()),
                    Membership.numbers(stages, stage -> stage.adjusted().groupWidth())));
  }

  private boolean makes(double width, double g, int stage) {
    Optional<Adjusted> fit = Compatibility.fit((int) width, b, (int) g);
    return fit.isPresent() && fit.get().equals(stages.get(stage).adjusted());
  }

  /** Whether the widths of the levels are adjusted to the stages', and no two are merged. */
  private boolean widthsFit(double w0, double wm, double g) {
    int last = 0;
    for (int i = 0; i < stages.size(); i++) {
      int width = RegNet.width((int) w0, wm, i);
      if (width == last || !makes(width, g, i)) {
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
