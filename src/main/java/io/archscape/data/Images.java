package io.archscape.data;

import static io.archscape.Require.require;

import io.archscape.Sha256;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * Labelled images, immutable: (N,H,W,C) unsigned bytes and one class index an image. A view ({@link
 * #range}, {@link #subset}) shares the pixels of the set it was taken from.
 */
public final class Images {
  private final int height;
  private final int width;
  private final int channels;
  private final List<String> classes;
  private final byte[] pixels;
  private final byte[] labels;
  private final int[] rows;

  /** Made when it is first asked for, empty before; two threads would make the same. */
  private volatile String checksum = "";

  private Images(
      int height,
      int width,
      int channels,
      List<String> classes,
      byte[] pixels,
      byte[] labels,
      int[] rows) {
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.classes = classes;
    this.pixels = pixels;
    this.labels = labels;
    this.rows = rows;
  }

  /**
   * A set of its own copy of the arrays.
   *
   * @param classes the class names; a label is an index into them
   * @param pixels (N,H,W,C), one unsigned byte each
   * @param labels (N)
   */
  public static Images of(
      int height, int width, int channels, List<String> classes, byte[] pixels, byte[] labels) {
    return owning(height, width, channels, classes, pixels.clone(), labels.clone());
  }

  /** As {@link #of}, without the copy: the caller gives the arrays away. */
  static Images owning(
      int height, int width, int channels, List<String> classes, byte[] pixels, byte[] labels) {
    require(
        height > 0 && width > 0 && channels > 0,
        "image height, width and channels must be positive, got %dx%dx%d",
        height,
        width,
        channels);
    require(
        !classes.isEmpty() && classes.size() <= 256,
        "classes must be 1 to 256, got %d",
        classes.size());
    require(
        pixels.length == (long) labels.length * height * width * channels,
        "pixels must be %d images of %dx%dx%d bytes, got %d bytes",
        labels.length,
        height,
        width,
        channels,
        pixels.length);
    for (byte label : labels) {
      require(
          Byte.toUnsignedInt(label) < classes.size(),
          "label must be below %d, got %d",
          classes.size(),
          Byte.toUnsignedInt(label));
    }
    return new Images(
        height, width, channels, List.copyOf(classes), pixels, labels, firstRows(labels.length));
  }

  private static int[] firstRows(int count) {
    int[] rows = new int[count];
    for (int i = 0; i < count; i++) {
      rows[i] = i;
    }
    return rows;
  }

  public int count() {
    return rows.length;
  }

  public int height() {
    return height;
  }

  public int width() {
    return width;
  }

  public int channels() {
    return channels;
  }

  /** The class names; a label is an index into them. */
  public List<String> classes() {
    return classes;
  }

  /** Bytes of one image: H * W * C. */
  public int imageSize() {
    return height * width * channels;
  }

  /** Class index of image {@code i}. */
  public int label(int i) {
    return Byte.toUnsignedInt(labels[rows[i]]);
  }

  /** One value, 0 to 255. */
  public int pixel(int i, int y, int x, int channel) {
    Objects.checkIndex(y, height);
    Objects.checkIndex(x, width);
    Objects.checkIndex(channel, channels);
    return Byte.toUnsignedInt(pixels[offset(i) + (y * width + x) * channels + channel]);
  }

  /** Copies image {@code i}, (H,W,C), into {@code to} from position {@code at} on. */
  public void copy(int i, byte[] to, int at) {
    System.arraycopy(pixels, offset(i), to, at, imageSize());
  }

  /** The images from (inclusive) to (exclusive), sharing the pixels. */
  public Images range(int from, int to) {
    Objects.checkFromToIndex(from, to, count());
    return view(Arrays.copyOfRange(rows, from, to));
  }

  /** The images at these positions, in this order, sharing the pixels. */
  public Images subset(int[] positions) {
    int[] chosen = new int[positions.length];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = rows[Objects.checkIndex(positions[i], count())];
    }
    return view(chosen);
  }

  /** The same images in arrays of their own, so that what a view left out can be collected. */
  public Images packed() {
    byte[] packedPixels = new byte[count() * imageSize()];
    byte[] packedLabels = new byte[count()];
    for (int i = 0; i < count(); i++) {
      copy(i, packedPixels, i * imageSize());
      packedLabels[i] = labels[rows[i]];
    }
    return new Images(
        height, width, channels, classes, packedPixels, packedLabels, firstRows(count()));
  }

  /** SHA-256 of the pixels, image after image, then of the labels, a byte each; lower-case hex. */
  public String checksum() {
    if (checksum.isEmpty()) {
      checksum = computedChecksum();
    }
    return checksum;
  }

  private String computedChecksum() {
    MessageDigest digest = Sha256.digest();
    for (int row : rows) {
      digest.update(pixels, row * imageSize(), imageSize());
    }
    for (int row : rows) {
      digest.update(labels[row]);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Shared, for reading only. */
  byte[] pixels() {
    return pixels;
  }

  /** Where image {@code i} starts in {@link #pixels()}. */
  int offset(int i) {
    return rows[i] * imageSize();
  }

  private Images view(int[] chosen) {
    return new Images(height, width, channels, classes, pixels, labels, chosen);
  }

  @Override
  public String toString() {
    return "Images[" + count() + "x" + height + "x" + width + "x" + channels + "]";
  }
}
