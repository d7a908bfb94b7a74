package io.archscape.space;

import io.archscape.arch.Compatibility;
import io.archscape.arch.Compatibility.Adjusted;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@link Compatibility} made of a stage, and why.
 *
 * @param width asked for: drawn, or the RegNet rule's
 * @param groupWidth asked for
 * @param adjusted what the stage has instead
 */
public record Fitting(int width, double multiplier, int groupWidth, Adjusted adjusted) {

  /**
   * Adjusts a stage.
   *
   * @param stage its number, from 1, for errors
   * @throws IllegalArgumentException naming the stage and the numbers if they cannot be made to fit
   */
  public static Fitting of(int stage, int width, double multiplier, int groupWidth) {
    try {
      Adjusted adjusted = Compatibility.adjust(width, multiplier, groupWidth);
      return new Fitting(width, multiplier, groupWidth, adjusted);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("stage " + stage + ": " + e.getMessage(), e);
    }
  }

  public boolean changed() {
    return width != adjusted.width() || groupWidth != adjusted.groupWidth();
  }

  /** Why something changed, in words; empty if nothing did. */
  public String reason() {
    List<String> reasons = new ArrayList<>();
    int inner = (int) Math.max(1, width * multiplier);
    int group = adjusted.groupWidth();
    if (group != groupWidth) {
      reasons.add(
          "group width %d -> %d: the 3x3 convolution has only %d channels"
              .formatted(groupWidth, group, inner));
    }
    if (width != adjusted.width()) {
      String of = multiplier == 1 ? "" : " of its 3x3 convolution's %d channels".formatted(inner);
      String common = multiplier > 1 ? " that b=%s divides too".formatted(text(multiplier)) : "";
      reasons.add(
          "width %d -> %d: rounded to the nearest whole number of groups of %d%s%s%s"
              .formatted(width, adjusted.width(), group, common, of, midway(inner, group)));
    }
    return String.join("; ", reasons);
  }

  /** 24 is one and a half groups of 16: rint makes it two. */
  private String midway(int inner, int group) {
    boolean half = multiplier <= 1 && inner > group && 2 * (inner % group) == group;
    return half ? "; of two equally near, the even one" : "";
  }

  private static String text(double value) {
    return String.valueOf(PlainNumber.of(value));
  }
}
