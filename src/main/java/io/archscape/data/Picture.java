package io.archscape.data;

import java.util.Arrays;

/**
 * One image that is being changed, (H,W,C) unsigned bytes. Each operation gives the bytes that
 * Pillow gives (ImageOps, ImageEnhance, Image.transform with the nearest pixel, Image.resize), down
 * to its rounding; where an affine map looks outside, the picture gets the fill colour.
 */
final class Picture {
  /** Fraction bits of a coordinate, and of a weight of {@link #crop}; both as in Pillow. */
  private static final int COORDINATE_BITS = 16;

  private static final int WEIGHT_BITS = 22;

  private final int height;
  private final int width;
  private final int channels;
  private final byte[] fill;
  private final int[] counts = new int[256];
  private final byte[] map = new byte[256];
  private byte[] pixels;
  private byte[] spare;

  /**
   * @param fill one value a channel
   */
  Picture(int height, int width, byte[] fill) {
    this.height = height;
    this.width = width;
    this.channels = fill.length;
    this.fill = fill;
    this.pixels = new byte[height * width * channels];
    this.spare = new byte[pixels.length];
  }

  /** The values, (H,W,C), until the next operation. */
  byte[] pixels() {
    return pixels;
  }

  /** Begins anew with the image at {@code from}. */
  void load(byte[] images, int from) {
    System.arraycopy(images, from, pixels, 0, pixels.length);
  }

  /** Keeps a part, resized to the whole picture: columns first, each pass rounded to bytes. */
  void crop(Box box) {
    stretchRows(box);
    swap();
    stretchColumns(box);
    swap();
  }

  private void stretchRows(Box box) {
    for (int x = 0; x < width; x++) {
      Taps taps = Taps.of(x, box.width(), width);
      for (int y = 0; y < box.height(); y++) {
        int from = ((box.top() + y) * width + box.left() + taps.first()) * channels;
        taps.weigh(pixels, from, channels, spare, (y * width + x) * channels, channels);
      }
    }
  }

  private void stretchColumns(Box box) {
    int line = width * channels;
    for (int y = 0; y < height; y++) {
      Taps taps = Taps.of(y, box.height(), height);
      taps.weigh(pixels, taps.first() * line, line, spare, y * line, line);
    }
  }

  /** What an output position is made of: one to three neighbours from {@code first} on. */
  private record Taps(int first, int a, int b, int c) {

    /** The weights of a triangle two inputs wide around the output's centre; they sum to 1. */
    static Taps of(int position, int inputs, int outputs) {
      double centre = (position + 0.5) * ((double) inputs / outputs);
      int first = Math.max((int) (centre - 0.5), 0);
      int count = Math.min((int) (centre + 1.5), inputs) - first;
      double a = triangle(first - centre + 0.5);
      double b = count > 1 ? triangle(first - centre + 1.5) : 0;
      double c = count > 2 ? triangle(first - centre + 2.5) : 0;
      double sum = a + b + c;
      return new Taps(first, fixed(a / sum), fixed(b / sum), fixed(c / sum));
    }

    private static double triangle(double x) {
      return Math.max(0, 1 - Math.abs(x));
    }

    private static int fixed(double weight) {
      return (int) (0.5 + weight * (1 << WEIGHT_BITS));
    }

    /** Sums {@code count} values; the neighbours of one lie {@code step} apart. */
    void weigh(byte[] in, int from, int step, byte[] out, int at, int count) {
      int second = b == 0 ? 0 : step;
      int third = c == 0 ? 0 : 2 * step;
      for (int i = 0; i < count; i++) {
        int sum = (in[from + i] & 0xff) * a;
        sum += (in[from + i + second] & 0xff) * b;
        sum += (in[from + i + third] & 0xff) * c;
        out[at + i] = (byte) Math.min(255, (sum + (1 << (WEIGHT_BITS - 1))) >> WEIGHT_BITS);
      }
    }
  }

  /** Counterclockwise around the middle, in degrees. */
  void rotate(double degrees) {
    double turn = -StrictMath.toRadians(degrees);
    double cos = StrictMath.cos(turn);
    double sin = StrictMath.sin(turn);
    double x = width / 2.0;
    double y = height / 2.0;
    affine(cos, sin, x - cos * x - sin * y, -sin, cos, y + sin * x - cos * y);
  }

  /** Output (x, y) is input (x + share * y, y), at pixels' centres. */
  void shearX(double share) {
    affine(1, share, 0, 0, 1, 0);
  }

  /** Output (x, y) is input (x, y + share * x), at pixels' centres. */
  void shearY(double share) {
    affine(1, 0, 0, share, 1, 0);
  }

  /** Output (x, y) is input (x + share * width, y). */
  void translateX(double share) {
    affine(1, 0, share * width, 0, 1, 0);
  }

  /** Output (x, y) is input (x, y + share * height). */
  void translateY(double share) {
    affine(1, 0, 0, 0, 1, share * height);
  }

  /** Output (x, y) is the pixel in which (ax + by + c, dx + ey + f) lies. */
  private void affine(double a, double b, double c, double d, double e, double f) {
    int rowX = coordinate(c + 0.5 * (a + b));
    int rowY = coordinate(f + 0.5 * (d + e));
    int right = coordinate(a);
    int down = coordinate(d);
    int at = 0;
    for (int row = 0; row < height; row++) {
      int x = rowX;
      int y = rowY;
      for (int column = 0; column < width; column++) {
        fetch(x >> COORDINATE_BITS, y >> COORDINATE_BITS, at);
        at += channels;
        x += right;
        y += down;
      }
      rowX += coordinate(b);
      rowY += coordinate(e);
    }
    swap();
  }

