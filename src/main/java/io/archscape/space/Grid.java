package io.archscape.space;

import static io.archscape.Require.require;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The multiples of {@code step} from {@code low} to {@code high}, both included, in units of
 * 10^-{@code scale}: 8 to 256 by 0.1 is (80, 2560, 1, 1). A whole number over a power of ten is
 * rounded once, to the double next to the decimal, so no 62.400000000000006 can arise.
 */
public record Grid(long low, long high, long step, int scale) {
  private static final int MOST_DIGITS = 15;
  private static final long MOST_VALUES = 1_000_000;
  private static final double[] POWERS_OF_TEN = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

  public Grid {
    require(
        scale >= 0 && scale < POWERS_OF_TEN.length,
        "range must have at most %d decimals, got %d",
        POWERS_OF_TEN.length - 1,
        scale);
    require(step > 0, "range step must be positive, got step=%s", text(step, scale));
    require(
        low <= high,
        "range low must be at most high, got low=%s high=%s",
        text(low, scale),
        text(high, scale));
    require(
        low % step == 0,
        "range low must be a multiple of its step, got low=%s step=%s",
        text(low, scale),
        text(step, scale));
    require(
        high % step == 0,
        "range high must be a multiple of its step, got high=%s step=%s",
        text(high, scale),
        text(step, scale));
    require(
        (high - low) / step < MOST_VALUES,
        "range must hold at most %d values, got low=%s high=%s step=%s",
        MOST_VALUES,
        text(low, scale),
        text(high, scale),
        text(step, scale));
  }

  /** The grid of these decimals. */
  public static Grid of(double low, double high, double step) {
    BigDecimal l = decimal("low", low);
    BigDecimal h = decimal("high", high);
    BigDecimal s = decimal("step", step);
    int scale = Math.max(0, Math.max(l.scale(), Math.max(h.scale(), s.scale())));
    return new Grid(units(l, scale), units(h, scale), units(s, scale), scale);
  }

  private static BigDecimal decimal(String name, double value) {
    require(
        Math.abs(value) < 1e9, "range %s must be a number below 1e9, got %s=%s", name, name, value);
    return BigDecimal.valueOf(value).round(new MathContext(MOST_DIGITS)).stripTrailingZeros();
  }

  private static long units(BigDecimal value, int scale) {
    require(scale < POWERS_OF_TEN.length, "range must have at most 9 decimals, got %s", value);
    return value.movePointRight(scale).longValueExact();
  }

  private static String text(long units, int scale) {
    return BigDecimal.valueOf(units, scale).toPlainString();
  }

  /** How many values there are. */
  public int count() {
    return (int) ((high - low) / step) + 1;
  }

  public double lowest() {
    return low / POWERS_OF_TEN[scale];
  }

  public double highest() {
    return high / POWERS_OF_TEN[scale];
  }

  public double spacing() {
    return step / POWERS_OF_TEN[scale];
  }

  /** The multiple of the step with this factor, moved into the range if it lies outside. */
  double multiple(long factor) {
    return Math.max(low, Math.min(high, factor * step)) / POWERS_OF_TEN[scale];
  }

  /** The multiple of the step nearest to a number in the range; of two, the even one. */
  double nearest(double value) {
    return multiple((long) Math.rint(value / spacing()));
  }

  /** All values, ascending. */
  public List<Double> values() {
    return LongStream.rangeClosed(low / step, high / step).mapToObj(this::multiple).toList();
  }

  public boolean contains(double value) {
    long factor = Math.round(value * POWERS_OF_TEN[scale] / step);
    return factor >= low / step && factor <= high / step && multiple(factor) == value;
  }
}
