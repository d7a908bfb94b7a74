package io.archscape.space;

import static io.archscape.Require.require;

import io.archscape.Defaults;

/** The keys that laws have in documents. */
final class RangeKeys {
  private RangeKeys() {}

  record Ends(double low, double high) {}

  /** All of which must be given. */
  record Steps(double low, double high, double step) {
    Grid grid() {
      return Grid.of(low, high, step);
    }
  }

  /** Whose step is 1 where none is given. */
  record StepsOfOne(double low, double high, double step) {
    static final Defaults DEFAULTS = Defaults.of(StepsOfOne.class).with("step", 1.0);

    Grid grid() {
      return Grid.of(low, high, step);
    }
  }

  static int whole(String key, double value) {
    require(value == Math.rint(value), "%s must be a whole number, got %s", key, value);
    return (int) value;
  }
}
