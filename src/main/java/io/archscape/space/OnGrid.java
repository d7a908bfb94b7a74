package io.archscape.space;

import static io.archscape.Require.require;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A law over the multiples of a step. */
public sealed interface OnGrid extends Range
    permits OnGrid.Uniform, OnGrid.LogUniform, OnGrid.Normal, OnGrid.LogNormal {
  Grid grid();

  @Override
  default List<Double> values() {
    return grid().values();
  }

  @Override
  default int count() {
    return grid().count();
  }

  private static Map<String, Object> form(String law, Grid grid) {
    return Map.of(
        law,
        Map.of(
            "low", PlainNumber.of(grid.lowest()),
            "high", PlainNumber.of(grid.highest()),
            "step", PlainNumber.of(grid.spacing())));
  }

  /** floor(U[l, h+q) / q) * q: each value equally likely. */
  @JsonTypeName("uniform")
  @JsonDeserialize
  record Uniform(Grid grid) implements OnGrid {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Uniform of(RangeKeys.StepsOfOne keys) {
      return new Uniform(keys.grid());
    }

    @Override
    public double sample(SplittableRandom random) {
      return grid.multiple(grid.low() / grid.step() + Range.index(random, grid.count()));
    }

    @Override
    public double probability(double value) {
      return grid.contains(value) ? 1.0 / grid.count() : 0;
    }

    @Override
    public Object form() {
      return OnGrid.form("uniform", grid);
    }
  }

  /**
   * ceil(f / q) * q with f = exp U(ln(l - q'), ln h], q' = min(q, l/2). P(v) = ln(v / max(v - q, l
   * - q')) / ln(h / (l - q')).
   */
  @JsonTypeName("logUniform")
  @JsonDeserialize
  final class LogUniform implements OnGrid {
    private final Grid grid;
    private final double from;
    private final double width;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static LogUniform of(RangeKeys.Steps keys) {
      return new LogUniform(keys.grid());
    }

    /**
     * The logarithms of both ends are taken once: a space is searched at a million draws a second.
     */
    public LogUniform(Grid grid) {
      require(grid.low() > 0, "log-uniform low must be positive, got low=%s", grid.lowest());
      this.grid = grid;
      from = StrictMath.log(grid.highest());
      width = from - StrictMath.log(floor());
    }

    @Override
    public Grid grid() {
      return grid;
    }

    /** l - q': where the smallest value begins. */
    private double floor() {
      double low = grid.lowest();
      return low - Math.min(grid.spacing(), low / 2);
    }

    @Override
    public double sample(SplittableRandom random) {
      double drawn = StrictMath.exp(from - width * Range.unit(random));
      return grid.multiple((long) Math.ceil(drawn / grid.spacing()));
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof LogUniform same && same.grid.equals(grid);
    }

    @Override
    public int hashCode() {
      return grid.hashCode();
    }

    @Override
    public String toString() {
      return "LogUniform[" + grid + "]";
    }

    @Override
    public double probability(double value) {
      if (!grid.contains(value)) {
        return 0;
      }
      double below = Math.max(value - grid.spacing(), floor());
      return StrictMath.log(value / below) / StrictMath.log(grid.highest() / floor());
    }

    @Override
    public Object form() {
      return OnGrid.form("logUniform", grid);
    }
  }

  /**
   * rint(f / q) * q with f normal about the middle of the range, a sixth of the range wide, drawn
   * again until it lies in [l, h].
   */
  @JsonTypeName("normal")
  @JsonDeserialize
  record Normal(Grid grid) implements OnGrid {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Normal of(RangeKeys.StepsOfOne keys) {
      return new Normal(keys.grid());
    }

    public Normal {
      TruncatedNormal.requireWide(grid);
    }

    private TruncatedNormal bell() {
      return new TruncatedNormal(grid.lowest(), grid.highest());
    }

    @Override
    public double sample(SplittableRandom random) {
      return grid.nearest(bell().sample(random));
    }

    @Override
    public double probability(double value) {
      double half = grid.spacing() / 2;
      return grid.contains(value) ? bell().between(value - half, value + half) : 0;
    }

    @Override
    public Object form() {
      return OnGrid.form("normal", grid);
    }
  }

  /** The same of the logarithm: rint(exp(f) / q) * q with f normal between ln l and ln h. */
  @JsonTypeName("logNormal")
  @JsonDeserialize
  record LogNormal(Grid grid) implements OnGrid {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static LogNormal of(RangeKeys.StepsOfOne keys) {
      return new LogNormal(keys.grid());
    }

    public LogNormal {
      require(grid.low() > 0, "log-normal low must be positive, got low=%s", grid.lowest());
      TruncatedNormal.requireWide(grid);
    }

    private TruncatedNormal bell() {
      return new TruncatedNormal(StrictMath.log(grid.lowest()), StrictMath.log(grid.highest()));
    }

    @Override
    public double sample(SplittableRandom random) {
      return grid.nearest(StrictMath.exp(bell().sample(random)));
    }

    @Override
    public double probability(double value) {
      if (!grid.contains(value)) {
        return 0;
      }
      double half = grid.spacing() / 2;
      return bell().between(StrictMath.log(value - half), StrictMath.log(value + half));
    }

    @Override
    public Object form() {
      return OnGrid.form("logNormal", grid);
    }
  }
}
