package io.archscape.stats;

import static io.archscape.Require.require;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A comparison of spaces at equal complexity (NDS, arXiv:1905.13214, section 3.3): bins of equal
 * width from the least to the greatest complexity of all spaces, of which those count that every
 * space fills. Spaces that filled different bins would be compared at different complexities.
 */
public final class EqualComplexity {
  private final double low;
  private final double high;
  private final boolean[] common;

  private EqualComplexity(double low, double high, boolean[] common) {
    this.low = low;
    this.high = high;
    this.common = common;
  }

  /**
   * Of all spaces that are compared.
   *
   * @param spaces the complexities of each space's models, at least one each
   */
  public static EqualComplexity of(List<double[]> spaces, int bins) {
    require(!spaces.isEmpty(), "equal complexity needs at least one space, got none");
    require(bins >= 1, "complexity bins must be at least 1, got %d", bins);
    spaces.forEach(space -> Finite.requireSample("complexities", space));
    double[] all = spaces.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
    double low = all[0];
    double high = all[all.length - 1];
    boolean[] common = new boolean[bins];
    Arrays.fill(common, true);
    for (double[] space : spaces) {
      boolean[] filled = new boolean[bins];
      for (double c : space) {
        filled[Edf.bin(c, bins, low, high)] = true;
      }
      for (int bin = 0; bin < bins; bin++) {
        common[bin] &= filled[bin];
      }
    }
    return new EqualComplexity(low, high, common);
  }

  /** All bins. */
  public int bins() {
    return common.length;
  }

  /** Bins with models of every space; with none there is no comparison. */
  public int common() {
    return (int) IntStream.range(0, common.length).filter(bin -> common[bin]).count();
  }

  /** Of a space's models, the number in those bins. */
  public int kept(double[] complexities) {
    return (int) kept(complexities, complexities.length).count();
  }

  /** Of a space's models in those bins; each bin weighs the same. */
  public Edf edf(double[] errors, double[] complexities) {
    require(common() > 0, "spaces at equal complexity must share a bin, got none of %d", bins());
    int[] kept = kept(complexities, errors.length).toArray();
    return Edf.weighted(
        IntStream.of(kept).mapToDouble(i -> errors[i]).toArray(),
        IntStream.of(kept).mapToDouble(i -> complexities[i]).toArray(),
        common.length,
        low,
        high);
  }

  private IntStream kept(double[] complexities, int models) {
    require(
        models == complexities.length,
        "there must be one complexity for each error, got %d errors and %d complexities",
        models,
        complexities.length);
    return IntStream.range(0, models)
        .filter(i -> common[Edf.bin(complexities[i], common.length, low, high)]);
  }
}
