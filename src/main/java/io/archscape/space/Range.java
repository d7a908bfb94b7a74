package io.archscape.space;

import static io.archscape.Require.require;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The values that a parameter may take, and how likely each is. The laws are those of pycls
 * 5719de64 (pycls/sweep/random.py), over closed ranges. All arithmetic is the same on every
 * platform.
 */
@JsonDeserialize(using = RangeReader.class)
public sealed interface Range {

  /** One value. */
  double sample(SplittableRandom random);

  /** Every value that can be drawn, ascending or as listed. */
  List<Double> values();

  /** The exact probability that {@link #sample} draws this value; 0 outside the range. */
  double probability(double value);

  /** How many values there are. */
  default int count() {
    return values().size();
  }

  default boolean contains(double value) {
    return probability(value) > 0;
  }

  /** As YAML has it: {@code {uniform: {low: 12, high: 28, step: 1}}}, or a number. */
  @JsonValue
  Object form();

  static Range fixed(double value) {
    return new Choice(List.of(value));
  }

  static Range choice(double... values) {
    return new Choice(Arrays.stream(values).boxed().toList());
  }

  static Range uniform(double low, double high, double step) {
    return new Uniform(Grid.of(low, high, step));
  }

  static Range logUniform(double low, double high, double step) {
    return new LogUniform(Grid.of(low, high, step));
  }

  /** Uniform in [0, 1), of 53 bits. */
  static double unit(SplittableRandom random) {
    return (random.nextLong() >>> 11) * 0x1.0p-53;
  }

  /** Uniform in 0 .. count-1; the share of each is right to one part in 2^53 / count. */
  static int index(SplittableRandom random, int count) {
    return (int) (unit(random) * count);
  }

  private static Map<String, Object> form(String law, Grid grid) {
    return Map.of(
        law,
        Map.of(
            "low", PlainNumber.of(grid.lowest()),
            "high", PlainNumber.of(grid.highest()),
            "step", PlainNumber.of(grid.spacing())));
  }

  /** One of the listed values, each equally likely. */
  record Choice(List<Double> values) implements Range {
    public Choice {
      values = List.copyOf(values);
      require(!values.isEmpty(), "choice must have at least one value, got none");
      require(
          values.stream().allMatch(value -> Math.abs(value) < 1e9),
          "choice values must be numbers below 1e9, got %s",
          values);
      require(
          new HashSet<>(values).size() == values.size(),
          "choice values must differ from each other, got %s",
          values);
    }

    @Override
    public double sample(SplittableRandom random) {
      // a fixed value takes no random number: fixing a parameter must cost nothing
      return values.size() == 1 ? values.get(0) : values.get(index(random, values.size()));
    }

    @Override
    public double probability(double value) {
      return values.contains(value) ? 1.0 / values.size() : 0;
    }

    @Override
    public Object form() {
      List<Number> numbers = values.stream().map(PlainNumber::of).toList();
      return numbers.size() == 1 ? numbers.get(0) : Map.of("choice", numbers);
    }
  }

  /** A law over the multiples of a step. */
  sealed interface OnGrid extends Range {
    Grid grid();

    @Override
    default List<Double> values() {
      return grid().values();
    }

    @Override
    default int count() {
      return grid().count();
    }
  }

  /** floor(U[l, h+q) / q) * q: each value equally likely. */
  record Uniform(Grid grid) implements OnGrid {
    @Override
    public double sample(SplittableRandom random) {
      return grid.multiple(grid.low() / grid.step() + index(random, grid.count()));
    }

    @Override
    public double probability(double value) {
      return grid.contains(value) ? 1.0 / grid.count() : 0;
    }

    @Override
    public Object form() {
      return Range.form("uniform", grid);
    }
  }

