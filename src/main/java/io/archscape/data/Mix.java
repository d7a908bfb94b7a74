package io.archscape.data;

import static io.archscape.Require.require;

import io.archscape.Defaults;

/**
 * Whether the images of a training batch are mixed with those of a permutation of it, and their
 * labels with them: each image keeps a share, one for the whole batch, drawn from Beta(a, a). Where
 * both are on, each batch has one of them, with equal chance.
 *
 * @param mixup a for mixup, share times the image plus the rest of the other (Zhang et al.,
 *     arXiv:1710.09412); 0 for off
 * @param cutmix a for cutmix, a box of the other image (Yun et al., arXiv:1905.04899); 0 for off
 */
public record Mix(double mixup, double cutmix) {
  static final Defaults DEFAULTS = Defaults.of(Mix.class).with("mixup", 0.0).with("cutmix", 0.0);

  /** Below, a share is 0 or 1 but for one draw in thousands. */
  private static final double LEAST = 1e-3;

  /** No mixing. */
  public static final Mix NONE = new Mix(0, 0);

  public Mix {
    require(
        mixup == 0 || (mixup >= LEAST && Double.isFinite(mixup)),
        "mix mixup must be 0, or finite and at least 1e-3, got mixup=%s",
        mixup);
    require(
        cutmix == 0 || (cutmix >= LEAST && Double.isFinite(cutmix)),
        "mix cutmix must be 0, or finite and at least 1e-3, got cutmix=%s",
        cutmix);
  }

  boolean isOff() {
    return mixup == 0 && cutmix == 0;
  }
}
