package io.archscape.arch;

import static io.archscape.Require.require;

import java.util.Optional;

/**
 * Makes width, bottleneck multiplier and group width of a stage fit each other, as pycls 5719de64
 * does (adjust_block_compatibility in pycls/models/blocks.py; arXiv:2003.13678, appendix D): v =
 * int(max(1, w*b)); g = min(g, v); m = lcm(g, b) if b is above 1, else g; v = max(m, rint(v/m)*m);
 * w = int(v/b). Then w*b must be divisible by g, which can fail only where b is neither a whole
 * number nor the inverse of one.
 */
public final class Compatibility {
  private Compatibility() {}

  /** A width and group width that fit each other, for the multiplier they were adjusted to. */
  public record Adjusted(int width, double multiplier, int groupWidth) {}

  /**
   * The adjusted width and group width.
   *
   * @throws IllegalArgumentException naming the numbers if they cannot be made to fit
   */
  public static Adjusted adjust(int width, double multiplier, int groupWidth) {
    return fit(width, multiplier, groupWidth)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "adjusted width times bottleneck multiplier must be divisible by the group"
                        + " width, got no such width near width=%d multiplier=%s groupWidth=%d"
                            .formatted(width, multiplier, groupWidth)));
  }

  /** The adjusted width and group width, if there are such. */
  public static Optional<Adjusted> fit(int width, double multiplier, int groupWidth) {
    requireSound(width, multiplier, groupWidth);
    int inner = (int) Math.max(1, width * multiplier);
    int group = Math.min(groupWidth, inner);
    int multiple = multiplier > 1 ? lcm(group, (int) multiplier) : group;
    inner = Math.max(multiple, (int) Math.rint((double) inner / multiple) * multiple);
    int adjusted = (int) (inner / multiplier);
    return adjusted * multiplier % group == 0
        ? Optional.of(new Adjusted(adjusted, multiplier, group))
        : Optional.empty();
  }

  /**
   * The width nearest to this one whose 3x3 convolution has whole groups, at least one; empty if
   * the multiplier does not allow it.
   */
  public static Optional<Integer> wholeGroups(int width, double multiplier, int groupWidth) {
    int multiple = multiplier > 1 ? lcm(groupWidth, (int) multiplier) : groupWidth;
    int inner = Math.max(multiple, (int) Math.rint(width * multiplier / multiple) * multiple);
    int whole = (int) (inner / multiplier);
    return whole * multiplier % groupWidth == 0 ? Optional.of(whole) : Optional.empty();
  }

  private static void requireSound(int width, double multiplier, int groupWidth) {
    require(width >= 1, "width must be at least 1, got width=%d", width);
    require(groupWidth >= 1, "group width must be at least 1, got groupWidth=%d", groupWidth);
    require(
        multiplier > 0 && (multiplier < 1 || multiplier == Math.rint(multiplier)),
        "bottleneck multiplier must lie below 1 or be a whole number, got multiplier=%s",
        multiplier);
  }

  private static int lcm(int a, int b) {
    return a / gcd(a, b) * b;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
