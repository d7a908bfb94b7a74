package io.archscape.data;

import java.util.SplittableRandom;

/** How the images of one batch are mixed: who with whom, and how. */
final class Mixing {
  private final int[] partners;
  private final Blend blend;

  private Mixing(int[] partners, Blend blend) {
    this.partners = partners;
    this.blend = blend;
  }

  /** For {@code count} images of this height and width. */
  static Mixing draw(Mix mix, int count, int height, int width, SplittableRandom random) {
    Draws draws = new Draws(random);
    boolean both = mix.mixup() > 0 && mix.cutmix() > 0;
    boolean whole = both ? draws.chance(0.5) : mix.mixup() > 0;
    double share = draws.beta(whole ? mix.mixup() : mix.cutmix());
    Blend blend =
        whole
            ? new Sum(share)
            : Patch.around(draws.below(height), draws.below(width), share, height, width);
    return new Mixing(Permutation.of(count, random), blend);
  }

  /** What an image keeps of itself, 0 to 1. */
  double share() {
    return blend.share();
  }

  Blend blend() {
    return blend;
  }

  /** The position of the image that image {@code i} takes from. */
  int partner(int i) {
    return partners[i];
  }

  /** Mixes the images, one after the other in {@code values}, in their place. */
  void apply(float[] values, int imageSize) {
    float[] first = new float[imageSize];
    boolean[] done = new boolean[partners.length];
    for (int start = 0; start < partners.length; start++) {
      if (!done[start]) {
        System.arraycopy(values, start * imageSize, first, 0, imageSize);
        around(start, values, first, done);
      }
    }
  }

  /** Around a cycle each image is still as it was when the one before takes from it, but one. */
  private void around(int start, float[] values, float[] first, boolean[] done) {
    int i = start;
    for (; partners[i] != start; i = partners[i]) {
      blend.mix(values, i * first.length, values, partners[i] * first.length, first.length);
      done[i] = true;
    }
    blend.mix(values, i * first.length, first, 0, first.length);
    done[i] = true;
  }

  /** What becomes of two images. */
  sealed interface Blend {
    double share();

    /** Mixes the image at {@code from} into the one at {@code at}. */
    void mix(float[] values, int at, float[] other, int from, int imageSize);
  }

  /** Mixup: share * image + (1 - share) * other. */
  record Sum(double share) implements Blend {
    @Override
    public void mix(float[] values, int at, float[] other, int from, int imageSize) {
      float own = (float) share;
      float rest = (float) (1 - share);
      for (int i = 0; i < imageSize; i++) {
        values[at + i] = own * values[at + i] + rest * other[from + i];
      }
    }
  }

  /** Cutmix: a box of the other image. */
  record Patch(Box box, int height, int width) implements Blend {

    /**
     * A box of the image's form around (y, x), (1 - share) of its area, or what lies inside; half
     * its side is cut to whole pixels.
     */
    static Patch around(int y, int x, double share, int height, int width) {
      double side = Math.sqrt(1 - share);
      int down = (int) (height * side) / 2;
      int right = (int) (width * side) / 2;
      Box box = Box.clipped(y - down, x - right, y + down, x + right, height, width);
      return new Patch(box, height, width);
    }

    @Override
    public double share() {
      return 1 - (double) box.area() / (height * width);
    }

    @Override
    public void mix(float[] values, int at, float[] other, int from, int imageSize) {
      int channels = imageSize / (height * width);
      for (int y = box.top(); y < box.top() + box.height(); y++) {
        int corner = (y * width + box.left()) * channels;
        System.arraycopy(other, from + corner, values, at + corner, box.width() * channels);
      }
    }
  }
}