  private void fetch(int x, int y, int at) {
    boolean inside = x >= 0 && x < width && y >= 0 && y < height;
    byte[] source = inside ? pixels : fill;
    int from = inside ? (y * width + x) * channels : 0;
    for (int i = 0; i < channels; i++) {
      spare[at + i] = source[from + i];
    }
  }

  private static int coordinate(double value) {
    return (int) Math.floor(value * (1 << COORDINATE_BITS) + 0.5);
  }

  /** Stretches each channel to the whole range. */
  void autoContrast() {
    for (int channel = 0; channel < channels; channel++) {
      count(channel);
      int low = first();
      int high = last();
      if (low < high) {
        double scale = 255.0 / (high - low);
        double offset = -low * scale;
        for (int v = 0; v < 256; v++) {
          map[v] = clipped((int) (v * scale + offset));
        }
        replace(channel);
      }
    }
  }

  /** Makes all values of a channel about equally frequent. */
  void equalize() {
    for (int channel = 0; channel < channels; channel++) {
      count(channel);
      int step = (height * width - counts[last()]) / 255;
      if (step > 0) {
        int below = step / 2;
        for (int v = 0; v < 256; v++) {
          map[v] = clipped(below / step);
          below += counts[v];
        }
        replace(channel);
      }
    }
  }

  void invert() {
    solarize(0);
  }

  /** Keeps the upper {@code bits} of 8 of each value. */
  void posterize(double bits) {
    int mask = 0xff << (8 - (int) bits);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] &= (byte) mask;
    }
  }

  /** Inverts the values from the threshold on. */
  void solarize(double threshold) {
    for (int i = 0; i < pixels.length; i++) {
      int v = pixels[i] & 0xff;
      pixels[i] = (byte) (v < threshold ? v : 255 - v);
    }
  }

  /** Adds a whole number to the values below 128. */
  void solarizeAdd(double added) {
    for (int i = 0; i < pixels.length; i++) {
      int v = pixels[i] & 0xff;
      pixels[i] = v < 128 ? clipped(v + (int) added) : (byte) v;
    }
  }

  /** From grey (0) through the picture itself (1) to stronger colours. */
  void colour(double factor) {
    for (int at = 0; at < pixels.length; at += channels) {
      int grey = luma(at);
      for (int i = at; i < at + channels; i++) {
        pixels[i] = blend(grey, pixels[i], factor);
      }
    }
  }

  /** From its mean brightness (0) through the picture itself (1) to more contrast. */
  void contrast(double factor) {
    long sum = 0;
    for (int at = 0; at < pixels.length; at += channels) {
      sum += luma(at);
    }
    int mean = (int) ((double) sum / (height * width) + 0.5);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = blend(mean, pixels[i], factor);
    }
  }

  /** From black (0) through the picture itself (1) to a brighter one. */
  void brightness(double factor) {
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = blend(0, pixels[i], factor);
    }
  }

  /** From a smoothed picture (0) through the picture itself (1) to a sharper one; not the edge. */
  void sharpness(double factor) {
    System.arraycopy(pixels, 0, spare, 0, pixels.length);
    int line = width * channels;
    for (int y = 1; y < height - 1; y++) {
      for (int i = y * line + channels; i < (y + 1) * line - channels; i++) {
        spare[i] = blend(smooth(i, line), pixels[i], factor);
      }
    }
    swap();
  }

  /** The mean around a value, itself counted five times, rounded. */
  private int smooth(int i, int line) {
    int sum = around(i - line) + around(i) + around(i + line) + 4 * (pixels[i] & 0xff);
    return (2 * sum + 13) / 26;
  }

  private int around(int i) {
    return (pixels[i - channels] & 0xff) + (pixels[i] & 0xff) + (pixels[i + channels] & 0xff);
  }

  /** ITU-R 601-2 of a red, green and blue pixel, in 16 fraction bits. */
  private int luma(int at) {
    int red = pixels[at] & 0xff;
    int green = pixels[at + 1] & 0xff;
    int blue = pixels[at + 2] & 0xff;
    return (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16;
  }

  private static byte blend(int from, byte to, double factor) {
    return clipped((int) (from + (float) factor * ((to & 0xff) - from)));
  }

  private static byte clipped(int value) {
    return (byte) Math.max(0, Math.min(value, 255));
  }

  private void count(int channel) {
    Arrays.fill(counts, 0);
    for (int i = channel; i < pixels.length; i += channels) {
      counts[pixels[i] & 0xff]++;
    }
  }

  /** The first value that occurs. */
  private int first() {
    int v = 0;
    while (counts[v] == 0) {
      v++;
    }
    return v;
  }

  /** The last value that occurs. */
  private int last() {
    int v = 255;
    while (counts[v] == 0) {
      v--;
    }
    return v;
  }

  private void replace(int channel) {
    for (int i = channel; i < pixels.length; i += channels) {
      pixels[i] = map[pixels[i] & 0xff];
    }
  }

  private void swap() {
    byte[] other = pixels;
    pixels = spare;
    spare = other;
  }
}
