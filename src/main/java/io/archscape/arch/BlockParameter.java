package io.archscape.arch;

import static io.archscape.Require.require;

import java.util.OptionalDouble;

/**
 * A number that the blocks of a kind have: what a space may draw.
 *
 * @param name by which spaces, claims and results know it: {@code b}
 * @param subject what a mistake in it begins with: {@code b, the bottleneck multiplier,}
 * @param title what it is called: {@code multiplier}
 * @param numbers which numbers it may be
 * @param least of these, the smallest
 * @param most of these, the largest
 * @param otherwise what it is where nothing is said; empty if it must be given
 * @param adjusted whether {@link BlockKind#fit} may change it to suit the width
 */
public record BlockParameter(
    String name,
    String subject,
    String title,
    Numbers numbers,
    double least,
    double most,
    OptionalDouble otherwise,
    boolean adjusted) {

  /** Of widths; products of two then still fit in what counts them. */
  private static final int MOST = 16_384;

  /** Inner width over outer width of a bottleneck; the paper's bottleneck ratio is its inverse. */
  static final BlockParameter MULTIPLIER =
      new BlockParameter(
          "b",
          "b, the bottleneck multiplier,",
          "multiplier",
          Numbers.BELOW_ONE_OR_WHOLE,
          0,
          64,
          OptionalDouble.empty(),
          false);

  /** Channels of a group of the 3x3 convolution. */
  static final BlockParameter GROUP_WIDTH =
      new BlockParameter(
          "g", "g", "group width", Numbers.WHOLE, 1, MOST, OptionalDouble.empty(), true);

  /** Inner width over the width that enters the block. */
  static final BlockParameter EXPANSION =
      new BlockParameter(
          "expansion",
          "expansion",
          "expansion",
          Numbers.REAL,
          1,
          64,
          OptionalDouble.empty(),
          false);

  /** Side of the depthwise convolution's kernel. */
  static final BlockParameter KERNEL =
      new BlockParameter(
          "kernel", "kernel", "kernel", Numbers.ODD, 1, 31, OptionalDouble.of(3), false);

  /** Sets of numbers, with how one of them is written. */
  public enum Numbers {
    /** Any. */
    REAL("lie in [%s,%s]") {
      @Override
      boolean contains(double value) {
        return true;
      }
    },
    /** 1, 2, 3. */
    WHOLE("hold whole numbers from %s to %s") {
      @Override
      boolean contains(double value) {
        return value % 1 == 0;
      }
    },
    /** Sides of kernels: 3 is written 3x3. */
    ODD("hold odd numbers from %s to %s") {
      @Override
      boolean contains(double value) {
        return value % 2 == 1;
      }

      @Override
      String text(double value) {
        return super.text(value) + "x" + super.text(value);
      }
    },
    /** What a bottleneck can be adjusted to. */
    BELOW_ONE_OR_WHOLE("lie below 1 or be a whole number up to %2$s") {
      @Override
      boolean contains(double value) {
        return value > 0 && (value < 1 || value % 1 == 0);
      }
    };

    private final String rule;

    Numbers(String rule) {
      this.rule = rule;
    }

    abstract boolean contains(double value);

    String text(double value) {
      return PlainText.of(value);
    }
  }

  /**
   * Demands that it may have this value.
   *
   * @throws io.archscape.RequirementException saying what it may be
   */
  public void requireValue(double value) {
    require(
        value >= least && value <= most && numbers.contains(value),
        "%s must %s, got %s",
        subject,
        numbers.rule.formatted(PlainText.of(least), PlainText.of(most)),
        PlainText.of(value));
  }

  /** What it is called in drawings and pages: {@code multiplier b}. */
  public String label() {
    return title.equals(name) ? name : title + " " + name;
  }

  /** The value as a drawing has it. */
  public String text(double value) {
    return numbers.text(value);
  }
}
