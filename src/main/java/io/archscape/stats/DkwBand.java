package io.archscape.stats;

import static io.archscape.Require.require;

/**
 * Band around an empirical distribution function that holds the whole true one with probability at
 * least 1 - alpha: {@code F(e) +- eps}, {@code eps = sqrt(ln(2/alpha) / (2n))}, clipped to [0, 1].
 * Dvoretzky, Kiefer and Wolfowitz, with the constant of Massart (doi:10.1214/aop/1176990746). It
 * holds for equal weights only.
 */
public record DkwBand(int n, double alpha) {
  public DkwBand {
    require(n >= 1, "a band needs at least one model, got n=%d", n);
    require(alpha > 0 && alpha < 1, "alpha must lie in (0, 1), got %s", alpha);
  }

  /** Half the height of the band, before clipping. */
  public double eps() {
    return Math.sqrt(StrictMath.log(2 / alpha) / (2.0 * n));
  }

  /** Lower edge where the distribution function is {@code probability}. */
  public double lower(double probability) {
    return Math.max(0, probability - eps());
  }

  /** Upper edge where the distribution function is {@code probability}. */
  public double upper(double probability) {
    return Math.min(1, probability + eps());
  }
}
