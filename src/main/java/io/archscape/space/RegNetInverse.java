package io.archscape.space;

import static io.archscape.Require.require;

import io.archscape.arch.Compatibility;
import io.archscape.arch.Compatibility.Adjusted;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds the parameters of which stages are the RegNet: the other way round from {@link RegNet} and
 * {@link Compatibility}. d is the sum of the depths, w0 a width that is adjusted to the first
 * stage's. For each w0 and wm, the level of every block rises with wa, so the wa that put each
 * block on its stage's level are an interval; of it the shortest decimal is taken. What is found is
 * generated and compared before it is given.
 */
public final class RegNetInverse {
  /** wm is tried with one, two, three decimals: in the range of the paper, then beyond it. */
  private static final List<Multipliers> LIKELY =
      List.of(
          new Multipliers(15, 30, 1),
          new Multipliers(150, 300, 2),
          new Multipliers(1500, 3000, 3),
          new Multipliers(1001, 16_000, 3));

  /** Where levels may be skipped or merged there is more to try. */
  private static final List<Multipliers> SKIPPING =
      List.of(new Multipliers(110, 300, 2), new Multipliers(1100, 3000, 3));

  private static final int MOST_DECIMALS = 9;
  private static final int MOST_LEVELS = 64;

  private final List<Target> targets;
  private final double b;
  private final int g;

  private RegNetInverse(List<Target> targets, double b, int g) {
    this.targets = List.copyOf(targets);
    this.b = b;
    this.g = g;
  }

  /**
   * A RegNet's parameters with bottleneck multiplier and group width.
   *
   * @param b inner width over outer width
   */
  public record Setting(RegNetParams params, double b, int g) {
    public Setting {
      require(g >= 1, "group width must be at least 1, got groupWidth=%d", g);
      require(
          b > 0 && b <= 64 && (b < 1 || b == Math.rint(b)),
          "bottleneck multiplier must lie below 1 or be a whole number up to 64,"
              + " got multiplier=%s",
          b);
    }

    /**
     * From the names that samples of RegNet spaces have; empty if one is missing. Blocks without
     * multiplier and groups have 1 of both.
     */
    public static Optional<Setting> of(Map<String, Double> parameters) {
      double[] values =
          Stream.of("d", "w0", "wa", "wm", "b", "g")
              .mapToDouble(name -> parameters.getOrDefault(name, otherwise(name)))
              .toArray();
      if (Arrays.stream(values).anyMatch(Double::isNaN)) {
        return Optional.empty();
      }
      RegNetParams params =
          new RegNetParams((int) values[0], (int) values[1], values[2], values[3]);
      return Optional.of(new Setting(params, values[4], (int) values[5]));
    }

    private static double otherwise(String name) {
      return name.equals("b") || name.equals("g") ? 1 : Double.NaN;
    }

    /**
     * The stages' widths as they follow from the parameters, and as adjusted.
     *
     * @throws IllegalArgumentException naming the stage and the numbers if one cannot be adjusted
     */
    public List<Fitting> fittings() {
      List<Integer> widths = RegNet.of(params).widths();
      List<Fitting> fittings = new ArrayList<>();
      for (int i = 0; i < widths.size(); i++) {
        fittings.add(Fitting.of(i + 1, widths.get(i), b, g));
      }
      return List.copyOf(fittings);
    }

    /** Whether these stages follow from it. */
    public boolean gives(List<Target> targets) {
      RegNet line = RegNet.of(params);
      if (line.widths().size() != targets.size()) {
        return false;
      }
      for (int i = 0; i < targets.size(); i++) {
        Target target = targets.get(i);
        if (line.depths().get(i) != target.depth()
            || !target.isMadeFrom(line.widths().get(i), b, g)) {
          return false;
        }
      }
      return true;
    }
  }

  /** A stage as it shall come out: after the adjustment. */
  public record Target(int depth, int width, int groupWidth) {
    boolean isMadeFrom(int generated, double b, int g) {
      Optional<Adjusted> fit = Compatibility.fit(generated, b, g);
      return fit.isPresent() && fit.get().width() == width && fit.get().groupWidth() == groupWidth;
    }
  }

  /** Whole numbers over a power of ten, both ends included. */
  private record Multipliers(int low, int high, int decimals) {
    double value(int units) {
      return BigDecimal.valueOf(units, decimals).doubleValue();
    }
  }

  /** The levels, of neighbouring numbers, that round to one width. */
  private record Step(int width, int low, int high) {}

  /** Finds a setting; with no skipped level if there is such. */
  public static Optional<Setting> of(List<Target> targets, double b) {
    int g = targets.stream().mapToInt(Target::groupWidth).max().orElse(1);
    for (int i = 1; i < targets.size(); i++) {
      if (targets.get(i).width() < targets.get(i - 1).width()) {
        return Optional.empty();
      }
    }
    RegNetInverse inverse = new RegNetInverse(targets, b, g);
    return targets.isEmpty()
        ? Optional.empty()
        : inverse.search(LIKELY, false).or(() -> inverse.search(SKIPPING, true));
  }

