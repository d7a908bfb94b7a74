package io.archscape.space;

import static io.archscape.Require.require;

import java.util.ArrayList;
import java.util.List;

/**
 * The stages of a RegNet: u_j = w0 + wa*j, s_j = rint(log(u_j/w0)/log(wm)), w_j =
 * q*rint(w0*wm^s_j/q) for j = 0 .. d-1; blocks of one width are a stage (arXiv:2003.13678;
 * generate_regnet in pycls/models/regnet.py, 5719de64). Rounding is half to even throughout.
 *
 * @param widths of the stages, rising, before any adjustment
 * @param depths blocks of each stage
 * @param levels max(s_j) + 1; more than there are stages if a level was skipped or two were merged
 */
public record RegNet(List<Integer> widths, List<Integer> depths, int levels) {
  public RegNet {
    widths = List.copyOf(widths);
    depths = List.copyOf(depths);
    require(
        widths.size() == depths.size() && !widths.isEmpty(),
        "regnet must have as many widths as depths, got %s and %s",
        widths,
        depths);
  }

  /** The stages that follow from the parameters. */
  public static RegNet of(RegNetParams params) {
    List<Integer> widths = new ArrayList<>();
    List<Integer> depths = new ArrayList<>();
    double logMultiplier = StrictMath.log(params.wm());
    int levels = level(params, logMultiplier, params.d() - 1) + 1;
    int from = 0;
    while (from < params.d()) {
      int level = level(params, logMultiplier, from);
      int to = firstAbove(params, logMultiplier, level, from);
      int last = widths.size() - 1;
      int width = width(params, level);
      if (last >= 0 && widths.get(last) == width) {
        depths.set(last, depths.get(last) + to - from);
      } else {
        widths.add(width);
        depths.add(to - from);
      }
      from = to;
    }
    return new RegNet(widths, depths, levels);
  }

  /** max(s_j) + 1, without the stages: enough to refuse most draws. */
  static int levels(RegNetParams params) {
    return level(params, StrictMath.log(params.wm()), params.d() - 1) + 1;
  }

  /** Whether every level has its own stage. */
  public boolean unskipped() {
    return widths.size() == levels;
  }

  /** s_j; rises with j, as the logarithm is specified never to fall. */
  private static int level(RegNetParams params, double logMultiplier, int block) {
    double linear = params.w0() + params.wa() * block;
    return (int) Math.rint(StrictMath.log(linear / params.w0()) / logMultiplier);
  }

  /** The first block from {@code from} on whose level is above {@code level}, by halving. */
  private static int firstAbove(RegNetParams params, double logMultiplier, int level, int from) {
    int low = from + 1;
    int high = params.d();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (level(params, logMultiplier, middle) > level) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private static int width(RegNetParams params, int level) {
    return width(params.w0(), params.wm(), level);
  }

  /** The width of a level, before any adjustment. */
  static int width(int w0, double wm, int level) {
    double width = w0 * StrictMath.pow(wm, level);
    return (int) (Math.rint(width / RegNetParams.Q) * RegNetParams.Q);
  }
}
