package io.archscape.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Augments and normalises images of one set. To be used from one thread. */
final class Augmenter {
  private final Augment augment;
  private final Images images;
  private final float[] table;
  private final SplittableRandom random;
  private final Draws draws;
  private final int height;
  private final int width;
  private final int channels;
  private final Picture picture;

  /**
   * @param table of {@link Normalisation#table()}
   * @param fill of {@link Normalisation#meanColour()}
   */
  Augmenter(Augment augment, Images images, float[] table, byte[] fill, SplittableRandom random) {
    this.augment = augment;
    this.images = images;
    this.table = table;
    this.random = random;
    this.draws = new Draws(random);
    this.height = images.height();
    this.width = images.width();
    this.channels = images.channels();
    this.picture = new Picture(height, width, fill);
  }

  /** Writes image {@code i}, changed as drawn and normalised, (H,W,C), from {@code at} on. */
  void write(int i, float[] out, int at) {
    byte[] pixels = images.pixels();
    int from = images.offset(i);
    if (augment.redraws()) {
      picture.load(pixels, from);
      redraw();
      pixels = picture.pixels();
      from = 0;
    }
    int pad = augment.pad();
    boolean mirrored = augment.flip() && random.nextInt(2) == 1;
    int down = pad == 0 ? 0 : random.nextInt(2 * pad + 1) - pad;
    int right = pad == 0 ? 0 : random.nextInt(2 * pad + 1) - pad;
    place(pixels, from, mirrored, down, right, out, at);
    if (augment.cutout() > 0) {
      cut(square(draws.below(height), draws.below(width)), out, at);
    }
  }

  private void redraw() {
    if (augment.crop().redraws()) {
      picture.crop(augment.crop().draw(height, width, draws));
    }
    augment.policy().apply(picture, draws);
  }

  /** Output (y, x) is input (y + down, x + right) of the image, mirrored first where asked. */
  void place(byte[] pixels, int from, boolean mirrored, int down, int right, float[] out, int at) {
    int line = width * channels;
    int first = clamp(-right, width);
    int last = Math.max(first, clamp(width - right, width));
    for (int y = 0; y < height; y++) {
      int row = at + y * line;
      if (y + down < 0 || y + down >= height) {
        Arrays.fill(out, row, row + line, 0f);
        continue;
      }
      Arrays.fill(out, row, row + first * channels, 0f);
      Arrays.fill(out, row + last * channels, row + line, 0f);
      int start = mirrored ? width - 1 - (first + right) : first + right;
      int source = from + (y + down) * line + start * channels;
      copyRow(pixels, source, mirrored ? -1 : 1, last - first, out, row + first * channels);
    }
  }

  private void copyRow(byte[] pixels, int from, int step, int count, float[] out, int at) {
    int source = from;
    int target = at;
    for (int x = 0; x < count; x++, source += step * channels) {
      for (int c = 0; c < channels; c++) {
        out[target++] = table[(c << 8) + (pixels[source + c] & 0xff)];
      }
    }
  }

  /** The square around a pixel, as far as it lies inside; the pixel is the first past its half. */
  Box square(int y, int x) {
    int top = y - augment.cutout() / 2;
    int left = x - augment.cutout() / 2;
    return Box.clipped(top, left, top + augment.cutout(), left + augment.cutout(), height, width);
  }

  private void cut(Box box, float[] out, int at) {
    for (int y = box.top(); y < box.top() + box.height(); y++) {
      int from = at + (y * width + box.left()) * channels;
      Arrays.fill(out, from, from + box.width() * channels, 0f);
    }
  }

  private static int clamp(int value, int high) {
    return Math.max(0, Math.min(value, high));
  }
}
