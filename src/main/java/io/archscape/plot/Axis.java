package io.archscape.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * One axis of a {@link Sheet}: where a value stands on it, and what its ticks say. XChart sees
 * places only, on an even scale.
 *
 * @param low place of the left or lower edge, as {@code high} of the other
 * @param unit in which values are written: 1e6 for {@code 12M}
 * @param whole whether ticks between whole numbers say nothing
 * @param names of the places 0, 1, 2, ..; of {@link Kind#NAMES} only
 */
record Axis(
    String title,
    Kind kind,
    double low,
    double high,
    double unit,
    boolean whole,
    List<String> names) {
  /** How values become places. */
  enum Kind {
    LINEAR,
    /** The place of a value is {@code log2(value / unit)}. */
    LOG2,
    /** The place of a name is its index. */
    NAMES
  }

  /** Units of a row of names. */
  static final int ROW = 26;

  /** Said twice, it makes XChart take a wider step: ticks between whole places are not wanted. */
  private static final String NOTHING = " ";

  private static final double EDGE = 1e-6; // a tick on the very edge is not drawn
  private static final double MARGIN = 0.05;
  private static final double LN2 = StrictMath.log(2);

  /** Logarithmic where the values are positive and span three octaves, else even. */
  static Axis of(String title, DoubleStream values) {
    double[] all = values.toArray();
    double low = DoubleStream.of(all).min().orElseThrow();
    double high = DoubleStream.of(all).max().orElseThrow();
    return spansOctaves(low, high) ? log2(title, low, high) : linear(title, DoubleStream.of(all));
  }

  /** Whether values between these are easier to tell apart on a logarithmic axis. */
  static boolean spansOctaves(double low, double high) {
    return low > 0 && high >= Axes.LOGARITHMIC_FROM * low;
  }

  /** Even, with these very edges. */
  static Axis between(String title, double low, double high) {
    return new Axis(title, Kind.LINEAR, low, high, 1, false, List.of());
  }

  static Axis linear(String title, DoubleStream values) {
    double[] all = values.toArray();
    double low = DoubleStream.of(all).min().orElseThrow();
    double high = DoubleStream.of(all).max().orElseThrow();
    double size = Math.max(Math.abs(low), Math.abs(high));
    boolean whole = DoubleStream.of(all).allMatch(v -> v == Math.rint(v));
    double alone = whole && size < 1e4 ? 0.5 : Math.max(0.02 * size, 1e-3);
    double margin = high - low < 1e-9 * size || high == low ? alone : MARGIN * (high - low);
    return new Axis(
        title,
        Kind.LINEAR,
        low - margin,
        high + margin,
        size >= 1e4 ? unit(size) : 1,
        whole,
        List.of());
  }

  /** From 0 on, with room above the greatest value. */
  static Axis fromZero(String title, double greatest) {
    double high = greatest > 0 ? (1 + MARGIN) * greatest : 1;
    return new Axis(
        title, Kind.LINEAR, -EDGE * high, high, high >= 1e4 ? unit(high) : 1, false, List.of());
  }

  /** Of 1, 2, .. up to {@code most}. */
  static Axis counts(String title, int most) {
    return new Axis(title, Kind.LINEAR, -EDGE, most + 0.5, 1, true, List.of());
  }

  static Axis log2(String title, double low, double high) {
    double unit = low >= 1e4 ? unit(low) : 1;
    double from = log2(low / unit);
    double to = log2(high / unit);
    double margin = Math.max(0.1, MARGIN * (to - from));
    return new Axis(title, Kind.LOG2, from - margin, to + margin, unit, false, List.of());
  }

  static Axis names(String title, List<String> names) {
    return new Axis(title, Kind.NAMES, -0.5, names.size() - 0.5, 1, true, List.copyOf(names));
  }

  private static double unit(double value) {
    return value >= 1e9 ? 1e9 : value >= 1e6 ? 1e6 : value >= 1e3 ? 1e3 : 1;
  }

  private static double log2(double value) {
    return StrictMath.log(value) / LN2;
  }

  /** Where a value stands, in XChart's numbers. */
  double place(double value) {
    return kind == Kind.LOG2 ? log2(value / unit) : value;
  }

  /** The value that stands at a place. */
  double value(double place) {
    return kind == Kind.LOG2 ? StrictMath.pow(2, place) * unit : place;
  }

  /** The value at the left or lower edge. */
  double lowest() {
    return value(low);
  }

  double highest() {
    return value(high);
  }

  /** Where a value stands between the edges, 0 to 1. */
  double fraction(double value) {
    return (place(value) - low) / (high - low);
  }

  /** A part of the axis, in places. */
  double share(double part) {
    return part * (high - low);
  }

  /**
   * What XChart needs to be told so that its ticks are this many units apart or more, and stand on
   * whole places where those between say nothing. It takes the step of 1, 2, 5, 10, .. next to the
   * spacing.
   */
  int spacing(int least, double length) {
    double onePlace = length / (high - low);
    if (kind == Kind.NAMES) {
      return (int) Math.max(5, Math.floor(0.9 * onePlace));
    }
    if (kind == Kind.LINEAR) {
      return whole ? (int) Math.max(least, Math.ceil(onePlace)) : least;
    }
    int octaves = onePlace >= least ? 1 : 2 * onePlace >= least ? 2 : 5;
    return (int) Math.max(least / 2.0, Math.floor(octaves * onePlace));
  }

  /**
   * What a tick at a place says, where ticks are {@code spacing} units apart; XChart wants no text
   * twice, also outside the edges.
   */
  Function<Double, String> ticks(int spacing, double length) {
    int decimals = decimals((high - low) / length * spacing / unit);
    return at -> isBetweenPlaces(at) ? NOTHING : tick(at, decimals);
  }

  /** Not at the low edge: XChart has no ticks where both edges say the same. */
  private boolean isBetweenPlaces(double at) {
    return whole && at > low && Math.abs(at - Math.rint(at)) > 1e-6;
  }

  private String tick(double at, int decimals) {
    return switch (kind) {
      case LINEAR -> Math.abs(at) < 1e-9 * (high - low) ? "0" : number(at / unit, decimals);
      case LOG2 -> number(StrictMath.pow(2, at), at < 0 ? (int) Math.ceil(-at) : 0);
      case NAMES -> name(at);
    };
  }

  private String number(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + Math.min(decimals, 6) + "f", value) + prefix(unit);
  }

  private static String prefix(double unit) {
    return unit == 1e9 ? "G" : unit == 1e6 ? "M" : unit == 1e3 ? "k" : "";
  }

  /** As many as XChart's step next to this one needs: of 7.5 on, it is 10. */
  private static int decimals(double step) {
    int exponent = (int) Math.floor(Math.log10(step));
    boolean next = step / Math.pow(10, exponent) > 7.5;
    return Math.max(0, -(next ? exponent + 1 : exponent));
  }

  private String name(double at) {
    long index = Math.round(at);
    boolean named = at > low && index >= 0 && index < names.size();
    return named ? names.get((int) index) : "at " + at;
  }

  /** A value with its prefix, in three digits: {@code 12.3M}. */
  static String inWords(double value) {
    double unit = Math.abs(value) >= 1e4 ? unit(Math.abs(value)) : 1;
    double told = value / unit;
    if (told == Math.rint(told) && Math.abs(told) < 1e4) {
      return (long) told + prefix(unit);
    }
    double size = Math.abs(told);
    int decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    return new BigDecimal(told)
            .setScale(decimals, RoundingMode.HALF_EVEN)
            .stripTrailingZeros()
            .toPlainString()
        + prefix(unit);
  }
}
