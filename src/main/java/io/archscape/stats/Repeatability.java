package io.archscape.stats;

import static io.archscape.Require.require;

import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.special.Gamma;
import org.apache.commons.math3.stat.StatUtils;

/**
 * How much of an error is chance: networks trained several times each, taken apart by a one-way
 * analysis of variance with random effects (R. A. Fisher; Searle, Casella, McCulloch, "Variance
 * Components", doi:10.1002/9780470316856, chapter 3). It takes chance to be alike in all networks;
 * whether it is, {@link #unlike} asks.
 *
 * @param groups how many networks
 * @param values how many trainings of all of them
 * @param within standard deviation of trainings of one network, from their pooled variance, with
 *     the interval that chi-square gives
 * @param between standard deviation of what networks would give without chance; 0 where their means
 *     differ no more than chance makes them; NaN of one network, as f and p are
 * @param f mean square between networks over that within; infinite where trainings are equal
 * @param p that networks differ this much by chance alone
 * @param pAlike that the trainings of the networks spread as unequally as they do, if chance is
 *     alike in all: Bartlett's test (doi:10.1098/rspa.1937.0109), which takes errors to be normal.
 *     Networks whose trainings tie, as errors of few images do, are left out of it; NaN where fewer
 *     than two are left
 */
public record Repeatability(
    int groups, int values, Interval within, double between, double f, double p, double pAlike) {
  private static final double CONFIDENCE = 0.95;

  /**
   * Of networks of two trainings or more each.
   *
   * @param samples errors of the trainings, network by network
   */
  public static Repeatability of(List<double[]> samples) {
    require(!samples.isEmpty(), "repeatability needs at least one network, got none");
    double all = 0;
    double squares = 0;
    double inside = 0;
    double sum = 0;
    for (double[] sample : samples) {
      Finite.requireTwo("trainings of a network", sample);
      all += sample.length;
      squares += (double) sample.length * sample.length;
      sum += StatUtils.sum(sample);
      inside += (sample.length - 1) * variance(sample);
    }
    double free = all - samples.size();
    if (samples.size() == 1) {
      return new Repeatability(
          1,
          (int) all,
          deviation(inside / free, free),
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN);
    }
    double mean = sum / all;
    double outside = 0;
    boolean differ = !isOneValue(samples);
    for (double[] sample : samples) {
      double away = StatUtils.mean(sample) - mean;
      outside += differ ? sample.length * away * away : 0;
    }
    double groups = samples.size() - 1.0;
    double msWithin = inside / free;
    double msBetween = outside / groups;
    double each = (all - squares / all) / groups;
    return new Repeatability(
        samples.size(),
        (int) all,
        deviation(msWithin, free),
        Math.sqrt(Math.max(0, (msBetween - msWithin) / each)),
        msBetween / msWithin,
        p(msBetween, msWithin, groups, free),
        bartlett(samples.stream().filter(sample -> variance(sample) > 0).toList()));
  }

  /** A mean of equal values may be rounded away from them. */
  private static boolean isOneValue(List<double[]> samples) {
    return samples.stream().flatMapToDouble(DoubleStream::of).distinct().count() == 1;
  }

  /** Exactly 0 for equal values. */
  private static double variance(double[] sample) {
    return StatUtils.min(sample) == StatUtils.max(sample) ? 0 : StatUtils.variance(sample);
  }

  private static double bartlett(List<double[]> samples) {
    if (samples.size() < 2) {
      return Double.NaN;
    }
    double free = 0;
    double inside = 0;
    double logs = 0;
    double inverse = 0;
    for (double[] sample : samples) {
      double df = sample.length - 1.0;
      free += df;
      inside += df * variance(sample);
      logs -= df * Math.log(variance(sample));
      inverse += 1 / df;
    }
    double groups = samples.size() - 1.0;
    double correction = 1 + (inverse - 1 / free) / (3 * groups);
    double squares = (logs + free * Math.log(inside / free)) / correction;
    return Gamma.regularizedGammaQ(groups / 2, Math.max(0, squares) / 2);
  }

  /** Standard deviation of at least two values, from the unbiased variance. */
  public static double deviation(double[] values) {
    Finite.requireTwo("values", values);
    return Math.sqrt(variance(values));
  }

  private static Interval deviation(double variance, double free) {
    ChiSquaredDistribution law = new ChiSquaredDistribution(free);
    double least = law.inverseCumulativeProbability((1 + CONFIDENCE) / 2);
    double most = law.inverseCumulativeProbability((1 - CONFIDENCE) / 2);
    return new Interval(
        Math.sqrt(variance),
        Math.sqrt(variance * free / least),
        Math.sqrt(variance * free / most),
        CONFIDENCE);
  }

  private static double p(double between, double within, double groups, double free) {
    if (within == 0) {
      return between == 0 ? 1 : 0;
    }
    // the upper tail itself: 1 - cdf would round to 0 long before it is
    double f = between / within;
    return Beta.regularizedBeta(free / (free + groups * f), free / 2, groups / 2);
  }

  /**
   * Whether chance is shown not to be alike in all networks; {@code within} and what follows from
   * it is then an average that may fit none of them.
   */
  public boolean unlike() {
    return pAlike < 1 - CONFIDENCE;
  }

  /** Degrees of freedom of {@code within}. */
  public int df() {
    return values - groups;
  }

  /**
   * What two single trainings must differ by, or more, for 95 % of pairs of one network's trainings
   * to differ by less.
   */
  public double leastDifference() {
    double t = new TDistribution(df()).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
    return t * Math.sqrt(2) * within.estimate();
  }

  /**
   * Share of the variance between single trainings of other networks that is chance, 0 to 1; NaN
   * where nothing differs, and of one network.
   */
  public double share() {
    double chance = within.estimate() * within.estimate();
    return chance / (chance + between * between);
  }
}
