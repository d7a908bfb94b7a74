package io.archscape.space;

import static io.archscape.Require.require;

/**
 * What describes the widths and depths of a RegNet (arXiv:2003.13678): depth d in blocks, initial
 * width w0, slope wa, multiplier wm.
 */
public record RegNetParams(int d, int w0, double wa, double wm) {
  /** Widths are multiples of it. */
  public static final int Q = 8;

  public RegNetParams {
    require(d >= 1, "regnet d must be at least 1, got d=%d", d);
    require(w0 > 0 && w0 % Q == 0, "regnet w0 must be a positive multiple of %d, got w0=%d", Q, w0);
    require(wa >= 0 && wa < 1e6, "regnet wa must lie in [0,1e6), got wa=%s", wa);
    require(wm > 1 && wm < 1e6, "regnet wm must lie in (1,1e6), got wm=%s", wm);
  }
}
