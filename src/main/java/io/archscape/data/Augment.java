package io.archscape.data;

import static io.archscape.Require.require;

import io.archscape.Defaults;

/**
 * Random changes to a training image, in this order: a part of it is cropped and resized, a policy
 * changes its colours and shape, it is mirrored left to right with probability 1/2, shifted by up
 * to {@code pad} pixels each way (which is to pad it and crop at random), and a square is cut out.
 * Padding and square are 0 after normalisation, the mean colour.
 *
 * @param crop resized; excludes {@code pad}
 * @param cutout side of the square in pixels, 0 for none; its middle lies anywhere in the image, so
 *     that part of it may lie outside (DeVries and Taylor, arXiv:1708.04552)
 */
public record Augment(boolean flip, int pad, Crop crop, Policy policy, int cutout) {
  static final Defaults DEFAULTS =
      Defaults.of(Augment.class)
          .with("crop", new Crop.None())
          .with("policy", new Policy.None())
          .with("cutout", 0);

  /** Leaves images as they are. */
  public static final Augment NONE = new Augment(false, 0);

  /** What pycls does to CIFAR-10: mirrored, and shifted by up to 4 pixels. */
  public static final Augment DEFAULT = new Augment(true, 4);

  public Augment {
    require(pad >= 0, "augment pad must not be negative, got pad=%d", pad);
    require(
        pad == 0 || !crop.redraws(), "augment pad must be 0 where crop resizes, got pad=%d", pad);
    require(cutout >= 0, "augment cutout must not be negative, got cutout=%d", cutout);
  }

  /** Mirrored and shifted, nothing else. */
  public Augment(boolean flip, int pad) {
    this(flip, pad, new Crop.None(), new Policy.None(), 0);
  }

  public Augment withCrop(Crop replacement) {
    return new Augment(flip, pad, replacement, policy, cutout);
  }

  public Augment withPolicy(Policy replacement) {
    return new Augment(flip, pad, crop, replacement, cutout);
  }

  public Augment withCutout(int replacement) {
    return new Augment(flip, pad, crop, policy, replacement);
  }

  /**
   * Refuses images that cannot be changed in this way.
   *
   * @throws io.archscape.RequirementException if {@code pad} or {@code cutout} is more than their
   *     side, or there is a policy and they have not three colours
   */
  public void requireFits(int height, int width, int channels) {
    int side = Math.min(height, width);
    require(
        pad <= side,
        "augment pad must be at most the side of images of %dx%d, got pad=%d",
        height,
        width,
        pad);
    require(
        cutout <= side,
        "augment cutout must be at most the side of images of %dx%d, got cutout=%d",
        height,
        width,
        cutout);
    require(
        !policy.redraws() || channels == 3,
        "augment policy must be none for images of %d channel%s, got %s",
        channels,
        channels == 1 ? "" : "s",
        policy.type());
  }

  /** Whether images are changed before they are mirrored and shifted. */
  boolean redraws() {
    return crop.redraws() || policy.redraws();
  }
}
