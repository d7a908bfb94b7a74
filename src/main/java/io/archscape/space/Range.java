package io.archscape.space;

import static io.archscape.Require.require;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The values that a parameter may take, and how likely each is. The laws are those of pycls
 * 5719de64 (pycls/sweep/random.py), over closed ranges. All arithmetic is the same on every
 * platform.
 *
 * <p>A law is a type with the name that documents have for it, and a creator from its keys; its own
 * {@code @JsonDeserialize} keeps it from being read as a range again.
 */
@JsonDeserialize(using = RangeReader.class)
public sealed interface Range
    permits Range.Choice, OnGrid, Range.PowerOfTwo, Range.PowerOfTwoOrLogUniform {

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
    return new OnGrid.Uniform(Grid.of(low, high, step));
  }

  static Range logUniform(double low, double high, double step) {
    return new OnGrid.LogUniform(Grid.of(low, high, step));
  }

  /** Uniform in [0, 1), of 53 bits. */
  static double unit(SplittableRandom random) {
    return (random.nextLong() >>> 11) * 0x1.0p-53;
  }

  /** Uniform in 0 .. count-1; the share of each is right to one part in 2^53 / count. */
  static int index(SplittableRandom random, int count) {
    return (int) (unit(random) * count);
  }

  /** One of the listed values, each equally likely. */
  @JsonTypeName("choice")
  @JsonDeserialize
  record Choice(List<Double> values) implements Range {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
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

  /** 2^floor(U[log2 l, log2 h + 1)): each power of two equally likely. */
  @JsonTypeName("powerOfTwo")
  @JsonDeserialize
  record PowerOfTwo(int low, int high) implements Range {
    public PowerOfTwo {
      requirePower("low", low);
      requirePower("high", high);
      require(low <= high, "range low must be at most high, got low=%d high=%d", low, high);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static PowerOfTwo of(RangeKeys.Ends keys) {
      return new PowerOfTwo(
          RangeKeys.whole("low", keys.low()), RangeKeys.whole("high", keys.high()));
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
  @JsonTypeName("powerOfTwoOrLogUniform")
  @JsonDeserialize
  record PowerOfTwoOrLogUniform(int low, int high, int step) implements Range {
    public PowerOfTwoOrLogUniform {
      require(step >= 1, "range step must be positive, got step=%d", step);
      new PowerOfTwo(low, high);
      if (step <= high) {
        new Grid(Math.max(low, step), high, step, 0);
      }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static PowerOfTwoOrLogUniform of(RangeKeys.Steps keys) {
      return new PowerOfTwoOrLogUniform(
          RangeKeys.whole("low", keys.low()),
          RangeKeys.whole("high", keys.high()),
          RangeKeys.whole("step", keys.step()));
    }

    private PowerOfTwo powers() {
      return new PowerOfTwo(low, high);
    }

    private OnGrid.LogUniform upper() {
      return new OnGrid.LogUniform(new Grid(Math.max(low, step), high, Math.min(high, step), 0));
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
