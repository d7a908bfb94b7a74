package io.archscape.stats;

import static io.archscape.Require.require;

import java.util.OptionalInt;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.special.Gamma;
import org.apache.commons.math3.stat.StatUtils;

/**
 * How likely a comparison of two means was to be decided, if the difference and the spreads seen
 * are the true ones, and how many models it would take. That "if" makes it a rough guide, never a
 * result: at the effect observed, power says little that p does not say (Hoenig and Heisey,
 * doi:10.1198/000313001300339897); its use is to plan the next sweep.
 *
 * <p>With Welch's se and df: the estimated error is {@code se * s}, {@code s = sqrt(chi2_df / df)},
 * and the power is the mean over s of the chance that the test rejects, a normal probability (for
 * the two-sided test this is the noncentral t distribution). The integral is taken by Simpson's
 * rule; the law of the errors enters as if normal.
 *
 * <p>Without any spread there is nothing to tell the power by: it is 0, and no number is told.
 */
public final class Power {
  /** Beyond it a number of models is not told. */
  public static final int MOST_MODELS = 1_000_000;

  private static final int STEPS = 1000;

  private Power() {}

  /** What is to be shown of {@code mean(a) - mean(b)}. */
  private enum Question {
    DIFFERENT {
      @Override
      boolean holds(double difference, double margin) {
        return difference != 0;
      }

      @Override
      double level(double alpha) {
        return 1 - alpha / 2;
      }

      @Override
      double rejected(double difference, double margin, double half) {
        return Normal.below(difference - half) + Normal.below(-difference - half);
      }
    },
    NOT_WORSE {
      @Override
      boolean holds(double difference, double margin) {
        return difference < margin;
      }

      @Override
      double rejected(double difference, double margin, double half) {
        return Normal.below(margin - difference - half);
      }
    },
    SAME {
      @Override
      boolean holds(double difference, double margin) {
        return Math.abs(difference) < margin;
      }

      @Override
      double rejected(double difference, double margin, double half) {
        double high = margin - difference - half;
        double low = -margin - difference + half;
        return high > low ? Normal.below(high) - Normal.below(low) : 0;
      }
    };

    abstract boolean holds(double difference, double margin);

    double level(double alpha) {
      return 1 - alpha;
    }

    /** Probability given the half width of the test's interval; all in standard errors. */
    abstract double rejected(double difference, double margin, double half);
  }

  /** Of the two-sided comparison of means at level {@code alpha}, in [0, 1]. */
  public static double ofMeans(double[] a, double[] b, double alpha) {
    return power(Question.DIFFERENT, Welch.of(a, b), 0, alpha);
  }

  /**
   * Models of each space for that power; empty if the means are equal, there is no spread, or
   * beyond the most.
   */
  public static OptionalInt modelsNeeded(double[] a, double[] b, double alpha, double power) {
    return needed(Question.DIFFERENT, a, b, 0, alpha, power);
  }

  /** Of {@link Equivalence#pNotWorse} at level {@code alpha}. */
  public static double ofNotWorse(double[] a, double[] b, double margin, double alpha) {
    return power(Question.NOT_WORSE, Welch.of(a, b), margin, alpha);
  }

  /** Models of each space for that power; empty if a is worse by the margin, or beyond the most. */
  public static OptionalInt modelsNeededNotWorse(
      double[] a, double[] b, double margin, double alpha, double power) {
    return needed(Question.NOT_WORSE, a, b, margin, alpha, power);
  }

  /** Of {@link Equivalence#pValue} at level {@code alpha}. */
  public static double ofSame(double[] a, double[] b, double margin, double alpha) {
    return power(Question.SAME, Welch.of(a, b), margin, alpha);
  }

  /**
   * Models of each space for that power; empty if they differ by the margin, or beyond the most.
   */
  public static OptionalInt modelsNeededSame(
      double[] a, double[] b, double margin, double alpha, double power) {
    return needed(Question.SAME, a, b, margin, alpha, power);
  }

  /**
   * Of the two-sided test of 0 by an estimate that has this interval, at level {@code alpha}: taken
   * as normal, with the interval's width for its spread.
   */
  public static double ofEstimate(Interval interval, double alpha) {
    double se = standardError(interval);
    if (se == 0) {
      return 0;
    }
    double effect = interval.estimate() / se;
    double half = Normal.quantile(1 - alpha / 2);
    return Normal.below(effect - half) + Normal.below(-effect - half);
  }

  /**
   * Models for that power, where {@code n} gave the interval and its width falls with the root of
   * the number: {@code n ((z_(1-alpha/2) + z_power) se / estimate)^2}; empty if the estimate is 0,
   * the interval has no width, or beyond the most.
   */
  public static OptionalInt modelsNeeded(Interval interval, int n, double alpha, double power) {
    double z = Normal.quantile(1 - alpha / 2) + Normal.quantile(power);
    double models = n * Math.pow(z * standardError(interval) / interval.estimate(), 2);
    return models > 0 && models <= MOST_MODELS
        ? OptionalInt.of((int) Math.max(2, Math.ceil(models)))
        : OptionalInt.empty();
  }

