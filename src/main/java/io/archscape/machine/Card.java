package io.archscape.machine;

import java.util.Optional;

/**
 * An NVIDIA card.
 *
 * @param name as its driver has it
 * @param major first number of its compute capability
 * @param minor second number
 */
record Card(String name, int major, int minor) {
  /** What {@link #supported()} asks for, in words. */
  static final String SUPPORTED = "3.7 or 5.0 to 8.9";

  /** Reads one line of {@code nvidia-smi --query-gpu=name,compute_cap --format=csv,noheader}. */
  static Optional<Card> parse(String line) {
    int comma = line.lastIndexOf(',');
    String[] numbers = line.substring(comma + 1).strip().split("\\.", -1);
    if (comma < 0 || numbers.length != 2) {
      return Optional.empty();
    }
    try {
      String name = line.substring(0, comma).strip();
      return Optional.of(
          new Card(name, Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1])));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether libnd4jcuda of ND4J 1.0.0-M2.1 has code that the card can run: it holds machine code
   * for 3.7, 5.0, 5.2, 6.0, 6.1, 7.0, 7.5, 8.0 and 8.6, which runs on later minor numbers too, and
   * no PTX, which would run on later major ones (docs/decisions/0009-devices.md).
   */
  boolean supported() {
    return (major >= 5 && major <= 8) || (major == 3 && minor >= 7);
  }

  @Override
  public String toString() {
    return "%s (%d.%d)".formatted(name, major, minor);
  }
}
