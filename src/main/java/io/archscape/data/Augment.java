package io.archscape.data;

import static io.archscape.Require.require;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Random changes to a training image: mirror it left to right with probability 1/2, then shift it
 * by up to {@code pad} pixels each way, which is to pad it and crop at random. The padding is 0
 * after normalisation, the mean colour.
 */
public record Augment(boolean flip, int pad) {
  /** Leaves images as they are. */
  public static final Augment NONE = new Augment(false, 0);

  public Augment {
    require(pad >= 0, "augment pad must not be negative, got pad=%d", pad);
  }

  /**
   * Writes image {@code i}, changed and normalised, (H,W,C), into {@code out} from {@code at} on.
   *
   * @param table of {@link Normalisation#table()}
   */
  void apply(Images images, int i, float[] table, SplittableRandom random, float[] out, int at) {
    boolean mirrored = flip && random.nextInt(2) == 1;
    int down = pad == 0 ? 0 : random.nextInt(2 * pad + 1) - pad;
    int right = pad == 0 ? 0 : random.nextInt(2 * pad + 1) - pad;
    place(images, i, table, mirrored, down, right, out, at);
  }

  /** Output (y, x) is input (y + down, x + right) of the image, mirrored first where asked. */
  static void place(
      Images images,
      int i,
      float[] table,
      boolean mirrored,
      int down,
      int right,
      float[] out,
      int at) {
    int height = images.height();
    int width = images.width();
    int line = width * images.channels();
    int first = clamp(-right, width);
    int last = Math.max(first, clamp(width - right, width));
    for (int y = 0; y < height; y++) {
      int row = at + y * line;
      if (y + down < 0 || y + down >= height) {
        Arrays.fill(out, row, row + line, 0f);
        continue;
      }
      Arrays.fill(out, row, row + first * images.channels(), 0f);
      Arrays.fill(out, row + last * images.channels(), row + line, 0f);
      int from = images.offset(i) + (y + down) * line;
      int start = mirrored ? width - 1 - (first + right) : first + right;
      copyRow(images, from, start, mirrored ? -1 : 1, last - first, table, out, row, first);
    }
  }

  private static void copyRow(
      Images images,
      int from,
      int start,
      int step,
      int count,
      float[] table,
      float[] out,
      int row,
      int first) {
    int channels = images.channels();
    byte[] pixels = images.pixels();
    int source = from + start * channels;
    int target = row + first * channels;
    for (int x = 0; x < count; x++, source += step * channels) {
      for (int c = 0; c < channels; c++) {
        out[target++] = table[(c << 8) + (pixels[source + c] & 0xff)];
      }
    }
  }

  private static int clamp(int value, int high) {
    return Math.max(0, Math.min(value, high));
  }
}
