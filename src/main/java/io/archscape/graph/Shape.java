package io.archscape.graph;

import static io.archscape.Require.require;

/** The shape of one image's activations: height, width, channels; in memory (N,H,W,C). */
public record Shape(int height, int width, int channels) {
  public Shape {
    require(
        height >= 1 && width >= 1 && channels >= 1,
        "shape must be at least 1 in every direction, got %dx%dx%d",
        height,
        width,
        channels);
  }

  private static final int MOST_PIXELS = 16_384;

  /** A vector of {@code channels}, kept as (N,1,1,C). */
  public static Shape vector(int channels) {
    return new Shape(1, 1, channels);
  }

  /** An image of {@code size} by {@code size} pixels in three colours. */
  public static Shape image(int size) {
    require(
        size >= 1 && size <= MOST_PIXELS,
        "image must lie in [1,%d] pixels a side, got image=%d",
        MOST_PIXELS,
        size);
    return new Shape(size, size, 3);
  }

  /** The shape after a "same"-padded window of any odd size moved by {@code stride}. */
  public Shape strided(int stride, int channels) {
    return new Shape((height - 1) / stride + 1, (width - 1) / stride + 1, channels);
  }

  /** Positions: height times width. */
  public int positions() {
    return height * width;
  }

  /** Elements of one image: height times width times channels. */
  public int size() {
    return height * width * channels;
  }

  @Override
  public String toString() {
    return height + "x" + width + "x" + channels;
  }
}