  private Optional<Setting> search(List<Multipliers> grids, boolean skipping) {
    List<Integer> initial = initialWidths();
    for (Multipliers grid : grids) {
      for (int units = grid.low(); units <= grid.high() && !initial.isEmpty(); units++) {
        double wm = grid.value(units);
        for (int w0 : initial) {
          Optional<Setting> found = at(w0, wm, skipping);
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Widths that are adjusted to the first stage's, the nearest first. */
  private List<Integer> initialWidths() {
    Target first = targets.get(0);
    int most = first.width() + (int) (g / b) + RegNetParams.Q;
    TreeSet<Integer> widths =
        new TreeSet<>(
            Comparator.comparingInt((Integer w) -> Math.abs(w - first.width()))
                .thenComparingInt(w -> w));
    for (int w = RegNetParams.Q; w <= most; w += RegNetParams.Q) {
      if (first.isMadeFrom(w, b, g)) {
        widths.add(w);
      }
    }
    return List.copyOf(widths);
  }

  private Optional<Setting> at(int w0, double wm, boolean skipping) {
    if (!skipping && !levelsFit(w0, wm)) {
      return Optional.empty();
    }
    List<Step> steps = steps(w0, wm);
    return assign(steps, new ArrayList<>(List.of(steps.get(0))), 0, skipping, w0, wm);
  }

  /** Whether each stage can be made from the level of its number: what most wm fail at once. */
  private boolean levelsFit(int w0, double wm) {
    for (int i = 1; i < targets.size(); i++) {
      if (!targets.get(i).isMadeFrom(RegNet.width(w0, wm, i), b, g)) {
        return false;
      }
    }
    return true;
  }

  /** The widths of the levels in order, as far as the last stage may reach. */
  private List<Step> steps(int w0, double wm) {
    int most = targets.get(targets.size() - 1).width() + (int) (g / b) + RegNetParams.Q;
    List<Step> steps = new ArrayList<>();
    for (int level = 0; level < MOST_LEVELS; level++) {
      int width = RegNet.width(w0, wm, level);
      if (width > most && level > 0) {
        break;
      }
      int last = steps.size() - 1;
      if (last >= 0 && steps.get(last).width() == width) {
        steps.set(last, new Step(width, steps.get(last).low(), level));
      } else {
        steps.add(new Step(width, level, level));
      }
    }
    return steps;
  }

  /** Gives the next stage each step that it may be on; {@code at} is that of the stage before. */
  private Optional<Setting> assign(
      List<Step> steps, List<Step> chosen, int at, boolean skipping, int w0, double wm) {
    if (chosen.size() == targets.size()) {
      return slope(chosen, w0, wm);
    }
    int last = skipping ? steps.size() - 1 : Math.min(at + 1, steps.size() - 1);
    for (int i = at + 1; i <= last; i++) {
      Step step = steps.get(i);
      boolean fits = skipping || step.low() == step.high();
      if (fits && targets.get(chosen.size()).isMadeFrom(step.width(), b, g)) {
        chosen.add(step);
        Optional<Setting> found = assign(steps, chosen, i, skipping, w0, wm);
        if (found.isPresent()) {
          return found;
        }
        chosen.remove(chosen.size() - 1);
      }
    }
    return Optional.empty();
  }

  /** The interval of wa for the first and the last block of each stage. */
  private Optional<Setting> slope(List<Step> chosen, int w0, double wm) {
    double low = 0;
    double high = 1e6;
    int block = 0;
    for (int i = 0; i < chosen.size(); i++) {
      low = Math.max(low, slope(w0, wm, chosen.get(i).low(), block));
      block += targets.get(i).depth();
      high = Math.min(high, slope(w0, wm, chosen.get(i).high() + 1, block - 1));
    }
    return low < high || low == 0 ? shortest(low, high, w0, wm, block) : Optional.empty();
  }

  /** The wa at which a block comes to a level: log((w0 + wa*j) / w0) / log(wm) = level - 1/2. */
  static double slope(int w0, double wm, int level, int block) {
    if (level == 0) {
      return 0;
    }
    double rise = w0 * (StrictMath.pow(wm, level - 0.5) - 1);
    return block == 0 ? Double.POSITIVE_INFINITY : rise / block;
  }

  private Optional<Setting> shortest(double low, double high, int w0, double wm, int d) {
    double middle = low == 0 ? 0 : (low + high) / 2;
    for (int decimals = 0; decimals <= MOST_DECIMALS; decimals++) {
      BigDecimal rounded = BigDecimal.valueOf(middle).setScale(decimals, RoundingMode.HALF_EVEN);
      double wa = rounded.doubleValue();
      if (wa >= low && wa <= high && wa < 1e6) {
        Setting setting = new Setting(new RegNetParams(d, w0, wa, wm), b, g);
        if (setting.gives(targets)) {
          return Optional.of(setting);
        }
      }
    }
    return Optional.empty();
  }
}
