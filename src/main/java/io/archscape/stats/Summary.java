package io.archscape.stats;

import java.util.Arrays;
import org.apache.commons.math3.stat.StatUtils;

/** Five numbers of a sample, in its own unit; the median of an even n is the mean of the middle. */
public record Summary(int n, double min, double mean, double median, double max) {
  /** Of at least one value, all finite. */
  public static Summary of(double[] values) {
    Finite.requireSample("values", values);
    double[] sorted = values.clone();
    Arrays.sort(sorted); // the same sums whatever order the values came in
    return new Summary(
        sorted.length,
        sorted[0],
        StatUtils.mean(sorted),
        StatUtils.percentile(sorted, 50),
        sorted[sorted.length - 1]);
  }
}
