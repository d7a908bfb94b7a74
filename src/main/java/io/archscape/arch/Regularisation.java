package io.archscape.arch;

import static io.archscape.Require.require;

import io.archscape.Defaults;

/**
 * What a network drops while it is trained. Neither changes its cost nor what it does in
 * evaluation.
 *
 * @param dropout the share of the pooled values that the classifier does not see, in [0,1)
 * @param dropPath the rate of the last block with a shortcut, in [0,1): an image goes past the
 *     branch of block l of L with probability l/L times this ("stochastic depth", Huang et al.,
 *     arXiv:1603.09382: linear decay). L counts the blocks that add their branch to what enters
 *     them, projected or not, in cross-stage partial stages too; a network without such blocks
 *     (vanilla ones) has nothing to drop and stays as it is. (pycls' EfficientNets have one rate
 *     for all blocks.)
 */
public record Regularisation(double dropout, double dropPath) {
  /** Nothing is dropped. */
  public static final Regularisation NONE = new Regularisation(0, 0);

  static final Defaults DEFAULTS = Defaults.of(NONE);

  public Regularisation {
    require(dropout >= 0 && dropout < 1, "dropout must lie in [0,1), got dropout=%s", dropout);
    require(
        dropPath >= 0 && dropPath < 1, "drop path must lie in [0,1), got dropPath=%s", dropPath);
  }
}
