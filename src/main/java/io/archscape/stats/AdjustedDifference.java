package io.archscape.stats;

import static io.archscape.Require.require;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;

/**
 * Difference of two means at an equal value of a covariate (analysis of covariance): least squares
 * of {@code y = level of the sample + slope * x} over both samples, one slope for both. What the
 * samples' means of y owe to different means of x falls out.
 *
 * <p>Standard errors are those of the jackknife that leaves out one value, or one pair, at a time
 * (HC3, for pairs CR3: MacKinnon and White, doi:10.1016/0304-4076(85)90158-7; Bell and McCaffrey,
 * Survey Methodology 28(2), 2002), so that neither equal spreads nor independence within a pair are
 * taken for granted. Intervals are Student's with n + m - 3 degrees of freedom, of k pairs k - 2.
 */
public final class AdjustedDifference {
  private static final int PARAMETERS = 3; // level, difference, slope

  /** A share of itself that a value leaves to the others, below which it is rounding. */
  private static final double ALL_LEVERAGE = 1e-9;

  private AdjustedDifference() {}

  /**
   * Of two independent samples, {@code mean(a) - mean(b)} at equal x.
   *
   * @param xa covariate of each of a, as {@code xb} of b
   * @return empty if there are fewer than 4 values in all, if x does not vary within a sample, or
   *     if a single value decides the slope
   */
  public static Optional<Interval> of(
      double[] a, double[] xa, double[] b, double[] xb, double confidence) {
    int n = a.length + b.length;
    return of(new Samples(a, xa, b, xb), Clusters.EACH, n, n - PARAMETERS, confidence);
  }

  /**
   * Of pairs, {@code a[i]} and {@code b[i]} being one.
   *
   * @return empty if there are fewer than 3 pairs, if x does not vary within a side, or if a single
   *     pair decides the slope
   */
  public static Optional<Interval> ofPairs(
      double[] a, double[] xa, double[] b, double[] xb, double confidence) {
    require(
        a.length == b.length, "pairs must have two values each, got %s and %s", a.length, b.length);
    return of(new Samples(a, xa, b, xb), Clusters.PAIRS, a.length, a.length - 2, confidence);
  }

  /** What is left out at a time. */
  private enum Clusters {
    EACH,
    PAIRS
  }

  /** The values of both samples, and of each which sample it is of and its covariate. */
  private static final class Samples {
    private final double[] y;
    private final double[][] design;
    private final boolean enough;

    Samples(double[] a, double[] xa, double[] b, double[] xb) {
      require(
          a.length == xa.length && b.length == xb.length,
          "each value must have its covariate, got %s of %s and %s of %s",
          xa.length,
          a.length,
          xb.length,
          b.length);
      for (double[] values : new double[][] {a, xa, b, xb}) {
        require(
            DoubleStream.of(values).allMatch(Double::isFinite),
            "values and covariates must be finite, got %s",
            Arrays.toString(values));
      }
      this.enough = a.length > 0 && b.length > 0 && (varies(xa) || varies(xb));
      double within = Math.sqrt(squares(xa) + squares(xb));
      this.y = DoubleStream.concat(DoubleStream.of(a), DoubleStream.of(b)).toArray();
      double[] x = DoubleStream.concat(DoubleStream.of(xa), DoubleStream.of(xb)).toArray();
      double mean = StatUtils.mean(x); // taken off, and all scaled, or sums are ill conditioned
      this.design = new double[x.length][];
      for (int i = 0; i < x.length; i++) {
        design[i] = new double[] {i < a.length ? 1 : 0, enough ? (x[i] - mean) / within : 0};
      }
    }

    /** Of the distances from the sample's mean. */
    private static double squares(double[] x) {
      return x.length < 2 ? 0 : (x.length - 1) * StatUtils.variance(x);
    }

    private static boolean varies(double[] x) {
      return x.length > 0 && StatUtils.max(x) > StatUtils.min(x);
    }
  }

  private static Optional<Interval> of(
      Samples samples, Clusters clusters, int left, int df, double confidence) {
    Interval.requireConfidence(confidence);
    if (df < 1 || !samples.enough) {
      return Optional.empty();
    }
    OLSMultipleLinearRegression fit = new OLSMultipleLinearRegression();
    double[][] design = samples.design;
    fit.newSampleData(samples.y, design);
    double estimate = fit.estimateRegressionParameters()[1];
    RealMatrix inverse = MatrixUtils.createRealMatrix(fit.estimateRegressionParametersVariance());
    double[] residuals = fit.estimateResiduals();
    double sum = 0;
    for (int g = 0; g < left; g++) {
      int[] rows = clusters == Clusters.EACH ? new int[] {g} : new int[] {g, left + g};
      OptionalDouble change = change(rows, design, residuals, inverse);
      if (change.isEmpty()) {
        return Optional.empty();
      }
      sum += change.getAsDouble() * change.getAsDouble();
    }
    double error = Math.sqrt(sum * (left - 1) / left);
    double half = new TDistribution(df).inverseCumulativeProbability((1 + confidence) / 2) * error;
    return Optional.of(new Interval(estimate, estimate - half, estimate + half, confidence));
  }

  /**
   * How much the difference changes when rows are left out: that entry of {@code (X'X)^-1 X_g' (I -
   * H_gg)^-1 e_g}. Empty if the rest does not tell it.
   */
  private static OptionalDouble change(
      int[] rows, double[][] design, double[] residuals, RealMatrix inverse) {
    RealMatrix x = new Array2DRowRealMatrix(rows.length, PARAMETERS);
    double[] e = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      double[] row = design[rows[i]];
      x.setRow(i, new double[] {1, row[0], row[1]});
      e[i] = residuals[rows[i]];
    }
    RealMatrix free =
        MatrixUtils.createRealIdentityMatrix(rows.length)
            .subtract(x.multiply(inverse).multiply(x.transpose()));
    DecompositionSolver solver = new LUDecomposition(free, ALL_LEVERAGE).getSolver();
    if (!solver.isNonSingular()) {
      return OptionalDouble.empty();
    }
    RealVector scaled = solver.solve(MatrixUtils.createRealVector(e));
    return OptionalDouble.of(inverse.multiply(x.transpose()).operate(scaled).getEntry(1));
  }
}
