package io.archscape.data;

import static io.archscape.Require.require;

/** Positive numbers from {@code low} to {@code high}. */
public record ValueRange(double low, double high) {
  public ValueRange {
    require(
        low > 0 && low <= high && Double.isFinite(high),
        "interval must be 0 < low <= high, got low=%s high=%s",
        low,
        high);
  }
}
