package io.archscape.stats;

import java.util.Arrays;
import org.apache.commons.math3.stat.StatUtils;

/** One number of a sample. */
public enum Statistic {
  MIN {
    @Override
    double ofSorted(double[] sorted) {
      return sorted[0];
    }

    @Override
    double resampled(double[] sorted, int[] counts, ResamplingDraws draws) {
      return sorted[draws.leastOf(sorted.length, sorted.length)];
    }
  },
  MEAN {
    @Override
    double ofSorted(double[] sorted) {
      return StatUtils.mean(sorted);
    }

    @Override
    double resampled(double[] sorted, int[] counts, ResamplingDraws draws) {
      int n = sorted.length;
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += sorted[draws.below(n)];
      }
      return sum / n;
    }
  },
  /** Of an even number, the mean of the middle two. */
  MEDIAN {
    @Override
    double ofSorted(double[] sorted) {
      int n = sorted.length;
      return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }

    @Override
    double resampled(double[] sorted, int[] counts, ResamplingDraws draws) {
      draws.resample(counts);
      int n = sorted.length;
      int i = 0;
      int passed = counts[0];
      while (passed <= (n - 1) / 2) {
        passed += counts[++i];
      }
      int lower = i;
      while (passed <= n / 2) {
        passed += counts[++i];
      }
      return (sorted[lower] + sorted[i]) / 2;
    }
  };

  /** Of at least one value, all finite; in any order. */
  public double of(double[] values) {
    Finite.requireSample("values", values);
    double[] sorted = values.clone();
    Arrays.sort(sorted); // the same sums whatever order the values came in
    return ofSorted(sorted);
  }

  abstract double ofSorted(double[] sorted);

  /** Of as many draws with replacement; {@code counts} is room of the same length. */
  abstract double resampled(double[] sorted, int[] counts, ResamplingDraws draws);
}
