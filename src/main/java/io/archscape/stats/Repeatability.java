package io.archscape.stats;

import static io.archscape.Require.require;

import java.util.List;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.stat.StatUtils;

/**
 * How much of an error is chance: networks trained several times each, taken apart by a one-way
 * analysis of variance with random effects (R. A. Fisher; Searle, Casella, McCulloch, "Variance
 * Components", doi:10.1002/9780470316856, chapter 3). It takes chance to be alike in all networks.
 *
 * @param groups how many networks
 * @param values how many trainings of all of them
 * @param within standard deviation of trainings of one network, from their pooled variance, with
 *     the interval that chi-square gives
 * @param between standard deviation of what networks would give without chance; 0 where their means
 *     differ no more than chance makes them
 * @param f mean square between networks over that within; infinite where trainings are equal
 * @param p that networks differ this much by chance alone
 */
public record Repeatability(
    int groups, int values, Interval within, double between, double f, double p) {
  private static final double CONFIDENCE = 0.95;

  /**
   * Of two networks or more, of two trainings or more each.
   *
   * @param samples errors of the trainings, network by network
   */
  public static Repeatability of(List<double[]> samples) {
    require(
        samples.size() >= 2, "repeatability needs at least two networks, got %d", samples.size());
    double all = 0;
    double squares = 0;
    double inside = 0;
    double sum = 0;
    for (double[] sample : samples) {
      Finite.requireTwo("trainings of a network", sample);
      all += sample.length;
      squares += (double) sample.length * sample.length;
      sum += StatUtils.sum(sample);
      inside += (sample.length - 1) * StatUtils.variance(sample);
    }
    double mean = sum / all;
    double outside = 0;
    for (double[] sample : samples) {
      double away = StatUtils.mean(sample) - mean;
      outside += sample.length * away * away;
    }
    double free = all - samples.size();
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
        p(msBetween, msWithin, groups, free));
  }

  /** Standard deviation of at least two values, from the unbiased variance. */
  public static double deviation(double[] values) {
    Finite.requireTwo("values", values);
    return Math.sqrt(StatUtils.variance(values));
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
   * where nothing differs.
   */
  public double share() {
    double chance = within.estimate() * within.estimate();
    return chance / (chance + between * between);
  }
}