  /**
   * ceil(f / q) * q with f = exp U(ln(l - q'), ln h], q' = min(q, l/2). P(v) = ln(v / max(v - q, l
   * - q')) / ln(h / (l - q')).
   */
  final class LogUniform implements OnGrid {
    private final Grid grid;
    private final double from;
    private final double width;

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
      double drawn = StrictMath.exp(from - width * unit(random));
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
      return Range.form("logUniform", grid);
    }
  }

  /**
   * rint(f / q) * q with f normal about the middle of the range, a sixth of the range wide, drawn
   * again until it lies in [l, h].
   */
  record Normal(Grid grid) implements OnGrid {
    public Normal {
      Bell.requireWide(grid);
    }

    private Bell bell() {
      return new Bell(grid.lowest(), grid.highest());
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
      return Range.form("normal", grid);
    }
  }

  /** The same of the logarithm: rint(exp(f) / q) * q with f normal between ln l and ln h. */
  record LogNormal(Grid grid) implements OnGrid {
    public LogNormal {
      require(grid.low() > 0, "log-normal low must be positive, got low=%s", grid.lowest());
      Bell.requireWide(grid);
    }

    private Bell bell() {
      return new Bell(StrictMath.log(grid.lowest()), StrictMath.log(grid.highest()));
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
      return Range.form("logNormal", grid);
    }
  }

  /** 2^floor(U[log2 l, log2 h + 1)): each power of two equally likely. */
  record PowerOfTwo(int low, int high) implements Range {
    public PowerOfTwo {
      requirePower("low", low);
      requirePower("high", high);
      require(low <= high, "range low must be at most high, got low=%d high=%d", low, high);
    }

    private static void requirePower(String name, int value) {
      require(
          value > 0 && Integer.bitCount(value) == 1,
          "power-of-two %s must be a power of two, got %s=%d",
          name,
          name,
          value);
    }

    @Override
    public double sample(SplittableRandom random) {
      return (double) ((long) low << index(random, count()));
    }

    @Override
    public List<Double> values() {
      return IntStream.range(0, count()).mapToObj(i -> (double) ((long) low << i)).toList();
    }

    @Override
    public int count() {
      return Integer.numberOfTrailingZeros(high) - Integer.numberOfTrailingZeros(low) + 1;
    }

    @Override
    public double probability(double value) {
      return values().contains(value) ? 1.0 / count() : 0;
    }

    @Override
    public Object form() {
      return Map.of("powerOfTwo", Map.of("low", low, "high", high));
    }
  }

  /**
   * A power of two; where it is {@code step} or more, drawn again log-uniformly from max(low, step)
   * to high by step. So small group widths are powers of two and large ones multiples of 8.
   */
  record PowerOfTwoOrLogUniform(int low, int high, int step) implements Range {
    public PowerOfTwoOrLogUniform {
      require(step >= 1, "range step must be positive, got step=%d", step);
      new PowerOfTwo(low, high);
      if (step <= high) {
        new Grid(Math.max(low, step), high, step, 0);
      }
    }

    private PowerOfTwo powers() {
      return new PowerOfTwo(low, high);
    }

    private LogUniform upper() {
      return new LogUniform(new Grid(Math.max(low, step), high, Math.min(high, step), 0));
    }

    @Override
    public double sample(SplittableRandom random) {
      double power = powers().sample(random);
      return power < step ? power : upper().sample(random);
    }

    @Override
    public List<Double> values() {
      Stream<Double> lower = powers().values().stream().filter(v -> v < step);
      Stream<Double> upper = step <= high ? upper().values().stream() : Stream.of();
      return Stream.concat(lower, upper).toList();
    }

    @Override
    public double probability(double value) {
      double ofPower = powers().probability(value);
      if (value < step) {
        return ofPower;
      }
      long redrawn = powers().values().stream().filter(v -> v >= step).count();
      return redrawn == 0 ? 0 : upper().probability(value) * redrawn / powers().count();
    }

    @Override
    public Object form() {
      return Map.of("powerOfTwoOrLogUniform", Map.of("low", low, "high", high, "step", step));
    }
  }
}
