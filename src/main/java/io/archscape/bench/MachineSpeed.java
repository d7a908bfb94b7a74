package io.archscape.bench;

import static io.archscape.Require.require;

import io.archscape.train.TimedWork;
import java.util.Locale;

/**
 * What one thread of a machine can do at best.
 *
 * @param sgemm multiplications and additions a second of the matrix product
 * @param copy bytes read and written a second by a copy that no cache holds
 */
public record MachineSpeed(double sgemm, double copy) {
  private static final int STEPS = 20;

  public MachineSpeed {
    require(sgemm > 0, "bench sgemm must be positive, got sgemm=%s", sgemm);
    require(copy > 0, "bench copy must be positive, got copy=%s", copy);
  }

  /** Measures this machine. */
  public static MachineSpeed here() {
    return new MachineSpeed(best(TimedWork.matrixProduct(1)), best(TimedWork.copy()));
  }

  /** As {@code SGEMM 81.2 GFLOP/s, copies 20.1 GB/s}. */
  public String inWords() {
    return String.format(
        Locale.ROOT, "SGEMM %.1f GFLOP/s, copies %.1f GB/s", sgemm / 1e9, copy / 1e9);
  }

  private static double best(TimedWork timed) {
    try (timed) {
      double seconds = Double.POSITIVE_INFINITY;
      for (int i = 0; i < STEPS; i++) {
        seconds = Math.min(seconds, timed.seconds());
      }
      return timed.units() / seconds;
    }
  }
}
