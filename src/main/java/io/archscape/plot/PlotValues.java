package io.archscape.plot;

import static io.archscape.Require.require;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** What can be drawn, and lists as arrays. */
final class PlotValues {
  private PlotValues() {}

  /** A copy, of which each is a number. */
  static List<Double> finite(String what, List<Double> values) {
    require(
        values.stream().allMatch(Double::isFinite),
        "%s must be finite numbers, got %s",
        what,
        values);
    return List.copyOf(values);
  }

  /** A copy, of errors in percent. */
  static List<Double> percent(String what, List<Double> errors) {
    require(
        errors.stream().allMatch(error -> error >= 0 && error <= 100),
        "%s must be in percent, 0 to 100, got %s",
        what,
        errors);
    return List.copyOf(errors);
  }

  static void requireText(String what, String text) {
    require(
        !text.isBlank() && text.chars().noneMatch(Character::isISOControl),
        "%s must be printable and not blank, got \"%s\"",
        what,
        text);
  }

  static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  static DoubleStream stream(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue);
  }
}