  /**
   * The number for a permutation test of n and m models that came to {@code p} and did not decide:
   * more than the fewer of them, and so many that some split is rare enough. If the number planned
   * is no more than there are, the errors are no normal ones, and p itself plans: {@code n
   * ((z_(1-alpha/2) + z_power) / z_(1-p/2))^2}.
   */
  public static OptionalInt modelsToDecide(
      OptionalInt planned, int n, int m, double p, double alpha, double power) {
    return toDecide(planned, Math.min(n, m), leastModels(alpha), p, alpha, power);
  }

  /** The same of n pairs. */
  public static OptionalInt pairsToDecide(
      OptionalInt planned, int n, double p, double alpha, double power) {
    int least = 2;
    while (PermutationTest.leastPOfPairs(least) >= alpha) {
      least++;
    }
    return toDecide(planned, n, least, p, alpha, power);
  }

  private static OptionalInt toDecide(
      OptionalInt planned, int fewer, int least, double p, double alpha, double power) {
    if (planned.isEmpty() || p < alpha) {
      return planned;
    }
    double models = Math.max(planned.getAsInt(), least);
    if (models <= fewer) {
      double z = Normal.quantile(1 - alpha / 2) + Normal.quantile(power);
      models = fewer * Math.pow(z / Normal.quantile(1 - p / 2), 2);
    }
    return models <= MOST_MODELS
        ? OptionalInt.of((int) Math.max(fewer + 1, Math.ceil(models)))
        : OptionalInt.empty();
  }

  /** Of each side, so that a permutation test can come to a p below {@code alpha}. */
  private static int leastModels(double alpha) {
    int n = 2;
    while (PermutationTest.leastP(n, n) >= alpha) {
      n++;
    }
    return n;
  }

  private static double standardError(Interval interval) {
    double z = Normal.quantile((1 + interval.confidence()) / 2);
    return (interval.high() - interval.low()) / (2 * z);
  }

  private static double power(Question question, Welch welch, double margin, double alpha) {
    Equivalence.requireMargin(margin);
    require(alpha > 0 && alpha < 1, "alpha must lie in (0, 1), got %s", alpha);
    double se = welch.standardError();
    if (se == 0) {
      return 0;
    }
    double t = welch.quantile(question.level(alpha));
    double difference = welch.difference() / se;
    double power =
        meanOverSpread(welch.df(), s -> question.rejected(difference, margin / se, t * s));
    return Math.min(1, Math.max(0, power));
  }

  /** Mean of f(s), s^2 * df chi-squared with df degrees: its density is in the integrand. */
  private static double meanOverSpread(double df, DoubleUnaryOperator f) {
    double reach = 12 / Math.sqrt(2 * df);
    double low = Math.max(0, 1 - reach);
    double h = (1 + reach - low) / STEPS;
    double log = StrictMath.log(2) + df / 2 * StrictMath.log(df / 2) - Gamma.logGamma(df / 2);
    double sum = 0;
    double weights = 0;
    for (int i = 0; i <= STEPS; i++) {
      double s = low + i * h;
      double logS = s == 0 ? (df > 1 ? Double.NEGATIVE_INFINITY : 0) : (df - 1) * StrictMath.log(s);
      double simpson = i == 0 || i == STEPS ? 1 : 2 + 2 * (i % 2);
      double weight = simpson * StrictMath.exp(log + logS - df * s * s / 2);
      sum += weight * f.applyAsDouble(s);
      weights += weight;
    }
    return sum / weights; // weights * h/3 is 1 but for rounding
  }

  private static OptionalInt needed(
      Question question, double[] a, double[] b, double margin, double alpha, double power) {
    require(power > 0 && power < 1, "a power must lie in (0, 1), got %s", power);
    double difference = Welch.of(a, b).difference();
    if (!question.holds(difference, margin)) {
      return OptionalInt.empty();
    }
    double va = StatUtils.variance(a);
    double vb = StatUtils.variance(b);
    if (Welch.of(a, b).standardError() == 0) {
      return OptionalInt.empty();
    }
    int low = 1; // too few
    int high = 2;
    while (power(question, Welch.of(difference, va, high, vb, high), margin, alpha) < power) {
      if (high == MOST_MODELS) {
        return OptionalInt.empty();
      }
      low = high;
      high = Math.min(2 * high, MOST_MODELS);
    }
    while (high - low > 1) {
      int n = (low + high) >>> 1;
      if (power(question, Welch.of(difference, va, n, vb, n), margin, alpha) < power) {
        low = n;
      } else {
        high = n;
      }
    }
    return OptionalInt.of(high);
  }
}
